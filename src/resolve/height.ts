/**
 * How deep nodes are nested.
 *
 * Templates are hostile data: what is nested deeper than any real one is not looked into, so that nothing that walks
 * values runs out of stack. The answer for a node depends on nothing but the node.
 */
import type { SourceNode } from "../source/node.ts";

/** Levels below a node, itself included. The deepest of some two thousand real templates needs 60. */
export const maximalHeight = 200;

export class Heights {
  readonly #heights = new Map<SourceNode, number>();

  isTooDeep(node: SourceNode): boolean {
    return node.kind !== "scalar" && this.#heightOf(node) > maximalHeight;
  }

  /** Without recursion. Infinite for a node that contains itself. */
  #heightOf(root: SourceNode): number {
    const waiting = [root];
    for (let node = waiting.at(-1); node !== undefined; node = waiting.at(-1)) {
      const before = this.#heights.get(node);
      if (before !== undefined && before !== Number.POSITIVE_INFINITY) {
        waiting.pop();
        continue;
      }
      // Met again inside itself, it has no end; met again after its children, it gets its height.
      this.#heights.set(node, Number.POSITIVE_INFINITY);
      let height = 1;
      let isReady = true;
      for (const child of childrenOf(node)) {
        if (child.kind === "scalar") height = Math.max(height, 2);
        else {
          const below = this.#heights.get(child);
          if (below === undefined) {
            waiting.push(child);
            isReady = false;
          } else height = Math.max(height, below + 1);
        }
      }
      if (isReady) {
        this.#heights.set(node, height);
        waiting.pop();
      }
    }
    return this.#heights.get(root) ?? 1;
  }
}

function* childrenOf(node: SourceNode): Iterable<SourceNode> {
  if (node.kind === "sequence") yield* node.items;
  else if (node.kind === "mapping") for (const entry of node.entries.values()) yield entry.value;
}
