/**
 * A question that is asked in a world -> its answers in all worlds, each under its guard.
 *
 * For builders of edges, which work over all worlds, where what they need can only be asked in one. Where there are too many
 * worlds to look at, nothing is answered.
 */
import { guardOfWorlds } from "../resolve/cube.ts";
import { answersOf } from "../resolve/explore.ts";
import type { Guarded } from "../resolve/reading.ts";
import type { World } from "../resolve/world.ts";

const maximalWorlds = 32;

export function overWorlds<T>(ask: (world: World) => T): readonly Guarded<T>[] {
  const answers = answersOf(ask, maximalWorlds) ?? [];
  return answers.map(({ world, answer }) => ({ guard: guardOfWorlds([world]), value: answer }));
}
