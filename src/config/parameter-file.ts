/**
 * The text of a parameter file -> values of template parameters.
 *
 * A file has one of the forms that CloudFormation's tools take: a list of `{ParameterKey, ParameterValue}`, a list of
 * `"Key=Value"`, or a map, by itself or under `Parameters` (CodePipeline's template configuration).
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";

export type ParameterFile =
  | { readonly values: ReadonlyMap<string, string> }
  /** What is wrong, with file and position: `params.json:3:5: expected ...`. */
  | { readonly problem: string };

const expected =
  'expected a list of {ParameterKey, ParameterValue}, a list of "Key=Value", or a map of names to values';

export function readParameterFile(path: string, text: string): ParameterFile {
  const { root, diagnostics } = parseSource(path, text);
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (root === undefined || error !== undefined) {
    const start = error?.location?.start;
    const where = start === undefined ? path : `${path}:${start.line}:${start.column}`;
    return { problem: `${where}: ${error?.message ?? "the file is empty"}` };
  }
  const entries = root.kind === "sequence" ? root.items.map(itemOf) : root.kind === "mapping" ? mapOf(root) : [root];
  const values = new Map<string, string>();
  for (const entry of entries) {
    if ("kind" in entry) {
      const { file, start } = spanOf(entry);
      return { problem: `${file}:${start.line}:${start.column}: ${expected}` };
    }
    if (entry.value !== undefined) values.set(entry.name, entry.value);
  }
  return { values };
}

/** A parameter; without a value where the deployed stack keeps what it has (`UsePreviousValue`), which nobody here can know. */
interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
}

/** A map by itself, unless it is a template configuration, which has its own keys. What means nothing is given back. */
function mapOf(root: MappingNode): readonly (Parameter | SourceNode)[] {
  const inner = childOf(root, "Parameters");
  const map = inner?.kind === "mapping" ? inner : root;
  return [...map.entries.values()].map(({ name, value }) => {
    const text = textOf(value);
    return text === undefined ? value : { name, value: text };
  });
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
