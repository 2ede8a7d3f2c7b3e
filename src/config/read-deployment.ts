/**
 * `parameters:` and `parameter-files:` -> what is given to the stacks of a deployment.
 */
import type { DocumentReader } from "../policy/document-reader.ts";
import { keysOf } from "../policy/document-shape.ts";
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import type { Deployment, GivenParameter, ParameterFile } from "./configuration.ts";
import { parameterFileShape } from "./configuration-shape.ts";
import { readPath } from "./read-paths.ts";

export function readDeployment(of: MappingNode | undefined, reader: DocumentReader): Deployment {
  const tags = of === undefined ? [] : [...readTexts(of, "stack-tags", reader)];
  return {
    parameters: of === undefined ? new Map() : readTexts(of, "parameters", reader),
    parameterFiles: reader.items(childOf(of, "parameter-files")).flatMap((item) => readFile(item, reader)),
    stackTags: new Map(tags.map(([name, { text }]) => [name, text])),
  };
}

/** A mapping of names to texts; a list is joined as CloudFormation takes it on its command line. */
function readTexts(of: MappingNode, key: string, reader: DocumentReader): ReadonlyMap<string, GivenParameter> {
  const node = childOf(of, key);
  if (node === undefined) return new Map();
  if (node.kind !== "mapping") {
    reader.error(node, `${key} must be a mapping of names to values`);
    return new Map();
  }
  const texts = new Map<string, GivenParameter>();
  for (const { key: nameNode, name, value } of node.entries.values()) {
    const text = textOf(value);
    if (text === undefined) reader.error(value, `${name} must be a text, or a list of texts`);
    else texts.set(name, { text, place: spanOf(nameNode) });
  }
  return texts;
}

function textOf(node: SourceNode): string | undefined {
  if (node.kind === "scalar") return node.value === null ? undefined : node.text;
  if (node.kind !== "sequence") return undefined;
  const items = node.items.map((item) => (item.kind === "scalar" ? textOf(item) : undefined));
  return items.includes(undefined) ? undefined : items.join(",");
}

/** A path, or `{file, sam-env}`. */
function readFile(item: SourceNode, reader: DocumentReader): readonly ParameterFile[] {
  const entry =
    item.kind === "mapping" ? reader.mapping(item, "a parameter file", keysOf(parameterFileShape)) : undefined;
  const node = entry === undefined ? reader.text(item, "parameter-files") : reader.required(entry, "file", "the entry");
  const samEnvironment = entry && reader.scalar(entry, "sam-env")?.text;
  const path = node && readPath(node, reader);
  return node === undefined || path === undefined ? [] : [{ path, samEnvironment, place: spanOf(node) }];
}
