/**
 * Whether a file is a CloudFormation template: a format version, a `Resources` mapping with types, or a SAM transform.
 */
import { childOf, type SourceNode } from "../source/node.ts";
import { samTransformPrefix } from "./dialect.ts";

const formatVersionKey = "AWSTemplateFormatVersion";
const typeNamespaces = ["AWS::", "Custom::", "Alexa::"];

export function looksLikeTemplate(root: SourceNode): boolean {
  if (root.kind !== "mapping") return false;
  if (root.entries.has(formatVersionKey)) return true;
  const resources = childOf(root, "Resources");
  const declared = resources?.kind === "mapping" ? [...resources.entries.values()] : [];
  const transform = childOf(root, "Transform");
  for (const name of transform?.kind === "sequence" ? transform.items : [transform]) {
    if (textStarts(name, samTransformPrefix) || (declared.length > 0 && textStarts(name, "AWS::"))) return true;
  }
  return declared.some(({ value }) =>
    typeNamespaces.some((namespace) => textStarts(childOf(value, "Type"), namespace)),
  );
}

function textStarts(node: SourceNode | undefined, begin: string): boolean {
  return node?.kind === "scalar" && node.text.startsWith(begin);
}

/** The same question for text that could not be parsed; a file that this answers is never passed over in silence. */
export function textLooksLikeTemplate(text: string): boolean {
  if (text.includes(formatVersionKey) || text.includes(samTransformPrefix)) return true;
  return text.includes("Resources") && typeNamespaces.some((namespace) => text.includes(namespace));
}
