/**
 * What a formula says of a variable, where it speaks of no other: that it is one of these values, or none of them.
 *
 * A world is split on literals, not on atoms: where forty instance types have two architectures, there are two cases to
 * look at, and not forty.
 */
import { type Atom, atom, type Guard, or, type Variable } from "./guard.ts";

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

export function membershipOf({ variable, value }: Atom): Membership {
  return { variable, values: new Set([value]) };
}

export function guardOfMembership({ variable, values }: Membership): Guard {
  return or(...[...values].map((value) => atom(variable, value)));
}

/** Formulas share their parts, and are asked for again and again. */
const literals = new WeakMap<Guard, Literal | null>();

/** The literal that a formula is; null where it speaks of several variables, or of none. */
export function literalOf(guard: Guard): Literal | null {
  if (guard.kind === "atom") return { ...membershipOf(guard.atom), isExcluded: false };
  if (guard.kind === "true" || guard.kind === "false") return null;
  const before = literals.get(guard);
  if (before !== undefined) return before;
  const literal = guard.kind === "not" ? opposite(literalOf(guard.of)) : combined(guard.kind, guard.of);
  literals.set(guard, literal);
  return literal;
}

function opposite(literal: Literal | null): Literal | null {
  return literal && { ...literal, isExcluded: !literal.isExcluded };
}

function combined(kind: "and" | "or", parts: readonly Guard[]): Literal | null {
  let all: Literal | null = null;
  for (const part of parts) {
    const literal = literalOf(part);
    if (literal === null || (all !== null && all.variable.id !== literal.variable.id)) return null;
    if (all === null) all = literal;
    // `a and b` is `not (not a or not b)`.
    else all = kind === "or" ? either(all, literal) : opposite(either(flipped(all), flipped(literal)));
  }
  return all;
}

function flipped(literal: Literal): Literal {
  return { ...literal, isExcluded: !literal.isExcluded };
}

function either(a: Literal, b: Literal): Literal {
  const { variable } = a;
  if (a.isExcluded === b.isExcluded && !a.isExcluded) {
    return { variable, values: new Set([...a.values, ...b.values]), isExcluded: false };
  }
  // What neither says is excluded; of two exclusions that is what both exclude.
  const [excluding, other] = a.isExcluded ? [a, b] : [b, a];
  const stays = (value: string): boolean => other.values.has(value) === other.isExcluded;
  return { variable, values: new Set([...excluding.values].filter(stays)), isExcluded: true };
}
