/**
 * In which words an author writes: decided by what the template carries, never by its file name.
 */
import { childOf } from "../source/node.ts";
import type { Dialect, ResourceDeclaration } from "./template.ts";

/** Any version of SAM's transform. */
export const samTransformPrefix = "AWS::Serverless-";

const constructPathKey = "aws:cdk:path";
const cdkMetadataType = "AWS::CDK::Metadata";

export function dialectOf(transforms: readonly string[], resources: ReadonlyMap<string, ResourceDeclaration>): Dialect {
  for (const resource of resources.values()) {
    if (resource.type === cdkMetadataType || childOf(resource.metadata, constructPathKey) !== undefined) return "cdk";
  }
  return transforms.some((name) => name.startsWith(samTransformPrefix)) ? "sam" : "cloudformation";
}

/** `aws:cdk:path` of each resource that carries one, by logical id. */
export function constructPathsOf(resources: ReadonlyMap<string, ResourceDeclaration>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const resource of resources.values()) {
    const path = childOf(resource.metadata, constructPathKey);
    if (path?.kind === "scalar") paths.set(resource.logicalId, path.text);
  }
  return paths;
}
