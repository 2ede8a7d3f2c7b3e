/**
 * A folder of a team -> its rules, its architectures and its settings, checked as Stackplumb's own are.
 *
 * Invariant: what has an error is left out, and the error says where it is; nothing in a pack is executed, and no file is
 * read that the host would not give. A name is taken once: a rule never stands in for one of another pack, or of
 * Stackplumb's own, whose ids are kept for the future, too.
 * Not here: running the examples (../policy/run-examples.ts), and what settings mean (read-configuration.ts).
 */
import type { Host } from "../input/app.ts";
import { isWithin, joinPath, parentOf } from "../input/join-path.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { builtinArchitectures } from "../policy/architecture/builtin-architectures.ts";
import { type ArchitectureText, loadArchitecture } from "../policy/architecture/load-architecture.ts";
import {
  type ArchitectureExample,
  readArchitectureExamples,
} from "../policy/architecture/read-architecture-examples.ts";
import { DocumentReader } from "../policy/document-reader.ts";
import { factRegistry } from "../policy/facts/registry.ts";
import { noSuchRule } from "../policy/find-rule.ts";
import { readRuleDocument } from "../policy/load-rule.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { type ParsedSource, parseSource } from "../source/parse.ts";
import type { Span } from "../source/span.ts";
import { nameClashes } from "./name-clashes.ts";
import { type Pack, packCode, type RuleSource } from "./pack.ts";
import { type PackFile, packFiles } from "./pack-files.ts";

/** Mistakes of one pack that are told. */
const maximalDiagnostics = 200;

/**
 * @param folder as the host takes it: a pack (`rules/`, `architectures/`, `stackplumb.yaml`), just documents, or one document
 * @param knownRules Stackplumb's own; what the pack says may name them
 * @param packs those that were loaded before, whose rules and architectures it may name as well
 */
export function loadPack(host: Host, folder: string, knownRules: readonly Rule[], packs: readonly Pack[] = []): Pack {
  return new PackLoader(host, folder, knownRules, packs).load();
}

interface ParsedFile extends PackFile {
  readonly parsed: ParsedSource;
}

class PackLoader {
  readonly #host: Host;
  readonly #folder: string;
  readonly #ownRules: readonly Rule[];
  readonly #packs: readonly Pack[];
  readonly #rules: Rule[] = [];
  readonly #sources = new Map<string, RuleSource>();
  readonly #architectures = new Map<string, Architecture>();
  readonly #architecturePlaces = new Map<string, Span>();
  readonly #architectureExamples = new Map<string, readonly ArchitectureExample[]>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #registry = factRegistry();

  constructor(host: Host, folder: string, ownRules: readonly Rule[], packs: readonly Pack[]) {
    this.#host = host;
    this.#folder = joinPath(".", folder);
    this.#ownRules = ownRules;
    this.#packs = packs;
  }

  load(): Pack {
    const settings = this.#loadDocuments();
    const told = this.#diagnostics.slice(0, maximalDiagnostics);
    const more = this.#diagnostics.length - told.length;
    if (more > 0) told.push(wrong(`there is more wrong with ${this.#folder} than can be told here`, null));
    return {
      folder: this.#folder,
      rules: this.#rules,
      sources: this.#sources,
      architectures: this.#architectures,
      architecturePlaces: this.#architecturePlaces,
      architectureExamples: this.#architectureExamples,
      settings,
      diagnostics: told,
    };
  }

