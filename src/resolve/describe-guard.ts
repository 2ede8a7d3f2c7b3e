/**
 * A guard -> words for people: `IsProd=false`, `Env=dev and UseRds=true`.
 *
 * A named condition of the template that says exactly the same is preferred to the parameters that it tests, because
 * it is what the author of the template thinks in.
 */
import { type Cube, cubesOf, guardOfCube, guardOfLiteral, type Literal } from "./cube.ts";
import { equivalent, worldsWhere } from "./explore.ts";
import { always, type Guard, not, variablesOf } from "./guard.ts";

/**
 * @param conditions the named conditions of the stack that the guard is told about.
 * @param given what the reader knows to hold: when the resource that is spoken of is there.
 * @returns null where the guard always holds.
 */
export function describeGuard(
  guard: Guard,
  conditions: ReadonlyMap<string, Guard>,
  given: Guard = always,
): string | null {
  if (equivalent(guard, always, given)) return null;
  const name = nameOf(guard, conditions, given);
  if (name !== undefined) return name;
  const worlds = worldsWhere(guard);
  if (worlds === undefined) return `a combination of ${listed(variablesOf(guard).map(({ label }) => label))}`;
  const cubes = cubesOf(worlds);
  if (cubes.length === 0) return "never";
  return cubes.map((cube) => describeCube(cube, conditions, cubes.length > 1)).join(" or ");
}

function describeCube(cube: Cube, conditions: ReadonlyMap<string, Guard>, isOneOfMany: boolean): string {
  const name = nameOf(guardOfCube(cube), conditions, always);
  if (name !== undefined) return name;
  const literals = [...cube.values()];
  const texts = literals.map((literal) => {
    const named = nameOf(guardOfLiteral(literal), conditions, always);
    return named ?? describeLiteral(literal, literals.length > 1);
  });
  const text = texts.join(" and ");
  return isOneOfMany && texts.length > 1 ? `(${text})` : text;
}

function describeLiteral({ variable, values, isExcluded }: Literal, isOneOfMany: boolean): string {
  const rest = isExcluded ? undefined : variable.values?.filter((value) => !values.has(value));
  if (isExcluded || (rest !== undefined && rest.length < values.size)) {
    return [...(rest ?? values)]
      .sort()
      .map((value) => `${variable.label}!=${value}`)
      .join(" and ");
  }
  const text = [...values]
    .sort()
    .map((value) => `${variable.label}=${value}`)
    .join(" or ");
  return isOneOfMany && values.size > 1 ? `(${text})` : text;
}

/** The first condition that says the same as the guard, or its opposite. */
function nameOf(guard: Guard, conditions: ReadonlyMap<string, Guard>, given: Guard): string | undefined {
  const asked = new Set(variablesOf(guard).map(({ id }) => id));
  for (const [name, condition] of conditions) {
    if (!variablesOf(condition).some(({ id }) => asked.has(id))) continue;
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
