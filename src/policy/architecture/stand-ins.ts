/**
 * Where a flow is asked of one of several (`one-of`): whether another one has it instead, in one world.
 *
 * A thumbnailer beside the function that records an upload is no recorder. Who begins the flow and has no part in it is let
 * off where, from each place that leads to it, there is one that has the flow. Whoever is told of the end, or may use
 * it, was meant to have the flow: that one is broken, and nobody stands in for it.
 */
import type { GraphNode } from "../../graph/model.ts";
import { both, every, type Ternary } from "../../graph/ternary.ts";
import type { World } from "../../resolve/world.ts";
import type { Flow } from "./architecture.ts";
import { needBetween } from "./end-needs.ts";
import { endOf } from "./flow-ends.ts";
import { type FlowContext, type Pair, pairsFrom } from "./flow-pairs.ts";
import { isPathNeed } from "./path-hops.ts";

/** What begins a flow, by whether it is there from there. */
export type Starts = ReadonlyMap<GraphNode, Ternary>;

/** Whether another one has the flow instead of the one that these pairs begin at. @throws Split */
export type StandIns = (from: GraphNode, pairs: readonly Pair[]) => Ternary;

/** @throws Split where the world does not decide what the answer rests on */
export function standInsOf(starts: Starts, flow: Flow, context: FlowContext, world: World): StandIns {
  const leading = context.architecture.flows.find(({ id }) => id === flow.oneOf);
  if (leading === undefined) return () => false;
  const groups = leading.from.flatMap((name) => groupsFrom(name, leading, starts, context, world));
  return (from, pairs) => {
    if (pairs.some(({ to }) => takesPart(from, to, flow, context, world))) return false;
    const own = groups.filter((group) => group.has(from));
    if (own.length === 0) return false;
    return every(own, (group) => {
      const others = [...group].flatMap(([node, leads]) =>
        node === from ? [] : [both(leads, () => starts.get(node) ?? false)],
      );
      return others.find((holds) => holds === true) ?? others.find((holds) => holds !== false) ?? false;
    });
  };
}

/** The starts of a flow that another one leads to, by where that one begins. */
function groupsFrom(
  name: string,
  leading: Flow,
  starts: Starts,
  context: FlowContext,
  world: World,
): readonly ReadonlyMap<GraphNode, Ternary>[] {
  const ends = endOf(name, context, world);
  if ("status" in ends) return [];
  const targets = new Set(starts.keys());
  return ends.certain.map((from) => {
    const pairs = pairsFrom(from, targets, leading, context, world);
    return new Map(pairs.flatMap(({ to, holds }) => (holds === false ? [] : [[to, holds] as const])));
  });
}

function takesPart(from: GraphNode, to: GraphNode, flow: Flow, { graph }: FlowContext, world: World): boolean {
  return flow.needs.some((need) => !isPathNeed(need) && needBetween(graph, need, from, to, world).holds === true);
}
