/**
 * A question that one world may not answer -> its answer over all worlds.
 *
 * Worlds are split only on what the question asks for. Deterministic: what holds is explored before what does not.
 * Not here: verdicts; ../policy explores them with its own account of worlds that were not looked at.
 */
import type { Guard } from "./guard.ts";
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
  return explore(World.open, leaf, (yes, no) => [...yes, ...no], { left: limit });
}

export interface Answer<T> {
  readonly world: World;
  readonly answer: T;
}

/** The worlds in which a guard holds, each decided no further than that takes; undefined where there are too many. */
export function worldsWhere(guard: Guard): readonly World[] | undefined {
  const ask = (world: World): readonly World[] => (world.holds(guard) ? [world] : []);
  return explore<readonly World[]>(World.open, ask, (yes, no) => [...yes, ...no], { left: maximalComparedWorlds });
}

/** Whether a guard holds in every world within this one; undefined where there are too many to say. */
export function holdsThroughout(guard: Guard, world: World): boolean | undefined {
  return explore(
    world,
    (here) => here.holds(guard),
    (yes, no) => yes && no,
    { left: maximalComparedWorlds },
  );
}

/** Whether two guards hold in the same worlds, of those in which `given` holds; undefined where there are too many to say. */
export function equivalent(a: Guard, b: Guard, given: Guard): boolean | undefined {
  const ask = (world: World): boolean => !world.holds(given) || world.holds(a) === world.holds(b);
  return explore(World.open, ask, (yes, no) => yes && no, { left: maximalComparedWorlds });
}

function explore<T>(
  world: World,
  ask: (world: World) => T,
  join: (yes: T, no: T) => T,
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
    return only && explore(only, ask, join, budget);
  }
  const yes = explore(worldWith, ask, join, budget);
  const no = yes === undefined ? undefined : explore(worldWithout, ask, join, budget);
  return yes === undefined || no === undefined ? undefined : join(yes, no);
}
