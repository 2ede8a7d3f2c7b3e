/**
 * What a formula says of a variable, where it speaks of no other: that it is one of these values, or none of them.
 *
 * A world is split on literals, not on atoms: where forty instance types have two architectures, there are two cases to
 * look at, and not forty.
 */
import { type Atom, type Guard, type Variable } from "./guard.js";
export interface Literal {
    readonly variable: Variable;
    readonly values: ReadonlySet<string>;
    readonly isExcluded: boolean;
}
/** A variable has one of these values. What worlds are split on. */
export interface Membership {
    readonly variable: Variable;
    readonly values: ReadonlySet<string>;
}
export declare function membershipOf({ variable, value }: Atom): Membership;
export declare function guardOfMembership({ variable, values }: Membership): Guard;
/** The literal that a formula is; null where it speaks of several variables, or of none. */
export declare function literalOf(guard: Guard): Literal | null;
