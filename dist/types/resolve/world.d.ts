/**
 * A world: a set of decisions about variables, made only as far as an evaluation asked for them.
 *
 * Facts are computed in a world. Where they meet a guard that the world does not decide, they throw `Split`, and the
 * explorer of ../policy evaluates again in two worlds, one in which the atom holds and one in which it does not. This
 * is the only exception that is part of the design; ../policy catches it at the boundary of each fact.
 *
 * Invariant: a world is consistent. A variable that has only one value left has that value.
 */
import type { Atom, Guard, Variable } from "./guard.js";
import { type Membership } from "./literal.js";
import type { Decided, Value } from "./value.js";
/** Thrown by `World.holds` and `World.read`: what must be decided before the question can be answered. */
export declare class Split {
    readonly on: Membership;
    constructor(on: Membership);
}
/** What a world says about one variable: it is one of these values, or, where that is not known, none of those. */
export interface Decision {
    readonly variable: Variable;
    readonly left: ReadonlySet<string> | undefined;
    readonly isNot: ReadonlySet<string>;
}
export declare class World {
    #private;
    /** What holds in every world that there is, as far as these decisions leave it open. */
    readonly constraints: readonly Guard[];
    /** Parameters whose defaults were read in this world; the evaluation empties and reads it. */
    readonly assumed: Set<string>;
    private constructor();
    /** The world in which nothing is decided. Each asker has its own, because `assumed` is written to. */
    static get open(): World;
    /** All worlds in which a guard holds, as one: what it plainly demands is decided. Undefined where there is none. */
    static given(guard: Guard): World | undefined;
    /** A copy in which nothing has been recorded as assumed yet. */
    fresh(): World;
    /** The decisions that were made, in order of making. */
    get decisions(): readonly Decision[];
    /** Whether the atom holds here; undefined where the world does not say. */
    decide({ variable, value }: Atom): boolean | undefined;
    /** The value that the world gives a variable, if it gives one. */
    valueOf(variable: Variable): string | undefined;
    /** Whether the world rules a value out without naming the one that holds. */
    excludes(variable: Variable, value: string): boolean;
    /** This world with one more decision; undefined where that contradicts what is decided. */
    with(atom: Atom, holds: boolean): World | undefined;
    /** This world where a variable has one of some values, or none of them; undefined where there is no such world. */
    within({ variable, values }: Membership, holds: boolean): World | undefined;
    /**
     * This world with all that the guard plainly demands: its atoms, and those of the parts that must hold. What it leaves
     * open (which part of a disjunction holds) stays open. Undefined where the guard cannot hold here.
     */
    assume(guard: Guard, holds?: boolean): World | undefined;
    /** Whether a guard holds here; undefined where the world does not decide it. */
    test(guard: Guard): boolean | undefined;
    /**
     * Whether a guard holds here.
     * @throws Split where the world does not decide it.
     */
    holds(guard: Guard): boolean;
    /**
     * The value in this world, with every choice at its top decided, and its assumed parameters noted.
     * @throws Split where a choice is not decided.
     */
    read(value: Value): Decided;
}
