/**
 * A question that one world may not answer -> its answer over all worlds.
 *
 * Worlds are split only on what the question asks for. Deterministic: what holds is explored before what does not.
 * Not here: verdicts; ../policy explores them with its own account of worlds that were not looked at.
 */
import { and, type Guard } from "./guard.ts";
import type { Membership } from "./literal.ts";
import { Split, World } from "./world.ts";

/** Worlds that are looked at to compare two guards. */
const maximalComparedWorlds = 512;

/**
 * The answers of all worlds, each with its world and the path of decisions that leads there.
 *
 * @param ask may throw `Split`.
 * @returns undefined where there are more than `limit` worlds.
 */
export function answersOf<T>(ask: (world: World) => T, limit: number): readonly Answer<T>[] | undefined {
  const leaf = (world: World): readonly Answer<T>[] => [{ world, answer: ask(world) }];
  return explore(World.open, leaf, lists(), { left: limit });
}

export interface Answer<T> {
  readonly world: World;
  readonly answer: T;
}

/** The worlds in which a guard holds, each decided no further than that takes; undefined where there are too many. */
export function worldsWhere(guard: Guard): readonly World[] | undefined {
  const ask = (world: World): readonly World[] => (world.holds(guard) ? [world] : []);
  return explore(World.open, ask, lists(), { left: maximalComparedWorlds });
}

/** Whether a guard holds in every world within this one; undefined where there are too many to say. */
export function holdsThroughout(guard: Guard, world: World): boolean | undefined {
  return explore(world, (here) => here.holds(guard), both, { left: maximalComparedWorlds });
}

/** Whether two guards hold in the same worlds, of those in which `given` holds; undefined where there are too many to say. */
export function equivalent(a: Guard, b: Guard, given: Guard): boolean | undefined {
  const ask = (world: World): boolean => !world.holds(given) || world.holds(a) === world.holds(b);
  return explore(World.open, ask, both, { left: maximalComparedWorlds });
}

/** Whether there is a world within this one, for all that its constraints leave open; true where that is too much to tell. */
export function isPossible(world: World): boolean {
  if (world.constraints.length === 0) return true;
  const met = explore<boolean>(
    world,
    (here) => here.holds(and(...world.constraints)),
    { join: (yes, no) => yes || no, nothing: false },
    { left: maximalComparedWorlds },
  );
  return met !== false;
}

/** How answers of several worlds are put together, and what is answered where there is no world. */
interface Joining<T> {
  readonly join: (yes: T, no: T) => T;
  readonly nothing: T;
}

const both: Joining<boolean> = { join: (yes, no) => yes && no, nothing: true };

function lists<T>(): Joining<readonly T[]> {
  return { join: (yes, no) => [...yes, ...no], nothing: [] };
}

function explore<T>(
  world: World,
  ask: (world: World) => T,
  joining: Joining<T>,
  budget: { left: number },
): T | undefined {
  if (budget.left === 0) return undefined;
  const here = world.fresh();
  let on: Membership;
  try {
    const answer = ask(here);
    budget.left--;
    return answer;
  } catch (split) {
    if (!(split instanceof Split)) throw split;
    on = split.on;
  }
  const [worldWith, worldWithout] = [world.within(on, true), world.within(on, false)];
  if (worldWith === undefined || worldWithout === undefined) {
    const only = worldWith ?? worldWithout;
    return only === undefined ? joining.nothing : explore(only, ask, joining, budget);
  }
  const yes = explore(worldWith, ask, joining, budget);
  const no = yes === undefined ? undefined : explore(worldWithout, ask, joining, budget);
  return yes === undefined || no === undefined ? undefined : joining.join(yes, no);
}
