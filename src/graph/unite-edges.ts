/**
 * Edges as builders find them -> one edge for each pair of ends, there whenever any of those that were found is.
 *
 * Templates say one thing in several ways (two listeners of one load balancer forward to one group), each under its own
 * condition.
 */
import { or } from "../resolve/guard.ts";
import { fileUnder } from "./file-under.ts";
import type { Edge } from "./model.ts";

/** Edges of one id become one; its evidence is that of the first. */
export function uniteEdges<E extends Edge>(edges: readonly E[]): readonly E[] {
  const byId = new Map<string, E[]>();
  for (const edge of edges) fileUnder(byId, edge.id, edge);
  return [...byId.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return others.length === 0 ? [first] : [{ ...first, guard: or(first.guard, ...others.map((edge) => edge.guard)) }];
  });
}
