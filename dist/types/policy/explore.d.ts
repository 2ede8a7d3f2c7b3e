/**
 * A question that one world may not answer -> its answers over all worlds, as a tree of decisions.
 *
 * Worlds are explored lazily: a world is split only on what an evaluation asked for. Deterministic: what holds
 * is explored before what does not. Past the cap, worlds stay unexplored and the tree says so.
 */
import { type Guard, type Variable } from "../resolve/guard.js";
import { World } from "../resolve/world.js";
import { type SplitOutcome } from "./outcome.js";
/** Worlds with an answer that are explored for one question. */
export declare const maximalWorlds = 64;
export interface Leaf<T> {
    readonly kind: "leaf";
    readonly world: World;
    readonly answer: T;
}
export type Exploration<T> = Leaf<T>
/** The question does not arise: the thing is not there in this world. */
 | {
    readonly kind: "nowhere";
} | {
    readonly kind: "unexplored";
} | {
    readonly kind: "fork";
    /** What was decided. */
    readonly variable: Variable;
    /** What holds in `yes`, and what in `no`. */
    readonly guards: readonly [yes: Guard, no: Guard];
    readonly yes: Exploration<T>;
    readonly no: Exploration<T>;
};
/**
 * @param ask what the answer is in a world; undefined where the question does not arise there.
 * @param limit how many worlds with an answer are explored; @param within the worlds that there are.
 */
export declare function explore<T extends object>(ask: (world: World) => T | SplitOutcome | undefined, { limit, within }?: {
    readonly limit?: number;
    readonly within?: World;
}): Exploration<T>;
/** All answers, in the order of exploration. */
export declare function leavesOf<T>(exploration: Exploration<T>): readonly Leaf<T>[];
/** The variables that worlds were split on, each once, in the order of exploration. */
export declare function splitsOf(exploration: Exploration<unknown>): readonly Variable[];
export declare function isComplete(exploration: Exploration<unknown>): boolean;
/**
 * The union of the worlds whose answer is as asked, without what does not matter to it.
 *
 * @param asked gets undefined for what was not explored.
 */
export declare function guardWhere<T>(exploration: Exploration<T>, asked: (answer: T | undefined) => boolean): Guard;
