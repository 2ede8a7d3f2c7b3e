/**
 * A rule document -> a rule that can be judged by.
 *
 * Invariant: a rule is given only where nothing in its document is wrong; every error has its place, down to the column
 * inside an expression.
 * Not here: running its examples; see run-examples.ts.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type MappingNode, type ScalarNode, type SourceNode } from "../source/node.ts";
import { type ParsedSource, parseSource } from "../source/parse.ts";
import type { Dialect } from "../template/template.ts";
import { environmentWith } from "./cel-environment.ts";
import { DocumentReader } from "./document-reader.ts";
import { keysOf } from "./document-shape.ts";
import type { Expression } from "./expression.ts";
import { type ExpressionReader, type expectations, expressionReader } from "./expression-reader.ts";
import type { FactRegistry } from "./fact.ts";
import { didYouMean } from "./nearest.ts";
import { makeMatcher } from "./re2.ts";
import { readExamples } from "./read-examples.ts";
import { readSince } from "./read-since.ts";
import { referenceSentences } from "./reference-sentences.ts";
import { useMatcherMaker } from "./regular-expression.ts";
import type { EditValue, Rule, Severity } from "./rule.ts";
import { readOptions } from "./rule-options.ts";
import { fixShape, ruleShape, severityCaseShape } from "./rule-shape.ts";
import { typeOfAll } from "./type-of-all.ts";
import { bestPractice, bestPracticeIds } from "./well-architected.ts";

export interface LoadedRule {
  /** Undefined where a diagnostic is an error. */
  readonly rule: Rule | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Dialects in whose words the document has no fix: the rule has that of another one. */
  readonly lacksFixFor: readonly Dialect[];
}

const severities: readonly Severity[] = ["error", "warning", "info"];

export function loadRule(path: string, text: string, registry: FactRegistry): LoadedRule {
  return readRuleDocument(parseSource(path, text), registry);
}

export function readRuleDocument(parsed: ParsedSource, registry: FactRegistry): LoadedRule {
  const reader = new DocumentReader("rule");
  const document = reader.mapping(parsed.root, "a rule", keysOf(ruleShape));
  const rule = document === undefined ? undefined : readRule(document, reader, registry);
  // That CloudFormation documents no aliases is nothing to a rule.
  const written = parsed.diagnostics.filter(({ code, severity }) => code !== "yaml-alias" || severity === "error");
  const diagnostics = [...written, ...reader.diagnostics];
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  // Whoever has loaded a rule can judge by it at once, `matches()` included.
  if (isSound) useMatcherMaker(makeMatcher);
  return { rule: isSound ? rule : undefined, diagnostics, lacksFixFor: dialectsWithout(document) };
}

function readRule(document: MappingNode, reader: DocumentReader, registry: FactRegistry): Rule {
  const text = (key: string): string => reader.required(document, key, "the rule")?.text.trim() ?? "";
  const on = readSubjects(document, reader, registry);
  const as = readVariable(document, reader, registry);
  const options = readOptions(document, reader);
  const compile = expressionReader({ name: as, type: on.type, options }, reader, registry);
  const isUsable = on.type !== "" && as !== "";
  const expression = (key: string, expected: keyof typeof expectations): Expression | null => {
    const node = reader.scalar(document, key);
    return node === undefined || !isUsable ? null : compile.expression(node, expected);
  };
  const required = reader.required(document, "require", "the rule");
  const message = reader.required(document, "message", "the rule");
  return {
    id: matching(
      reader.required(document, "id", "the rule"),
      /^[A-Z][A-Z0-9]*\d{3}$/,
      "capitals and three digits: MET002",
      reader,
    ),
    name: matching(
      reader.required(document, "name", "the rule"),
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      "lower-case words joined by hyphens",
      reader,
    ),
    title: text("title"),
    severity: readSeverity(document, isUsable ? compile : undefined, reader),
    basis: readBasis(document, reader),
    resilience: reader.flag(document, "resilience"),
    onlyWhenRequired: reader.flag(document, "only-when-required"),
    ...readSince(document, reader),
    ...(reader.flag(document, "preview") && { preview: true }),
    source: readSource(document, reader),
    options,
    why: text("why"),
    on: on.names,
    as,
    where: expression("where", "condition"),
    require: (required !== undefined && isUsable && compile.expression(required, "condition")) || ["const", false],
    at: expression("at", "place"),
    related: expression("related", "hops"),
    message: message !== undefined && isUsable ? compile.message(message) : [],
    ...readEdit(document, reader),
    fix: readFix(document, reader),
    references: readReferences(document, reader),
    causes: readCauses(document, isUsable ? compile : undefined, reader),
    examples: readExamples(document, options, reader),
  };
}

/** What is judged, and the type that all of it has. */
function readSubjects(document: MappingNode, reader: DocumentReader, registry: FactRegistry) {
  const names: string[] = [];
  const types: string[] = [];
  const node = childOf(document, "on");
  if (node === undefined) reader.error(document, "the rule has no on: which says what it judges");
  else if (reader.items(node).length === 0) reader.error(node, "on is empty: it says what the rule judges");
  for (const item of reader.items(node)) {
    const name = reader.text(item, "on");
    if (name === undefined) continue;
    const kind = registry.subjectKind(name.text);
    if (kind === undefined) {
      const meant = didYouMean(name.text, registry.subjectNames);
      reader.error(
        name,
        `there is nothing called ${name.text} to judge.${meant || ` There are ${registry.subjectNames.join(", ")}.`}`,
      );
    } else {
      names.push(name.text);
      types.push(kind.type);
    }
  }
  const type = types.length === 0 ? "" : typeOfAll(types, registry);
  if (type === undefined && node !== undefined)
    reader.error(node, `${names.join(" and ")} have nothing in common to ask of`);
  return { names, type: type ?? "" };
}

