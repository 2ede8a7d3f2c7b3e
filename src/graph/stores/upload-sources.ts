/**
 * From which buckets uploads get to compute, directly or by way of queues, topics, rules and workflows.
 */
import type { World } from "../../resolve/world.ts";
import { uploadPathOver } from "../events/upload-path.ts";
import type { Graph, GraphNode } from "../model.ts";

/** The buckets of the app at the beginnings of all the paths. @throws Split where the world does not decide a path */
export function uploadSourcesOf(graph: Graph, node: GraphNode, world: World): readonly GraphNode[] {
  const found = new Set<GraphNode>();
  const seen = new Set<GraphNode>([node]);
  const waiting: GraphNode[] = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const edge of graph.edgesTo("triggers", at)) {
      const [first] = uploadPathOver(graph, edge, world) ?? [];
      if (first?.source.role === "object") found.add(first.source);
      if (!seen.has(edge.source) && edge.source.role !== "object" && world.test(edge.guard) !== false) {
        seen.add(edge.source);
        waiting.push(edge.source);
      }
    }
  }
  return [...found];
}
