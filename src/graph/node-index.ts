/**
 * The nodes of an app, found by what names them.
 */
import { alternativesOf, valueAt } from "../resolve/reading.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import { absent, type Decided } from "../resolve/value.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { namingOf } from "./naming.ts";

export function indexNodes(stacks: readonly ResolvedStack[], nodes: readonly GraphNode[]): NodeIndex {
  const byKey = new Map<string, GraphNode>();
  const byType = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    if (node.part !== "") continue;
    byKey.set(node.id, node);
    const ofType = byType.get(node.type);
    if (ofType === undefined) byType.set(node.type, [node]);
    else ofType.push(node);
  }
  const names = new Map<GraphNode, readonly Decided[]>();
  return {
    stacks,
    nodes,
    nodeOf: (stack, logicalId) => byKey.get(nodeId(stack, logicalId)),
    nodesOfType: (type) => byType.get(type) ?? [],
    physicalNames(node) {
      let known = names.get(node);
      if (known === undefined) {
        known = namesOf(node);
        names.set(node, known);
      }
      return known;
    },
  };
}

export function nodeId(stack: string, logicalId: string): string {
  return `${stack}/${logicalId}`;
}

function namesOf(node: GraphNode): readonly Decided[] {
  const property = namingOf(node.type)?.property;
  if (property === undefined || property === "") return [absent];
  return alternativesOf(valueAt(node.properties, [property])).map((alternative) => alternative.value);
}
