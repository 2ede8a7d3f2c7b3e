/**
 * Guards: under which circumstances something holds.
 *
 * A guard is a formula over atoms `variable = value`. Parameters are variables, and so is every condition that cannot
 * be decided further (two values `true` and `false`). A value that reads a parameter and a condition that tests it
 * share one variable, so that they can never disagree.
 *
 * Invariant: what is plainly contradictory is `never` and what is plainly exhaustive is `always`; formulas share their
 * parts, so walk them with a memory of what was seen.
 * Not here: deciding a guard (./world.ts), and putting one into words (./describe-guard.ts).
 */
export interface Variable {
    /** Unique in a run: `stack-name/Parameter`. */
    readonly id: string;
    /** What a person calls it: the parameter's or the condition's name. */
    readonly label: string;
    /** All values it can have, where they are known (AllowedValues; `true`, `false`). */
    readonly values: readonly string[] | undefined;
}
export interface Atom {
    readonly variable: Variable;
    readonly value: string;
}
export type Guard = {
    readonly kind: "true";
} | {
    readonly kind: "false";
} | {
    readonly kind: "atom";
    readonly atom: Atom;
} | {
    readonly kind: "not";
    readonly of: Guard;
} | {
    readonly kind: "and";
    readonly of: readonly Guard[];
} | {
    readonly kind: "or";
    readonly of: readonly Guard[];
};
export declare const always: Guard;
export declare const never: Guard;
export declare function atom(variable: Variable, value: string): Guard;
export declare function not(guard: Guard): Guard;
export declare function and(...guards: readonly Guard[]): Guard;
export declare function or(...guards: readonly Guard[]): Guard;
/** The variables of a formula, each once, in order of appearance. */
export declare function variablesOf(guard: Guard): readonly Variable[];
