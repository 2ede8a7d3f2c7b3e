/**
 * The text of a parameter file -> values of template parameters, and tags of the stack.
 *
 * A file has one of the forms that tools of AWS take: a list of `{ParameterKey, ParameterValue}`, a list of
 * `"Key=Value"`, a map by itself or under `Parameters` (CodePipeline's template configuration), Git sync's deployment
 * file, or samconfig.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/git-sync-concepts-terms.html
 */
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import type { GivenValues, UnreadableFile } from "./given-values.ts";
import { readSamConfig, samEnvironments } from "./sam-config.ts";

const expected =
  'expected a list of {ParameterKey, ParameterValue}, a list of "Key=Value", a map of names to values, or samconfig';

export type TomlParser = (text: string) => { readonly table: unknown } | { readonly problem: string };

/** @param samEnvironment the environment of samconfig that counts; undefined for SAM's own default. */
export async function readParameterFile(
  path: string,
  text: string,
  samEnvironment?: string,
): Promise<GivenValues | UnreadableFile> {
  return readParameterText(path, text, samEnvironment, await tomlParserFor([path]));
}

/** TOML's parser is loaded only where one of the files is TOML. */
export async function tomlParserFor(paths: readonly string[]): Promise<TomlParser | undefined> {
  return paths.some(isToml) ? (await import("./toml.ts")).parseToml : undefined;
}

/** As `readParameterFile`, with TOML's parser in hand. */
export function readParameterText(
  path: string,
  text: string,
  samEnvironment: string | undefined,
  parseToml: TomlParser | undefined,
): GivenValues | UnreadableFile {
  if (isToml(path)) {
    const parsed = parseToml?.(text) ?? { problem: "1:1: TOML is not read here" };
    return "problem" in parsed
      ? { problem: `${path}:${parsed.problem}` }
      : readSamConfig(path, parsed.table, samEnvironment);
  }
  const { root, diagnostics } = parseSource(path, text);
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (root === undefined || error !== undefined) {
    const start = error?.location?.start;
    const where = start === undefined ? path : `${path}:${start.line}:${start.column}`;
    return { problem: `${where}: ${error?.message ?? "the file is empty"}` };
  }
  if (isSamConfig(path, root)) return readSamConfig(path, plain(root), samEnvironment);
  return readNodes(root);
}

function readNodes(root: SourceNode): GivenValues | UnreadableFile {
  const { parameters, tags } = sectionsOf(root);
  const entries = parameters.flatMap((node) =>
    node.kind === "sequence" ? node.items.map(itemOf) : node.kind === "mapping" ? mapOf(node) : [node],
  );
  const values = new Map<string, string>();
  for (const entry of entries) {
    if ("kind" in entry) {
      const { file, start } = spanOf(entry);
      return { problem: `${file}:${start.line}:${start.column}: ${expected}` };
    }
    if (entry.value !== undefined) values.set(entry.name, entry.value);
  }
  const tagged = tags?.kind === "mapping" ? mapOf(tags) : [];
  return {
    values,
    tags: new Map(
      tagged.flatMap((tag) =>
        "value" in tag && "name" in tag && tag.value !== undefined ? [[tag.name, tag.value] as const] : [],
      ),
    ),
  };
}

/** The whole file, unless it has keys of its own beside the parameters: then these alone. */
function sectionsOf(root: SourceNode): {
  readonly parameters: readonly SourceNode[];
  readonly tags: SourceNode | undefined;
} {
  if (childOf(root, "template-file-path") !== undefined) {
    const parameters = childOf(root, "parameters");
    return { parameters: parameters === undefined ? [] : [parameters], tags: childOf(root, "tags") };
  }
  const parameters = childOf(root, "Parameters");
  const isConfiguration = parameters?.kind === "mapping" || parameters?.kind === "sequence";
  return isConfiguration
    ? { parameters: [parameters], tags: childOf(root, "Tags") }
    : { parameters: [root], tags: undefined };
}

/** A parameter; without a value where nobody here can know it: the deployed stack's, or one that a pipeline makes. */
interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
}

/** What means nothing is given back. */
function mapOf(map: MappingNode): readonly (Parameter | SourceNode)[] {
  return [...map.entries.values()].map(({ name, value }) => {
    const text = textOf(value);
    return text === undefined && !isCall(value) ? value : { name, value: text };
  });
}

/** `Fn::GetArtifactAtt`, `Fn::GetParam` of CodePipeline. */
function isCall(node: SourceNode): boolean {
  return (
    node.kind === "mapping" && node.entries.size === 1 && [...node.entries.keys()].every((key) => /^\w+::/.test(key))
  );
}

function itemOf(item: SourceNode): Parameter | SourceNode {
  if (item.kind === "scalar" && typeof item.value === "string") {
    const equals = item.value.indexOf("=");
    if (equals > 0) return { name: item.value.slice(0, equals), value: item.value.slice(equals + 1) };
  }
  const key = childOf(item, "ParameterKey");
  const value = childOf(item, "ParameterValue");
  if (key?.kind !== "scalar") return item;
  if (value === undefined) return { name: key.text, value: undefined };
  const text = textOf(value);
  return text === undefined ? value : { name: key.text, value: text };
}

/** Lists are passed on as CloudFormation takes them on the command line: separated by commas. */
function textOf(node: SourceNode): string | undefined {
  if (node.kind !== "sequence") return scalarText(node);
  const items = node.items.map(scalarText);
  return items.includes(undefined) ? undefined : items.join(",");
}

function scalarText(node: SourceNode): string | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  return typeof node.value === "string" ? node.value : node.text;
}

function isToml(path: string): boolean {
  return /\.toml$/i.test(path);
}

/** Environments of a samconfig file that give something; none where it cannot be read. */
export function samEnvironmentsIn(path: string, text: string, parseToml: TomlParser | undefined): readonly string[] {
  if (isToml(path)) {
    const parsed = parseToml?.(text);
    return parsed === undefined || "problem" in parsed ? [] : samEnvironments(path, parsed.table);
  }
  const { root } = parseSource(path, text);
  return root === undefined ? [] : samEnvironments(path, plain(root));
}

/** By its name, or because an environment has commands with parameters. */
function isSamConfig(path: string, root: SourceNode): boolean {
  if (/(?:^|[\\/])samconfig[^\\/]*$/i.test(path)) return true;
  if (root.kind !== "mapping") return false;
  return [...root.entries.values()].some(({ value }) =>
    ["deploy", "global"].some((command) => childOf(childOf(value, command), "parameters") !== undefined),
  );
}

/** As TOML would give it. Scalars keep the text that they were written as: `007` is no number. */
function plain(node: SourceNode): unknown {
  if (node.kind === "sequence") return node.items.map(plain);
  if (node.kind === "scalar") return node.value === null ? null : scalarText(node);
  return Object.fromEntries([...node.entries.values()].map(({ name, value }) => [name, plain(value)]));
}
