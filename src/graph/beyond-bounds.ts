/**
 * A graph -> what of it was left out because there is too much of it, in words, for diagnostics.
 *
 * Invariant: whoever builds a part of the graph and stops at a bound notes it here, so that nothing is lost silently.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { spanOf } from "../source/node.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { oncePerGraph } from "./once-per-graph.ts";

/** Messages by the node that they are about. */
const noted = oncePerGraph((): Map<GraphNode, Set<string>> => new Map());

/** @param message a sentence: `more than 32 combinations of ...`. Said twice of one node, it is noted once. */
export function noteBound(index: NodeIndex, node: GraphNode, message: string): void {
  const messages = noted(index).get(node) ?? new Set();
  noted(index).set(node, messages.add(message));
}

/** What was noted so far, in the order of the nodes; to be asked for when everything was judged. */
export function boundDiagnostics(index: NodeIndex): readonly Diagnostic[] {
  const byNode = noted(index);
  if (byNode.size === 0) return [];
  return index.nodes.flatMap((node) =>
    [...(byNode.get(node) ?? [])]
      .sort()
      .map((message) => ({ code: "graph-limit", severity: "warning", message, location: spanOf(node.origin) })),
  );
}
