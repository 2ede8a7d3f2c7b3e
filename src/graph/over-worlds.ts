/**
 * A question that is asked in a world -> its answers in all worlds, each under its guard.
 *
 * For builders of edges, which work over all worlds, where what they need can only be asked in one.
 */
import { and, atom, type Guard, not } from "../resolve/guard.ts";
import type { Guarded } from "../resolve/reading.ts";
import { Split, World } from "../resolve/world.ts";

/** At most this many worlds are looked at; in those beyond nothing is answered. */
const maximalWorlds = 32;

export function overWorlds<T>(ask: (world: World) => T): readonly Guarded<T>[] {
  const answers: Guarded<T>[] = [];
  const waiting: { world: World; guard: Guard }[] = [{ world: World.open, guard: and() }];
  for (let next = waiting.shift(); next !== undefined && answers.length < maximalWorlds; next = waiting.shift()) {
    try {
      answers.push({ guard: next.guard, value: ask(next.world) });
    } catch (thrown) {
      if (!(thrown instanceof Split)) throw thrown;
      const holds = atom(thrown.atom.variable, thrown.atom.value);
      for (const [decision, guard] of [
        [true, holds],
        [false, not(holds)],
      ] as const) {
        const world = next.world.with(thrown.atom, decision);
        if (world !== undefined) waiting.push({ world, guard: and(next.guard, guard) });
      }
    }
  }
  return answers;
}
