/**
 * Answers that cost a walk over all nodes -> the same answers, computed once a graph.
 *
 * Invariant: what is remembered depends on the nodes alone, and goes when they go. A graph and the index that it was
 * built from have the same nodes, so that edges and questions share what is remembered.
 */
import type { GraphNode, NodeIndex } from "./model.ts";

export function oncePerGraph<T extends object>(compute: (index: NodeIndex) => T): (index: NodeIndex) => T {
  const remembered = new WeakMap<readonly GraphNode[], T>();
  return (index) => {
    let answer = remembered.get(index.nodes);
    if (answer === undefined) {
      answer = compute(index);
      remembered.set(index.nodes, answer);
    }
    return answer;
  };
}
