/**
 * How much of a template the graph understands: green means nothing without it.
 *
 * Counted are the resources that the author declares, also by a loop; what SAM generates counts for the resource that it
 * comes from.
 */
import type { Graph } from "../graph/model.ts";
import { isModelled } from "../graph/roles-of-types.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import { compareText } from "./location.ts";

export interface Coverage {
  readonly resources: number;
  readonly judged: number;
  /** Types of the others, with how many there are of each. */
  readonly notModelled: ReadonlyMap<string, number>;
}

/** Resources that play a part in the graph, as nodes with a role or as what connects them, stack by stack. */
export function coverageOf(graph: Graph, stack: ResolvedStack): Coverage {
  const modelled = new Set<string>();
  for (const { logicalId, generatedBy } of stack.template.resources.values()) {
    const node = graph.nodeOf(stack.stack.name, logicalId);
    if (node !== undefined && isModelled(node.type)) modelled.add(logicalId).add(generatedBy ?? logicalId);
  }
  const written = stack.declared.resources;
  const notModelled = new Map<string, number>();
  for (const { logicalId, type } of written.values()) {
    if (!modelled.has(logicalId)) notModelled.set(type, (notModelled.get(type) ?? 0) + 1);
  }
  const missing = [...notModelled.values()].reduce((sum, count) => sum + count, 0);
  return { resources: written.size, judged: written.size - missing, notModelled };
}

/** The most frequent first. */
export function sortTypes(counts: ReadonlyMap<string, number>): { type: string; count: number }[] {
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || compareText(a.type, b.type));
}
