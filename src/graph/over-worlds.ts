/**
 * A question that is asked in a world -> its answers in all worlds, each under its guard.
 *
 * For builders of edges, which work over all worlds, where what they need can only be asked in one. Where there are too many
 * worlds to look at, nothing is answered, and it is noted whom the question was about.
 */
import { guardOfWorlds } from "../resolve/cube.ts";
import { answersOf } from "../resolve/explore.ts";
import type { Guarded } from "../resolve/reading.ts";
import type { World } from "../resolve/world.ts";
import { noteBound } from "./beyond-bounds.ts";
import type { GraphNode, NodeIndex } from "./model.ts";

const maximalWorlds = 32;

/** @param about whom the question is about; left out where whoever asks says himself that nothing is known. */
export function overWorlds<T>(
  ask: (world: World) => T,
  about?: { readonly index: NodeIndex; readonly node: GraphNode },
): readonly Guarded<T>[] {
  const answers = answersOf(ask, maximalWorlds);
  if (answers === undefined && about !== undefined) {
    const of = `what ${about.node.logicalId} is connected to`;
    noteBound(
      about.index,
      about.node,
      `${of} depends on more than ${maximalWorlds} combinations; not all of it is seen`,
    );
  }
  return (answers ?? []).map(({ world, answer }) => ({ guard: guardOfWorlds([world]), value: answer }));
}
