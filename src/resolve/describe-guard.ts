/**
 * A guard -> words for people: `IsProd=false`, `Env=dev and UseRds=true`.
 *
 * A named condition of the template that says exactly the same is preferred to the parameters that it tests, because
 * it is what the author of the template thinks in.
 */
import { type Cube, cubesOf, guardOfCube, guardOfLiteral } from "./cube.ts";
import { equivalent, worldsWhere } from "./explore.ts";
import { always, and, type Guard, not, type Variable, variablesOf } from "./guard.ts";
import type { Literal } from "./literal.ts";

/**
 * @param conditions the named conditions of the stack that the guard is told about.
 * @param given what the reader knows to hold: what holds in every world that there is.
 * @returns null where the guard always holds.
 */
export function describeGuard(
  guard: Guard,
  conditions: ReadonlyMap<string, Guard>,
  given: Guard = always,
): string | null {
  if (equivalent(guard, always, given)) return null;
  const names = [...conditions].map(([name, condition]): Named => ({ name, condition, variables: idsOf(condition) }));
  const asked = idsOf(guard);
  const related = names.filter(({ variables }) => [...asked].some((id) => variables.has(id)));
  const name = nameAmong(related, guard, given);
  if (name !== undefined) return name;
  const cubes = cubesIn(guard, given);
  if (cubes === undefined) return `a combination of ${listed(variablesOf(guard).map(({ label }) => label))}`;
  if (cubes.length === 0) return "never";
  return cubes.map((cube) => describeCube(cube, related, cubes.length > 1)).join(" or ");
}

/** More than these literals are no sentence any more. */
const maximalLiterals = 12;

/** The conjunctions of which a guard consists; undefined where they are more than people would read. */
export function cubesIn(guard: Guard, given: Guard): readonly Cube[] | undefined {
  const worlds = worldsWhere(and(guard, given));
  const cubes = worlds && cubesOf(worlds, given);
  const literals = cubes?.reduce((sum, cube) => sum + cube.size, 0) ?? 0;
  return literals > maximalLiterals ? undefined : cubes;
}

/** A named condition, and the variables that it speaks of. */
interface Named {
  readonly name: string;
  readonly condition: Guard;
  readonly variables: ReadonlySet<string>;
}

function idsOf(guard: Guard): ReadonlySet<string> {
  return new Set(variablesOf(guard).map(({ id }) => id));
}

function describeCube(cube: Cube, conditions: readonly Named[], isOneOfMany: boolean): string {
  const name = nameOf(guardOfCube(cube), conditions);
  if (name !== undefined) return name;
  const literals = [...cube.values()];
  const texts = literals.map((literal) => {
    const named = nameOf(guardOfLiteral(literal), conditions);
    return named ?? describeLiteral(literal, literals.length > 1);
  });
  const text = texts.join(" and ");
  return isOneOfMany && texts.length > 1 ? `(${text})` : text;
}

function describeLiteral({ variable, values, isExcluded }: Literal, isOneOfMany: boolean): string {
  const rest = isExcluded ? undefined : variable.values?.filter((value) => !values.has(value));
  const isShorterByRest = rest !== undefined && rest.length < values.size;
  const told = isShorterByRest ? rest : [...values];
  if (told.length > maximalValues) return someOf(variable, [...told], isExcluded || isShorterByRest);
  if (isExcluded || isShorterByRest) return compared(variable, "!=", rest ?? values).join(" and ");
  const text = compared(variable, "=", values).join(" or ");
  return isOneOfMany && values.size > 1 ? `(${text})` : text;
}

/** More values than these are not listed. */
const maximalValues = 8;

function someOf({ label }: Variable, values: readonly string[], isExcluded: boolean): string {
  const few = [...values].sort().slice(0, 3).join(", ");
  return `${label} ${isExcluded ? "none" : "one"} of ${values.length} values (${few}, ...)`;
}

function compared({ label }: Variable, operator: string, values: Iterable<string>): readonly string[] {
  return [...values].sort().map((value) => `${label}${operator}${value === "" ? '""' : value}`);
}

/** The name for a guard that speaks of nothing that does not matter: a condition that says the same speaks of it, too. */
function nameOf(guard: Guard, conditions: readonly Named[]): string | undefined {
  const asked = idsOf(guard);
  return nameAmong(
    conditions.filter(({ variables }) => [...asked].every((id) => variables.has(id))),
    guard,
    always,
  );
}

/** The first condition that says the same as the guard, or its opposite. */
function nameAmong(conditions: readonly Named[], guard: Guard, given: Guard): string | undefined {
  for (const { name, condition } of conditions) {
    if (equivalent(condition, guard, given)) return `${name}=true`;
    if (equivalent(not(condition), guard, given)) return `${name}=false`;
  }
  return undefined;
}

/** At most a handful of names. */
function listed(labels: readonly string[]): string {
  const few = labels.slice(0, 5);
  return labels.length > few.length ? `${few.join(", ")} and ${labels.length - few.length} more` : few.join(", ");
}
