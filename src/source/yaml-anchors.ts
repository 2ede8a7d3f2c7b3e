/**
 * Anchors of a YAML file, and how much their aliases stand for.
 *
 * An alias shares the nodes of its anchor, so that a bomb costs no memory here; what it would cost every reader of the
 * tree is counted, and past the limit the file is refused.
 */
import { maximalAliasedNodes } from "./limits.ts";
import type { SourceNode } from "./node.ts";

export interface Anchored {
  readonly node: SourceNode;
  /** Nodes in it, with each alias counted as what it stands for. */
  readonly size: number;
  /** Levels of collections below it. */
  readonly height: number;
}

export class Anchors {
  readonly #byName = new Map<string, Anchored>();
  #aliased = 0;

  /** An anchor is known only when its node is complete, so that nothing contains itself. */
  define(name: string, anchored: Anchored): void {
    this.#byName.set(name, anchored);
  }

  find(name: string): Anchored | undefined {
    return this.#byName.get(name);
  }

  /** Counts nodes that an alias or a merge stands for; false where they are too many. */
  charge(nodes: number): boolean {
    this.#aliased += nodes;
    return this.#aliased <= maximalAliasedNodes;
  }
}
