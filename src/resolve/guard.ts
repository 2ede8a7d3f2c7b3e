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

export type Guard =
  | { readonly kind: "true" }
  | { readonly kind: "false" }
  | { readonly kind: "atom"; readonly atom: Atom }
  | { readonly kind: "not"; readonly of: Guard }
  | { readonly kind: "and"; readonly of: readonly Guard[] }
  | { readonly kind: "or"; readonly of: readonly Guard[] };

export const always: Guard = { kind: "true" };
export const never: Guard = { kind: "false" };

export function atom(variable: Variable, value: string): Guard {
  if (variable.values !== undefined && !variable.values.includes(value)) return never;
  if (variable.values?.length === 1) return always;
  return { kind: "atom", atom: { variable, value } };
}

export function not(guard: Guard): Guard {
  if (guard.kind === "true") return never;
  if (guard.kind === "false") return always;
  if (guard.kind === "not") return guard.of;
  const other = guard.kind === "atom" ? otherValue(guard.atom) : undefined;
  if (guard.kind === "atom" && other !== undefined) return atom(guard.atom.variable, other);
  return { kind: "not", of: guard };
}

export function and(...guards: readonly Guard[]): Guard {
  return combine("and", guards);
}

export function or(...guards: readonly Guard[]): Guard {
  return combine("or", guards);
}

/** The variables of a formula, each once, in order of appearance. */
export function variablesOf(guard: Guard): readonly Variable[] {
  const variables = new Map<string, Variable>();
  const seen = new Set<Guard>();
  const waiting: Guard[] = [guard];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === "atom") variables.set(next.atom.variable.id, next.atom.variable);
    else if (next.kind === "not") waiting.push(next.of);
    else if (next.kind === "and" || next.kind === "or") waiting.push(...[...next.of].reverse());
  }
  return [...variables.values()];
}

/** Beyond this many parts a formula is kept as it is: comparing all pairs would cost more than it saves. */
const comparableParts = 16;

/** A conjunction or disjunction, flat, each part once; decided where two parts exclude or complete each other. */
function combine(kind: "and" | "or", guards: readonly Guard[]): Guard {
  const [neutral, absorbing] = kind === "and" ? [always, never] : [never, always];
  const parts: Guard[] = [];
  for (const guard of guards) {
    if (guard.kind === absorbing.kind) return absorbing;
    if (guard.kind === neutral.kind) continue;
    const flat = guard.kind === kind && parts.length + guard.of.length <= comparableParts ? guard.of : [guard];
    for (const part of flat) {
      const related = parts.length > comparableParts ? undefined : relationAmong(parts, part);
      if (related === "same") continue;
      if (related === "opposite" || (related === "disjoint" && kind === "and")) return absorbing;
      parts.push(part);
    }
  }
  const [only] = parts;
  if (only === undefined) return neutral;
  return parts.length === 1 ? only : { kind, of: parts };
}

type Relation = "same" | "opposite" | "disjoint" | undefined;

function relationAmong(parts: readonly Guard[], part: Guard): Relation {
  for (const before of parts) {
    const related = relation(before, part);
    if (related !== undefined) return related;
  }
  return undefined;
}

/** What can be seen without evaluating: equal literals, a formula and its negation, two values of one variable. */
function relation(a: Guard, b: Guard): Relation {
  if (a === b) return "same";
  if (a.kind === "not" && b.kind === "not") return sameLiteral(a.of, b.of) ? "same" : undefined;
  if (a.kind === "not") return sameLiteral(a.of, b) ? "opposite" : undefined;
  if (b.kind === "not") return sameLiteral(a, b.of) ? "opposite" : undefined;
  if (a.kind !== "atom" || b.kind !== "atom" || a.atom.variable.id !== b.atom.variable.id) return undefined;
  if (a.atom.value === b.atom.value) return "same";
  return otherValue(a.atom) === b.atom.value ? "opposite" : "disjoint";
}

function sameLiteral(a: Guard, b: Guard): boolean {
  if (a === b) return true;
  return (
    a.kind === "atom" && b.kind === "atom" && a.atom.variable.id === b.atom.variable.id && a.atom.value === b.atom.value
  );
}

/** The value that a variable of two values has where it has not this one. */
function otherValue({ variable, value }: Atom): string | undefined {
  if (variable.values?.length !== 2) return undefined;
  return variable.values.find((candidate) => candidate !== value);
}
