/**
 * Physical names that a template spells out: of such a resource there can be one only, so that an update which replaces
 * it fails, and the template cannot be deployed twice.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
import { readAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { childOf, type SourceNode } from "../../source/node.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { namingOf } from "../naming.ts";
import { oncePerGraph } from "../once-per-graph.ts";

/** Types whose names others rely on, so that spelling them out is what they are for. */
const meant: ReadonlySet<string> = new Set([
  "AWS::SSM::Parameter",
  "AWS::SecretsManager::Secret",
  "AWS::Logs::LogGroup",
  "AWS::Events::EventBus",
]);

/** Resources that can be given a physical name, and had better not be. */
export const nameableNodes = oncePerGraph((index: NodeIndex): readonly GraphNode[] =>
  index.nodes.filter(({ type, part }) => part === "" && !meant.has(type) && (namingOf(type)?.property ?? "") !== ""),
);

/** The name that is spelled out, without the stack's name or a parameter in it. */
export function fixedNameOf(node: GraphNode, world: World): string | undefined {
  const value = readAt(node.properties, [namingOf(node.type)?.property ?? ""], world);
  if (value.kind !== "known" || typeof value.value !== "string" || value.value === "") return undefined;
  // What comes from a parameter can be given another value.
  return value.from === undefined && (value.assumed ?? []).length === 0 ? value.value : undefined;
}

/** Where the name is written, else the resource. */
export function nameAt(node: GraphNode): SourceNode {
  return childOf(node.declaration.properties, namingOf(node.type)?.property ?? "") ?? node.origin;
}
