/**
 * What a flow is in each world -> the hops that it was found to take, each once, with what becomes of it.
 *
 * A hop that some world breaks is broken, with the guard of those worlds. Where every hop of a way holds and its ends lack
 * something still, that is a hop from the one end to the other.
 */
import type { GraphNode } from "../../graph/model.ts";
import { isUnknown } from "../../graph/ternary.ts";
import { guardOfWorlds } from "../../resolve/cube.ts";
import type { Guard } from "../../resolve/guard.ts";
import type { World } from "../../resolve/world.ts";
import type { Leaf } from "../explore.ts";
import type { Pair } from "./flow-pairs.ts";
import type { FlowAnswer } from "./judge-flow.ts";

export interface FlowHop {
  /** Null for the internet. */
  readonly from: GraphNode | null;
  readonly to: GraphNode;
  readonly status: "present" | "violated" | "unknown";
  /** When it is so. */
  readonly guard: Guard;
}

const precedence = ["violated", "unknown", "present"] as const;

interface Found {
  readonly from: GraphNode | null;
  readonly to: GraphNode;
  readonly worlds: Record<FlowHop["status"], World[]>;
}

export function hopsOf(leaves: readonly Leaf<FlowAnswer>[]): readonly FlowHop[] {
  const found = new Map<GraphNode | null, Map<GraphNode, Found>>();
  for (const { world, answer } of leaves) {
    for (const { from, to, holds } of answer.sides.flatMap(({ ways }) => ways).flatMap(hopsOfWay)) {
      const fromHere = found.get(from) ?? new Map<GraphNode, Found>();
      const hop = fromHere.get(to) ?? { from, to, worlds: { present: [], violated: [], unknown: [] } };
      hop.worlds[isUnknown(holds) ? "unknown" : holds ? "present" : "violated"].push(world);
      found.set(from, fromHere.set(to, hop));
    }
  }
  return [...found.values()].flatMap((hops) =>
    [...hops.values()].map(({ from, to, worlds }) => {
      const status = precedence.find((each) => worlds[each].length > 0) ?? "present";
      return { from, to, status, guard: guardOfWorlds([...new Set(worlds[status])]) };
    }),
  );
}

type HeldHop = Pick<Pair, "from" | "to" | "holds">;

function hopsOfWay(way: Pair): readonly HeldHop[] {
  const { to, holds, steps } = way;
  const [only, second] = steps;
  if (only === undefined || (second === undefined && only.to === to)) return [way];
  const isTold =
    holds === true || steps.some((step) => (isUnknown(holds) ? isUnknown(step.holds) : step.holds === false));
  return isTold ? steps : [...steps, way];
}
