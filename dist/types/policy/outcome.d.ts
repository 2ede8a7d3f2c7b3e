/**
 * Outcomes of evaluation: a fact, or what must be decided first.
 *
 * Invariant: what is undecided stays so, with every reason; a split is preferred to an unknown, because two worlds may
 * both have an answer.
 */
import type { Guard } from "../resolve/guard.js";
import type { Membership } from "../resolve/literal.js";
import type { Reason } from "../resolve/value.js";
import { type World } from "../resolve/world.js";
import { type Fact, type UnknownFact } from "./fact.js";
export interface SplitOutcome {
    readonly kind: "split";
    readonly on: Membership;
}
export type Outcome = Fact | SplitOutcome;
export type Undecided = SplitOutcome | UnknownFact;
export declare function isUndecided(outcome: unknown): outcome is Undecided;
export declare function isSplit(outcome: unknown): outcome is SplitOutcome;
/** What keeps an operation on all of these from being done: the first split, else all that is unknown, else nothing. */
export declare function undecidedOf(outcomes: readonly Outcome[]): Undecided | undefined;
export declare function unknownOf(reasons: readonly Reason[]): UnknownFact;
/** Each reason once, in order. */
export declare function uniqueReasons(reasons: Iterable<Reason>): readonly Reason[];
/** The expression asks for something that is not there: an absent field, a text where there is a list. */
export declare function misasked(message: string): UnknownFact;
export declare function tooMuch(what: string): UnknownFact;
/** Asks for a fact: what it splits on is an outcome, and any other error is a fault of ours that goes on. */
export declare function ask(fact: () => Fact): Outcome;
/** Whether a guard holds in a world, or what decides it. */
export declare function holdsIn(world: World, guard: Guard): boolean | SplitOutcome;