function readVariable(document: MappingNode, reader: DocumentReader, registry: FactRegistry): string {
  const node = reader.scalar(document, "as");
  if (node === undefined) return "subject";
  const name = matching(node, /^[a-zA-Z][a-zA-Z0-9_]*$/, "a name of letters and digits", reader);
  try {
    if (name !== "") environmentWith({ name, type: "dyn" }, registry);
    return name;
  } catch {
    reader.error(node, `${name} is a word of CEL; choose another name`);
    return "";
  }
}

function readSeverity(
  document: MappingNode,
  compile: ExpressionReader | undefined,
  reader: DocumentReader,
): Rule["severity"] {
  const node = childOf(document, "severity");
  if (node?.kind !== "sequence") {
    const text = reader.required(document, "severity", "the rule");
    const is = text && reader.oneOf(text, "severity", severities);
    return is === undefined ? [] : [{ when: null, is }];
  }
  if (node.items.length === 0) reader.error(node, "severity is empty");
  return node.items.flatMap((item, i) => {
    const one = reader.mapping(item, "a severity", keysOf(severityCaseShape));
    const text = one && reader.required(one, "is", "the severity");
    const is = text && reader.oneOf(text, "is", severities);
    const when = one && reader.scalar(one, "when");
    const edition = one === undefined ? {} : readSince(one, reader);
    const isLast = i === node.items.length - 1;
    const holdsAlways = when === undefined && edition.since === undefined;
    if (one !== undefined && holdsAlways !== isLast) {
      reader.error(
        one,
        isLast
          ? "the last severity holds for the rest, and has neither when nor since"
          : "a severity that is not the last needs when, or since",
      );
    }
    return is === undefined
      ? []
      : [{ when: when === undefined ? null : (compile?.expression(when, "condition") ?? null), is, ...edition }];
  });
}

function readBasis(document: MappingNode, reader: DocumentReader): Rule["basis"] {
  const node = reader.scalar(document, "basis");
  return (node && reader.oneOf(node, "basis", ["proof", "heuristic"])) ?? "proof";
}

/** The value that is the fix, where it is one; without `at`, no finding would point at the value that it replaces. */
function readEdit(document: MappingNode, reader: DocumentReader): { readonly edit?: EditValue } {
  const node = reader.scalar(document, "edit");
  if (node === undefined || node.value === null) return {};
  if (childOf(document, "at") === undefined)
    reader.error(node, "edit needs at: the place of the value that it replaces");
  return { edit: node.value };
}

/** In the words of each dialect; where one of them is missing, of the first that is there. */
function readFix(document: MappingNode, reader: DocumentReader): Rule["fix"] {
  const node = childOf(document, "fix");
  if (node === undefined) reader.error(document, "the rule has no fix: what to change, in the words of each dialect");
  const fix = reader.mapping(node, "fix", keysOf(fixShape));
  const texts = new Map(dialects.map((dialect) => [dialect, fix && reader.scalar(fix, dialect)?.text.trim()] as const));
  const first = [...texts.values()].find((text) => text !== undefined);
  if (fix !== undefined && first === undefined)
    reader.error(fix, `fix says nothing: it has one of ${dialects.join(", ")} at least`);
  const text = (dialect: Dialect): string => texts.get(dialect) ?? first ?? "";
  return { cloudformation: text("cloudformation"), sam: text("sam"), cdk: text("cdk") };
}

const dialects: readonly Dialect[] = ["cloudformation", "sam", "cdk"];

function dialectsWithout(document: MappingNode | undefined): readonly Dialect[] {
  const fix = childOf(document, "fix");
  return dialects.filter((dialect) => childOf(fix, dialect) === undefined);
}

function readReferences(document: MappingNode, reader: DocumentReader): readonly string[] {
  return reader.items(childOf(document, "references")).flatMap((item) => {
    const node = reader.text(item, "a reference");
    if (node === undefined) return [];
    if (!/^https:\/\/\S+$/.test(node.text) && bestPractice(node.text) === undefined) {
      const meant = didYouMean(node.text, bestPracticeIds);
      reader.error(
        node,
        `${node.text} must be an https:// address or a best practice of the Well-Architected Framework: REL10-BP01.${meant}`,
      );
    }
    return [node.text];
  });
}

/** The sentence of the reference that the rule serves, by its id; a team may name a source of its own. */
function readSource(document: MappingNode, reader: DocumentReader): string {
  const node = reader.required(document, "source", "the rule");
  if (node === undefined) return "";
  if (/^[A-Z]\d+$/.test(node.text) && !referenceSentences.has(node.text)) {
    const known = [...referenceSentences.keys()].join(", ");
    reader.error(node, `${node.text} is no sentence of the reference. There are ${known}.`);
  }
  return node.text.trim();
}

function readCauses(
  document: MappingNode,
  compile: ExpressionReader | undefined,
  reader: DocumentReader,
): Rule["causes"] {
  return reader.items(childOf(document, "causes")).flatMap((item) => {
    const cause = reader.mapping(item, "a cause", ["rule", "subjects"]);
    if (cause === undefined) return [];
    const rule = reader.required(cause, "rule", "the cause");
    const subjects = reader.required(cause, "subjects", "the cause");
    const expression = subjects && compile?.expression(subjects, "things");
    return rule === undefined || !expression ? [] : [{ rule: rule.text, subjects: expression }];
  });
}

function matching(node: ScalarNode | undefined, pattern: RegExp, words: string, reader: DocumentReader): string {
  if (node === undefined) return "";
  if (pattern.test(node.text)) return node.text;
  reader.error(node as SourceNode, `${node.text} must be ${words}`);
  return "";
}
