/**
 * Guards: under which circumstances something holds.
 *
 * A guard is a formula over atoms `variable = value`. Parameters are variables, and so is every condition that cannot
 * be decided further (two values `true` and `false`). A value that reads a parameter and a condition that tests it
 * share one variable, so that they can never disagree.
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
  return { kind: "not", of: guard };
}

export function and(...guards: readonly Guard[]): Guard {
  const of = guards.filter((g) => g.kind !== "true");
  if (of.some((g) => g.kind === "false")) return never;
  if (of.length === 0) return always;
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "and", of };
}

export function or(...guards: readonly Guard[]): Guard {
  const of = guards.filter((g) => g.kind !== "false");
  if (of.some((g) => g.kind === "true")) return always;
  if (of.length === 0) return never;
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "or", of };
}
