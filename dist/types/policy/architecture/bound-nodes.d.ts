/**
 * Which nodes are bound to which component, with the guards under which they are: what flows and qualities are asked of.
 *
 * Invariant: `when` and `maybe` exclude each other, and both imply that the node exists.
 * Not here: how they are found; see match-components.ts.
 */
import type { GraphNode } from "../../graph/model.js";
import type { Guard } from "../../resolve/guard.js";
import type { Reason } from "../../resolve/value.js";
import type { World } from "../../resolve/world.js";
/** A node that is what a component means, or may be. */
export interface Match {
    readonly node: GraphNode;
    /** When it is one for sure. */
    readonly when: Guard;
    /** When it cannot be told whether it is one, for `reasons`. */
    readonly maybe: Guard;
    readonly reasons: readonly Reason[];
}
/** By the component's name, in the order of the templates; a component without any has an empty list. */
export type Matches = ReadonlyMap<string, readonly Match[]>;
export interface BoundIn {
    readonly certain: readonly GraphNode[];
    readonly possible: readonly Match[];
}
/** What a component is bound to in a world. @throws Split where the world does not decide it */
export declare function boundIn(matches: readonly Match[], world: World): BoundIn;
