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
  const transform = childOf(root, "Transform");
  for (const name of transform?.kind === "sequence" ? transform.items : [transform]) {
    if (name?.kind === "scalar" && name.text.startsWith(samTransformPrefix)) return true;
  }
  const resources = childOf(root, "Resources");
  if (resources?.kind !== "mapping") return false;
  for (const { value } of resources.entries.values()) {
    const type = childOf(value, "Type");
    if (type?.kind === "scalar" && typeNamespaces.some((namespace) => type.text.startsWith(namespace))) return true;
  }
  return false;
}

/** The same question for text that could not be parsed; a file that this answers is never passed over in silence. */
export function textLooksLikeTemplate(text: string): boolean {
  if (text.includes(formatVersionKey) || text.includes(samTransformPrefix)) return true;
  return text.includes("Resources") && text.includes("AWS::");
}
