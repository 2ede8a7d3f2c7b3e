/**
 * Worlds -> the fewest and shortest conjunctions that say the same: what people read as "A and B, or C".
 *
 * Invariant: the cubes together hold exactly where the worlds do. Their order depends on nothing but what they say.
 */
import { holdsThroughout } from "./explore.ts";
import { always, and, type Guard, not, or } from "./guard.ts";
import { guardOfMembership, type Literal } from "./literal.ts";
import { World } from "./world.ts";

/** A conjunction, one literal a variable, by the variable's id. */
export type Cube = ReadonlyMap<string, Literal>;

/** More cubes than these are merged where they meet, and not made shorter than that. */
const maximalCubes = 24;

/** @param given what holds in every world that there is: it need not be said. */
export function cubesOf(worlds: readonly World[], given: Guard = always): readonly Cube[] {
  const merged = mergeAll(worlds.map(cubeOfWorld));
  // One cube alone has nothing that could be left out.
  if ((merged.length === 1 && given.kind === "true") || merged.length > maximalCubes) return sorted(merged);
  const guard = or(not(given), ...merged.map(guardOfCube));
  return sorted(withoutCovered(mergeAll(merged.map((cube) => shortest(cube, guard))), given));
}

/**
 * When one of these worlds is there. As short as it can be said: a world is then asked for no decision that does not
 * matter.
 */
export function guardOfWorlds(worlds: readonly World[]): Guard {
  return or(...cubesOf(worlds).map(guardOfCube));
}

export function guardOfCube(cube: Cube): Guard {
  return and(...[...cube.values()].map(guardOfLiteral));
}

export function guardOfLiteral(literal: Literal): Guard {
  const one = guardOfMembership(literal);
  return literal.isExcluded ? not(one) : one;
}

function cubeOfWorld(world: World): Cube {
  const literals = world.decisions.map(
    ({ variable, left, isNot }): Literal => ({ variable, values: left ?? isNot, isExcluded: left === undefined }),
  );
  return new Map(literals.map((literal): [string, Literal] => [literal.variable.id, literal]).sort(byText));
}

function mergeAll(cubes: readonly Cube[]): readonly Cube[] {
  const merged: Cube[] = [];
  for (const cube of cubes) {
    let joined = cube;
    for (let i = 0; i < merged.length; i++) {
      const other = merged[i];
      const union = other && mergedPair(other, joined);
      if (union === undefined) continue;
      // What it grew into may meet others that it did not meet before.
      merged.splice(i, 1);
      joined = union;
      i = -1;
    }
    merged.push(joined);
  }
  return merged;
}

/** Two cubes that differ in one variable only are one cube. */
function mergedPair(a: Cube, b: Cube): Cube | undefined {
  if (a.size !== b.size) return undefined;
  let different: readonly [Literal, Literal] | undefined;
  for (const [id, literal] of a) {
    const other = b.get(id);
    if (other === undefined) return undefined;
    if (isSame(literal, other)) continue;
    if (different !== undefined) return undefined;
    different = [literal, other];
  }
  if (different === undefined) return a;
  const union = unionOf(...different);
  const cube = new Map(a);
  if (union === undefined) cube.delete(different[0].variable.id);
  else cube.set(union.variable.id, union);
  return cube;
}

function isSame(a: Literal, b: Literal): boolean {
  return (
    a.isExcluded === b.isExcluded && a.values.size === b.values.size && [...a.values].every((v) => b.values.has(v))
  );
}

/** Undefined where it says nothing: every value is in it. */
function unionOf(a: Literal, b: Literal): Literal | undefined {
  const { variable } = a;
  if (!a.isExcluded && !b.isExcluded) {
    const values = new Set([...a.values, ...b.values]);
    return variable.values?.every((value) => values.has(value)) ? undefined : { variable, values, isExcluded: false };
  }
  const [excluding, other] = a.isExcluded ? [a, b] : [b, a];
  const stays = (value: string): boolean => other.values.has(value) === other.isExcluded;
  const values = new Set([...excluding.values].filter(stays));
  return values.size === 0 ? undefined : { variable, values, isExcluded: true };
}

/** The cube without the literals that do not matter: without them it still says no more than the guard. */
function shortest(cube: Cube, guard: Guard): Cube {
  let short = cube;
  for (const id of cube.keys()) {
    const shorter = new Map(short);
    shorter.delete(id);
    if (implies(guardOfCube(shorter), guard)) short = shorter;
  }
  return short;
}

function withoutCovered(cubes: readonly Cube[], given: Guard): readonly Cube[] {
  let kept = cubes;
  for (const cube of cubes) {
    const others = kept.filter((other) => other !== cube);
    if (others.length > 0 && implies(guardOfCube(cube), or(not(given), ...others.map(guardOfCube)))) kept = others;
  }
  return kept;
}

function implies(a: Guard, b: Guard): boolean {
  return holdsThroughout(or(not(a), b), World.open) === true;
}

function sorted(cubes: readonly Cube[]): readonly Cube[] {
  const text = (cube: Cube): string =>
    [...cube.values()]
      .map((one) => `${one.variable.id}${one.isExcluded ? "!" : ""}=${[...one.values].sort().join()}`)
      .join();
  return cubes
    .map((cube): [string, Cube] => [text(cube), cube])
    .sort(byText)
    .map(([, cube]) => cube);
}

function byText([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
