/**
 * Three-valued logic: yes, no, or the reasons why it cannot be known (Kleene).
 *
 * Invariant: an unknown always carries at least one reason, and a part that decides the whole silences the others.
 */
import type { Reason } from "../resolve/value.ts";

/** True, false, or why it cannot be told (never an empty list). */
export type Ternary = boolean | readonly [Reason, ...Reason[]];

export function isUnknown(value: Ternary): value is readonly [Reason, ...Reason[]] {
  return typeof value !== "boolean";
}

/** `a and b`; `b` is asked for only where `a` leaves the answer open. */
export function both(a: Ternary, b: () => Ternary): Ternary {
  if (a === false) return false;
  const second = b();
  if (a === true || second === false) return second;
  return second === true ? a : join(a, second);
}

/** `a or b`; `b` is asked for only where `a` leaves the answer open. */
export function either(a: Ternary, b: () => Ternary): Ternary {
  if (a === true) return true;
  const second = b();
  if (a === false || second === true) return second;
  return second === false ? a : join(a, second);
}

export function negated(a: Ternary): Ternary {
  return typeof a === "boolean" ? !a : a;
}

/** Whether it holds for one of the items; stops at the first that does. */
export function some<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary {
  let result: Ternary = false;
  for (const item of items) {
    result = either(result, () => test(item));
    if (result === true) return true;
  }
  return result;
}

/** Whether it holds for all of the items; stops at the first for which it does not. */
export function every<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary {
  return negated(some(items, (item) => negated(test(item))));
}

/** False where nothing is open, else the open reasons. */
export function unlessOpen(open: readonly Reason[]): Ternary {
  const [first, ...rest] = open;
  return first === undefined ? false : [first, ...rest];
}

function join(a: readonly [Reason, ...Reason[]], b: readonly [Reason, ...Reason[]]): readonly [Reason, ...Reason[]] {
  const seen = new Set(a.map(keyOf));
  return [a[0], ...a.slice(1), ...b.filter((reason) => !seen.has(keyOf(reason)))];
}

function keyOf(reason: Reason): string {
  return `${reason.kind}:${reason.stack}/${reason.name}`;
}
