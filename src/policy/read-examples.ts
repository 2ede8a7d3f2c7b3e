/**
 * `examples:` of a rule document -> examples that can be run.
 */
import { childOf, type MappingNode, type SourceNode } from "../source/node.ts";
import type { DocumentReader } from "./document-reader.ts";
import { keysOf } from "./document-shape.ts";
import type { RuleExample, Verdict } from "./rule.ts";
import { type OptionValue, type RuleOption, readOptionValue, wordsOf } from "./rule-options.ts";
import { exampleShape } from "./rule-shape.ts";

const expectations = ["flags", "accepts", "unknown"] as const;
const verdicts: Readonly<Record<RuleExample["expects"], Verdict>> = {
  flags: "fail",
  accepts: "pass",
  unknown: "unknown",
};

/** Each is a template that is parsed, resolved and judged. */
export const maximalExamples = 200;

/** @param options the options of the rule, which an example may set. */
export function readExamples(
  document: MappingNode,
  options: readonly RuleOption[],
  reader: DocumentReader,
): readonly RuleExample[] {
  const node = childOf(document, "examples");
  const items = reader.items(node);
  if (items.length > maximalExamples) reader.error(node ?? document, `a rule may have ${maximalExamples} examples`);
  const examples = items.slice(0, maximalExamples).flatMap((item) => readExample(item, options, reader));
  for (const expects of ["flags", "accepts"] as const) {
    if (examples.some((example) => example.expects === expects) || reader.hasErrors) continue;
    reader.error(node ?? document, `the rule has no example that it ${expects}`);
  }
  return examples;
}

function readExample(item: SourceNode, options: readonly RuleOption[], reader: DocumentReader): readonly RuleExample[] {
  const example = reader.mapping(item, "an example", keysOf(exampleShape));
  if (example === undefined) return [];
  const expects = expectations.filter((key) => example.entries.has(key));
  const [expected] = expects;
  if (expected === undefined || expects.length > 1) {
    reader.error(example, "an example has one of flags, accepts and unknown, with what it shows");
    return [];
  }
  const title = reader.required(example, expected, "the example");
  const template = reader.required(example, "template", "the example");
  const verdict = reader.scalar(example, "verdict");
  const isNotApplicable = verdict !== undefined && reader.oneOf(verdict, "verdict", ["n/a"]) !== undefined;
  if (isNotApplicable && expected !== "accepts") reader.error(verdict, "only what is accepted can be n/a");
  const set = readWith(childOf(example, "with"), options, reader);
  const tags = readTags(childOf(example, "stack-tags"), reader);
  if (title === undefined || template === undefined) return [];
  return [
    {
      expects: expected,
      title: title.text.trim(),
      template: template.text,
      verdict: isNotApplicable ? "n/a" : verdicts[expected],
      subject: reader.scalar(example, "subject")?.text ?? null,
      ...(set !== undefined && { with: set }),
      ...(tags !== undefined && { stackTags: tags }),
    },
  ];
}

/** `with:` of an example: option -> value. */
function readWith(
  node: SourceNode | undefined,
  options: readonly RuleOption[],
  reader: DocumentReader,
): Readonly<Record<string, OptionValue>> | undefined {
  const given =
    node &&
    reader.mapping(
      node,
      "with",
      options.map(({ name }) => name),
    );
  if (given === undefined) return undefined;
  const values = options.flatMap(({ name, type }) => {
    const written = childOf(given, name);
    if (written === undefined) return [];
    const value = readOptionValue(written, type);
    if (value === undefined) reader.error(written, `${name} must be ${wordsOf[type]}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

function readTags(node: SourceNode | undefined, reader: DocumentReader): Readonly<Record<string, string>> | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "mapping") {
    reader.error(node, "stack-tags must be a mapping of keys to values");
    return undefined;
  }
  const texts = [...node.entries.values()].map(({ name, value }) => [name, reader.text(value, name)?.text ?? ""]);
  return Object.fromEntries(texts);
}
