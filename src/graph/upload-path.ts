/**
 * How an upload gets to compute: the chain of triggers from a bucket, over queues, topics, rules and workflows.
 */
import { and, type Guard } from "../resolve/guard.ts";
import type { World } from "../resolve/world.ts";
import { type Graph, type GraphNode, isOutside, type TriggersEdge } from "./model.ts";

/** Triggers from a bucket to the node, in the order of the event; undefined where no upload leads to it. */
export function uploadPathTo(graph: Graph, node: GraphNode, world: World): readonly TriggersEdge[] | undefined {
  const seen = new Set<GraphNode>([node]);
  const waiting: { at: GraphNode; path: readonly TriggersEdge[]; guard: Guard }[] = [
    { at: node, path: [], guard: and() },
  ];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const edge of graph.edgesTo("triggers", next.at)) {
      if (!announcesUploads(edge)) continue;
      const guard = and(next.guard, edge.guard);
      if (world.test(guard) === false) continue;
      const path = [edge, ...next.path];
      if (edge.source.role === "object") {
        if (world.holds(guard)) return path;
      } else if (!seen.has(edge.source)) {
        seen.add(edge.source);
        waiting.push({ at: edge.source, path, guard });
      }
    }
  }
  return undefined;
}

/** The same for one last trigger: the path that ends with it; undefined where no upload takes it. */
export function uploadPathOver(graph: Graph, edge: TriggersEdge, world: World): readonly TriggersEdge[] | undefined {
  if (!announcesUploads(edge) || world.test(edge.guard) === false) return undefined;
  if (edge.source.role === "object") return world.holds(edge.guard) ? [edge] : undefined;
  const before = uploadPathTo(graph, edge.source, world);
  return before === undefined || !world.holds(edge.guard) ? undefined : [...before, edge];
}

/** Deletions, restores and expirations are events of a bucket too, and no uploads. */
function announcesUploads(edge: TriggersEdge): boolean {
  if (isOutside(edge.target) || edge.source.role !== "object" || edge.via !== "notification") return true;
  return (
    edge.events.length === 0 ||
    edge.events.some(
      (event) => !/^s3:(?:ObjectRemoved|ObjectRestore|LifecycleExpiration|ObjectTagging:Delete)/.test(event),
    )
  );
}
