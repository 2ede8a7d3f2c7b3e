/**
 * `--parameter` and `--parameter-file` -> values of template parameters.
 *
 * A file has one of the forms that CloudFormation's tools take: a list of `{ParameterKey, ParameterValue}`, a list of
 * `"Key=Value"`, or a map, by itself or under `Parameters` (CodePipeline's template configuration).
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import { pairs } from "./check-options.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** Files in order, later over earlier; the command line over files. @throws UsageError for a file that means nothing */
export function readParameters({ options }: Arguments, shell: Shell): ReadonlyMap<string, string> {
  const fromFiles = (options.get("--parameter-file") ?? []).flatMap((file) => [...readFile(file, shell)]);
  return new Map([...fromFiles, ...pairs("--parameter", "NAME=VALUE", options.get("--parameter") ?? [])]);
}

function readFile(path: string, shell: Shell): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = shell.readFile(path);
  } catch (error) {
    throw new UsageError(`--parameter-file ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const { root, diagnostics } = parseSource(path, text);
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (root === undefined || error !== undefined) {
    const where =
      error?.location == null ? path : `${path}:${error.location.start.line}:${error.location.start.column}`;
    throw new UsageError(`--parameter-file ${where}: ${error?.message ?? "the file is empty"}`);
  }
  if (root.kind === "sequence") return new Map(root.items.flatMap((item) => itemOf(item)));
  if (root.kind === "mapping") return mapOf(root);
  throw wrongForm(root);
}

/** A map by itself, unless it is a template configuration, which has its own keys. */
function mapOf(root: MappingNode): ReadonlyMap<string, string> {
  const inner = childOf(root, "Parameters");
  const map = inner?.kind === "mapping" ? inner : root;
  return new Map([...map.entries.values()].map(({ name, value }) => [name, textOf(value)]));
}

function itemOf(item: SourceNode): readonly (readonly [string, string])[] {
  if (item.kind === "scalar" && typeof item.value === "string") {
    const equals = item.value.indexOf("=");
    if (equals > 0) return [[item.value.slice(0, equals), item.value.slice(equals + 1)]];
  }
  const key = childOf(item, "ParameterKey");
  const value = childOf(item, "ParameterValue");
  if (key?.kind !== "scalar") throw wrongForm(item);
  // `UsePreviousValue` leaves what the deployed stack has, which nobody here can know.
  return value === undefined ? [] : [[key.text, textOf(value)]];
}

/** Lists are passed on as CloudFormation takes them on the command line: separated by commas. */
function textOf(node: SourceNode): string {
  return node.kind === "sequence" ? node.items.map(scalarText).join(",") : scalarText(node);
}

function scalarText(node: SourceNode): string {
  if (node.kind !== "scalar" || node.value === null) throw wrongForm(node);
  return typeof node.value === "string" ? node.value : node.text;
}

function wrongForm(node: SourceNode): UsageError {
  const { file, start } = spanOf(node);
  return new UsageError(
    `--parameter-file ${file}:${start.line}:${start.column}: expected a list of {ParameterKey, ParameterValue}, a list of "Key=Value", or a map of names to values`,
  );
}
