/**
 * A graph -> all its edges, kind by kind.
 */
import type { Edge, EdgeKind, Graph } from "../graph/model.ts";

const kinds: readonly EdgeKind[] = [
  "triggers",
  "invokeAllowed",
  "references",
  "fronts",
  "scales",
  "attaches",
  "placed",
];

export function allEdges(graph: Graph): readonly Edge[] {
  return kinds.flatMap((kind): readonly Edge[] => graph.edges(kind));
}
