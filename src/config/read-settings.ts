/**
 * The keys that a configuration and the settings of a pack have in common -> what they say about how to judge.
 */
import { joinPath, parentOf } from "../input/join-path.ts";
import { compilePathPattern } from "../input/path-pattern.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { readRelaxations } from "../policy/architecture/read-relaxations.ts";
import { findRequirement, noSuchRequirement, requirementsOf } from "../policy/architecture/requirements.ts";
import { type DocumentReader, emptyMapping, isEmpty } from "../policy/document-reader.ts";
import { keysOf } from "../policy/document-shape.ts";
import { editions } from "../policy/edition.ts";
import { findRule, noSuchRule } from "../policy/find-rule.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { Rule } from "../policy/rule.ts";
import { childOf, type MappingNode, type ScalarNode, type SourceNode, spanOf } from "../source/node.ts";
import { architectureUseShape } from "./configuration-shape.ts";
import { readRuleSettings } from "./read-rule-settings.ts";
import type { ArchitectureUse, ConfiguredRelaxation, Lock, Settings } from "./settings.ts";

/** Architectures that one file holds apps to. */
const mostArchitectures = 50;

/** What the names in a file mean. */
export interface SettingsContext {
  readonly rules: readonly Rule[];
  /** The architecture that is named; undefined where there is none, which is said then. */
  readonly architectureOf: (node: ScalarNode, reader: DocumentReader) => Architecture | undefined;
  /** Those that other files hold apps to already. */
  readonly held: readonly Architecture[];
}

export function readSettings(
  path: string,
  root: MappingNode,
  context: SettingsContext,
  reader: DocumentReader,
): Settings {
  const edition = reader.scalar(root, "edition");
  const failOn = reader.scalar(root, "fail-on");
  const before = reader.diagnostics.length;
  const architectures = [
    ...readUses(childOf(root, "architectures"), undefined, context, reader),
    ...entriesOf(childOf(root, "environments")).flatMap(({ name, value }) =>
      readUses(childOf(value, "architectures"), name, context, reader),
    ),
  ];
  if (architectures.length > mostArchitectures)
    reader.error(root, `apps can be held to ${mostArchitectures} architectures, and not to ${architectures.length}`);
  // Of an architecture with errors of its own, nobody knows what could be relaxed.
  const areKnown = reader.diagnostics.slice(before).every(({ severity }) => severity !== "error");
  const held = [...context.held, ...architectures.map(({ architecture }) => architecture)];
  return {
    path,
    edition: edition && reader.oneOf(edition, "edition", editions),
    rules: readRuleSettings(mappingAt(root, "rules", reader), context.rules, reader),
    failOn: failOn && reader.oneOf(failOn, "fail-on", ["error", "warning", "info", "never"]),
    failOnPlace: failOn && spanOf(failOn),
    strictUnknown: reader.flag(root, "strict-unknown"),
    architectures,
    relax: areKnown ? readRelax(childOf(root, "relax"), held, reader) : [],
    ignore: [],
    locked: [],
    maxExpiry: undefined,
    judgeAll: false,
  };
}

/** `web-app-storage`, `{use: ./shop.yaml, apps: [shop*]}`, or a list of these. */
function readUses(
  node: SourceNode | undefined,
  environment: string | undefined,
  { architectureOf }: SettingsContext,
  reader: DocumentReader,
): readonly ArchitectureUse[] {
  return reader.items(node).flatMap((item) => {
    const entry =
      item.kind === "mapping" ? reader.mapping(item, "an architecture", keysOf(architectureUseShape)) : undefined;
    if (item.kind === "mapping" && entry === undefined) return [];
    const named = entry === undefined ? [reader.text(item, "an architecture")] : usesIn(entry, reader);
    const patterns = reader.items(childOf(entry, "apps")).flatMap((app) => reader.text(app, "apps") ?? []);
    const isFor = patterns.length === 0 ? undefined : anyOf(patterns);
    return named.flatMap((name): readonly ArchitectureUse[] => {
      const architecture = name && architectureOf(name, reader);
      return name === undefined || architecture === undefined
        ? []
        : [{ architecture, isFor, environment, place: spanOf(name) }];
    });
  });
}

function usesIn(entry: MappingNode, reader: DocumentReader): readonly (ScalarNode | undefined)[] {
  const use = childOf(entry, "use");
  if (use === undefined) reader.error(entry, "the architecture has no use: its name, or the path of its document");
  return reader.items(use).map((item) => reader.text(item, "use"));
}

function anyOf(patterns: readonly ScalarNode[]): (name: string) => boolean {
  const matchers = patterns.map(({ text }) => compilePathPattern(joinPath(".", text)));
  return (name) => matchers.some((matches) => matches(name.split("/")));
}

/** @param held architectures that apps are held to */
function readRelax(
  node: SourceNode | undefined,
  held: readonly Architecture[],
  reader: DocumentReader,
): readonly ConfiguredRelaxation[] {
  const addresses = new Map(held.flatMap((one) => [...requirementsOf(one)]));
  const names = [...new Set(held.map(({ name }) => name))];
  const owner = names.length === 1 ? (names[0] ?? "") : "any of the architectures";
  const read = readRelaxations(
    node,
    (written) => {
      if (names.length === 0)
        return { problem: "there is nothing to relax: no architecture is held to (architectures says which)" };
      const address = findRequirement(written, addresses.keys());
      if (address === undefined) return { problem: noSuchRequirement(written, addresses.keys(), owner) };
      return { address };
    },
    reader,
    ["architecture"],
  );
  return read.map(({ source, ...relaxation }) => {
    const named = reader.scalar(source, "architecture");
    if (named !== undefined && !names.includes(named.text))
      reader.error(named, `apps are held to no architecture ${named.text}.${didYouMean(named.text, names)}`);
    return { ...relaxation, architecture: named?.text };
  });
}

/** `locked:` of a pack: rules by id or name, and requirements by address. */
export function readLocks(
  node: SourceNode | undefined,
  rules: readonly Rule[],
  architectures: readonly Architecture[],
  reader: DocumentReader,
): readonly Lock[] {
  const addresses = new Set(architectures.flatMap((one) => [...requirementsOf(one).keys()]));
  return reader.items(node).flatMap((item): readonly Lock[] => {
    const text = reader.text(item, "locked");
    if (text === undefined) return [];
    const rule = findRule(rules, text.text);
    if (rule !== undefined) return [{ subject: rule.id, kind: "rule", ...source(text) }];
    const address = findRequirement(text.text, addresses);
    if (address !== undefined) return [{ subject: address, kind: "requirement", ...source(text) }];
    if (text.text.includes(".")) reader.error(text, noSuchRequirement(text.text, addresses, "any architecture here"));
    else reader.error(text, noSuchRule(rules, text.text));
    return [];
  });
}

function source(node: ScalarNode): Pick<Lock, "by" | "folder"> {
  const { file, start } = spanOf(node);
  return { by: `${file}:${start.line}:${start.column}`, folder: parentOf(file) };
}

function mappingAt(root: MappingNode, key: string, reader: DocumentReader) {
  const node = childOf(root, key);
  if (node !== undefined && node.kind !== "mapping")
    reader.error(node, isEmpty(node) ? emptyMapping(key) : `${key} must be a mapping of names`);
  return entriesOf(node);
}

function entriesOf(node: SourceNode | undefined) {
  return node?.kind === "mapping" ? [...node.entries.values()] : [];
}
