/**
 * A resource that nests a stack -> the file of its template, where that is a file of the project.
 *
 * CDK names it in `Metadata["aws:asset:path"]` or among the assets of the assembly, everybody else by a local path in `TemplateURL` (or SAM's `Location`), which
 * `aws cloudformation package` would upload. URLs and computed values name no file.
 */

import { childOf, type ScalarNode, type SourceNode } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import type { ResourceDeclaration } from "../template/template.ts";
import { type AssetFiles, assetNamedBy } from "./asset-files.ts";

const urlProperties: ReadonlyMap<string, string> = new Map([
  ["AWS::CloudFormation::Stack", "TemplateURL"],
  ["AWS::Serverless::Application", "Location"],
]);

const noAssets: AssetFiles = new Map();

/**
 * The path as it was written, relative to the template's folder.
 *
 * @param assets what the template's cloud assembly will upload.
 */
export function nestedTemplateOf(resource: ResourceDeclaration, assets: AssetFiles = noAssets): ScalarNode | undefined {
  const property = urlProperties.get(resource.type);
  if (property === undefined) return undefined;
  const url = childOf(resource.properties, property);
  const asset = assetPath(resource, property) ?? assetNamedBy(url, assets);
  if (asset !== undefined) return asset;
  return url?.kind === "scalar" && isLocal(url) ? url : undefined;
}

/** Parameter values that the parent gives as literals; lists are joined as CloudFormation joins them. */
export function literalParametersOf(resource: ResourceDeclaration): ReadonlyMap<string, string> {
  const literals = new Map<string, string>();
  const parameters = childOf(resource.properties, "Parameters");
  if (parameters?.kind !== "mapping" || intrinsicOf(parameters) !== undefined) return literals;
  for (const { name, value } of parameters.entries.values()) {
    const text = literal(value);
    if (text !== undefined) literals.set(name, text);
  }
  return literals;
}

function assetPath(resource: ResourceDeclaration, property: string): ScalarNode | undefined {
  const path = childOf(resource.metadata, "aws:asset:path");
  const of = childOf(resource.metadata, "aws:asset:property");
  return path?.kind === "scalar" && of?.kind === "scalar" && of.text === property ? path : undefined;
}

function isLocal(url: ScalarNode): boolean {
  return (
    typeof url.value === "string" &&
    url.text !== "" &&
    !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(url.text) &&
    !url.text.includes("${") &&
    !url.text.includes("{{")
  );
}

function literal(value: SourceNode): string | undefined {
  if (value.kind === "scalar") return value.value === null ? undefined : value.text;
  if (value.kind !== "sequence") return undefined;
  const texts = value.items.map((item) => (item.kind === "scalar" ? item.text : undefined));
  return texts.includes(undefined) ? undefined : texts.join(",");
}
