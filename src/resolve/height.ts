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
    return this.#heightOf(node, maximalHeight) > maximalHeight;
  }

  /** The height, or infinite where it is more than `room`: then nothing below needs to be measured any more. */
  #heightOf(node: SourceNode, room: number): number {
    if (node.kind === "scalar") return 1;
    const before = this.#heights.get(node);
    if (before !== undefined) return before;
    if (room === 0) return Number.POSITIVE_INFINITY;
    let height = 1;
    const measure = (child: SourceNode): void => {
      if (height <= room) height = Math.max(height, this.#heightOf(child, room - 1) + 1);
    };
    if (node.kind === "sequence") for (const item of node.items) measure(item);
    else for (const entry of node.entries.values()) measure(entry.value);
    if (height > room) return Number.POSITIVE_INFINITY;
    this.#heights.set(node, height);
    return height;
  }
}