  #loadDocuments(): MappingNode | undefined {
    const kind = this.#host.kindOf(this.#folder);
    if (kind !== "directory" && kind !== "file") {
      this.#diagnostics.push(wrong(`there is no folder ${this.#folder} that could be read`, null));
      return undefined;
    }
    const { documents, settings, errors } = packFiles(this.#host, this.#folder);
    this.#diagnostics.push(...errors.map((error) => wrong(error, null)));
    const architectures: ParsedFile[] = [];
    const rules: ParsedSource[] = [];
    for (const file of documents) {
      if (this.#isFull()) break;
      const parsed = parseSource(file.path, file.text);
      const path = file.path.slice(this.#folder === "." ? 0 : this.#folder.length + 1);
      if (childOf(parsed.root, "kind") !== undefined || path.startsWith("architectures/"))
        architectures.push({ ...file, parsed });
      else {
        rules.push(parsed);
        this.#rule(parsed);
      }
    }
    // What follows may name any of the rules.
    for (const { root } of rules) this.#checkCauses(root);
    for (const file of architectures) if (!this.#isFull()) this.#architecture(file);
    if (documents.length === 0 && settings === undefined && errors.length === 0)
      this.#diagnostics.push(
        wrong(
          `${this.#folder} holds no rules and no architectures: a pack has them as YAML files in rules/ and architectures/`,
          null,
        ),
      );
    return settings && this.#settings(settings);
  }

  #isFull(): boolean {
    return this.#diagnostics.length > maximalDiagnostics;
  }

  #rule(parsed: ParsedSource): void {
    const { rule, diagnostics, lacksFixFor } = readRuleDocument(parsed, this.#registry);
    this.#diagnostics.push(...diagnostics);
    if (rule === undefined) return;
    const id = childOf(parsed.root, "id") as SourceNode;
    const name = childOf(parsed.root, "name") as SourceNode;
    const taken = [...this.#packs, { rules: this.#rules, sources: this.#sources }];
    const clashes = nameClashes(rule, { id: spanOf(id), name: spanOf(name) }, this.#ownRules, taken);
    this.#diagnostics.push(...clashes.map(({ message, place }) => wrong(message, place)));
    if (clashes.length > 0) return;
    this.#rules.push(rule);
    const examples = itemsOf(childOf(parsed.root, "examples")).map(spanOf);
    this.#sources.set(rule.id, { place: spanOf(id), examplePlaces: examples, lacksFixFor });
  }

  /** A cause is compared with the ids of rules, so it must be one. */
  #checkCauses(root: SourceNode | undefined): void {
    const known = this.#knownRules();
    for (const item of itemsOf(childOf(root, "causes"))) {
      const named = childOf(item, "rule");
      if (named?.kind === "scalar" && !known.some(({ id }) => id === named.text))
        this.#diagnostics.push(wrong(noSuchRule(known, named.text), spanOf(named)));
    }
  }

  #knownRules(): readonly Rule[] {
    return [...this.#ownRules, ...this.#packs.flatMap(({ rules }) => rules), ...this.#rules];
  }

  #architecture({ path, text, parsed }: ParsedFile): void {
    const builtins = [
      ...builtinArchitectures(),
      ...this.#packs.flatMap(({ architectures }) => [...architectures.values()]),
    ];
    const { architecture, diagnostics } = loadArchitecture(
      path,
      text,
      this.#registry,
      this.#knownRules(),
      (reference, from) => this.#parent(reference, from),
      () => builtins,
    );
    // Those of a document that it extends are told where that document is loaded itself.
    const known = new Set(this.#diagnostics.map(placeOf));
    this.#diagnostics.push(...diagnostics.filter((one) => one.location === null || !known.has(placeOf(one))));
    const named = childOf(parsed.root, "name");
    if (architecture === undefined || named === undefined) return;
    const place = spanOf(named);
    const { name } = architecture;
    const first =
      this.#architecturePlaces.get(name) ?? this.#packs.map((pack) => pack.architecturePlaces.get(name)).find(Boolean);
    if (first !== undefined)
      this.#diagnostics.push(wrong(`${name} is taken by the architecture at ${told(first)}`, place));
    else if (builtins.some((builtin) => builtin.name === name))
      this.#diagnostics.push(
        wrong(
          `${name} is an architecture of Stackplumb's own; give this one another name, and let it extend that one`,
          place,
        ),
      );
    else {
      this.#architectures.set(name, architecture);
      this.#architecturePlaces.set(name, place);
      if (parsed.root?.kind === "mapping") {
        const reader = new DocumentReader("architecture");
        this.#architectureExamples.set(name, readArchitectureExamples(parsed.root, architecture, reader));
        this.#diagnostics.push(...reader.diagnostics);
      }
    }
  }

  /** What a relative path names: a file of the pack, or one beside it below the host's root. */
  #parent(reference: string, from: string): ArchitectureText | undefined {
    const path = joinPath(parentOf(from), reference);
    if (!isWithin(".", path) && !isWithin(this.#folder, path)) return undefined;
    const content = this.#host.readText(path);
    return "error" in content ? undefined : { path, text: content.text };
  }

  #settings({ path, text }: PackFile): MappingNode | undefined {
    const { root, diagnostics } = parseSource(path, text);
    const written = diagnostics.filter(({ code, severity }) => code !== "yaml-alias" || severity === "error");
    this.#diagnostics.push(...written.map((one) => ({ ...one, code: packCode })));
    if (root?.kind === "mapping") return root;
    if (root !== undefined) this.#diagnostics.push(wrong("the settings of a pack must be a mapping", spanOf(root)));
    return undefined;
  }
}

function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  if (node === undefined) return [];
  return node.kind === "sequence" ? node.items : [node];
}

function wrong(message: string, location: Span | null): Diagnostic {
  return { code: packCode, severity: "error", message, location };
}

function told({ file, start }: Span): string {
  return `${file}:${start.line}:${start.column}`;
}

function placeOf({ location, message }: Diagnostic): string {
  return `${location === null ? "" : told(location)} ${message}`;
}
