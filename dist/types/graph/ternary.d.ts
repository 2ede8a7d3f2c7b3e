/**
 * Three-valued logic: yes, no, or the reasons why it cannot be known (Kleene).
 *
 * Invariant: an unknown always carries at least one reason, and a part that decides the whole silences the others.
 */
import type { Reason } from "../resolve/value.js";
/** True, false, or why it cannot be told (never an empty list). */
export type Ternary = boolean | readonly [Reason, ...Reason[]];
export declare function isUnknown(value: Ternary): value is readonly [Reason, ...Reason[]];
/** `a and b`; `b` is asked for only where `a` leaves the answer open. */
export declare function both(a: Ternary, b: () => Ternary): Ternary;
/** `a or b`; `b` is asked for only where `a` leaves the answer open. */
export declare function either(a: Ternary, b: () => Ternary): Ternary;
export declare function negated(a: Ternary): Ternary;
/** Whether it holds for one of the items; stops at the first that does. */
export declare function some<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary;
/** Whether it holds for all of the items; stops at the first for which it does not. */
export declare function every<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary;
/** False where nothing is open, else the open reasons. */
export declare function unlessOpen(open: readonly Reason[]): Ternary;
