/**
 * The flows of an architecture, as they were found in each world -> what becomes of each without each zone.
 *
 * A flow that is not there for sure cannot be lost; of it nothing is said.
 * Invariant: of several worlds, one in which a flow breaks counts before one in which that is not known; the guard is that
 * of the worlds which say so. Zones that are called alike are one: nobody could tell them apart.
 * Not here: a single world; see zone-survival.ts.
 */
import type { Graph } from "../../graph/model.ts";
import { overWorlds } from "../../graph/over-worlds.ts";
import type { Hop } from "../../graph/zones/flows.ts";
import type { Survival } from "../../graph/zones/without-zone.ts";
import type { Zone } from "../../graph/zones/zone-name.ts";
import { guardOfWorlds } from "../../resolve/cube.ts";
import type { Guard } from "../../resolve/guard.ts";
import { possibleWorlds } from "../../resolve/possible-worlds.ts";
import type { World } from "../../resolve/world.ts";
import { type Exploration, explore, guardWhere, isComplete, type Leaf, leavesOf } from "../explore.ts";
import { tooManyWorlds } from "../too-many-worlds.ts";
import { inWorld } from "./in-world.ts";
import type { FlowAnswer } from "./judge-flow.ts";
import { survivalOf, survivalWithout, zonesOf } from "./zone-survival.ts";

export interface Outcome {
  readonly outcome: "holds" | "broken" | "unknown";
  /** Where it breaks, or where that cannot be told; null where it holds, and where too much decides. */
  readonly hop: Hop | null;
  readonly why: string;
  /** When it is so. */
  readonly guard: Guard;
}

export interface FlowSurvival {
  /** What becomes of it when the worst zone fails, whichever that is. */
  readonly worst: Outcome;
  /** By what a person calls the zone. */
  readonly zones: ReadonlyMap<string, Outcome>;
}

/** No region has more zones; where more are found, nobody knows which of them are one. */
const maximalZones = 8;

/** By flow, in the order of the flows; a flow that is never there for sure is left out. */
export function survivalsOf(
  graph: Graph,
  flows: ReadonlyMap<string, { readonly leaves: readonly Leaf<FlowAnswer>[] }>,
): ReadonlyMap<string, FlowSurvival> {
  const zones = zonesOfFlows(
    graph,
    [...flows.values()].flatMap(({ leaves }) => leaves),
  );
  const survivals = new Map<string, FlowSurvival>();
  for (const [id, { leaves }] of flows) {
    const exploration = outcomesOf(graph, standing(leaves), zones);
    if (leavesOf(exploration).length === 0) continue;
    survivals.set(id, {
      worst: outcomeOf(exploration, ({ worst }) => worst),
      zones: new Map(
        [...zones.keys()].map((zone) => [
          zone,
          outcomeOf(exploration, ({ byZone }) => byZone.get(zone) ?? { survives: true }),
        ]),
      ),
    });
  }
  return survivals;
}

interface Standing {
  readonly guard: Guard;
  readonly answer: FlowAnswer;
}

function standing(leaves: readonly Leaf<FlowAnswer>[]): readonly Standing[] {
  return leaves.flatMap(({ world, answer }) =>
    answer.sides.length > 0 && answer.sides.every(({ stands }) => stands)
      ? [{ guard: guardOfWorlds([world]), answer }]
      : [],
  );
}

/** Zones by what they are called: those that are told apart, or a few of the others. */
function zonesOfFlows(graph: Graph, leaves: readonly Leaf<FlowAnswer>[]): ReadonlyMap<string, readonly Zone[]> {
  const found = new Map<string, Zone>();
  const asked = new Set(standing(leaves).flatMap(({ answer }) => answer.sides.flatMap(({ ways }) => ways)));
  const seen = new Set<string>();
  for (const way of asked) {
    const ids = [way.from, ...way.steps.map(({ to }) => to), way.to].map((node) => node?.id ?? "");
    const key = JSON.stringify(ids);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const { value } of overWorlds((world) => zonesOf(graph, [way], world)))
      for (const zone of value) found.set(zone.key, zone);
  }
  const known = [...found.values()].filter(({ reason }) => reason === null);
  const byLabel = new Map<string, Zone[]>();
  for (const zone of known.length > 0 ? known : found.values())
    byLabel.set(zone.label, [...(byLabel.get(zone.label) ?? []), zone]);
  return new Map([...byLabel].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, maximalZones));
}

interface Outcomes {
  readonly worst: Survival;
  readonly byZone: ReadonlyMap<string, Survival>;
}

function outcomesOf(
  graph: Graph,
  standing: readonly Standing[],
  zones: ReadonlyMap<string, readonly Zone[]>,
): Exploration<Outcomes> {
  const ask = (world: World): Outcomes | undefined => {
    const found = standing.find(({ guard }) => world.holds(guard));
    if (found === undefined) return undefined;
    const { sides } = found.answer;
    const without = (alike: readonly Zone[]): Survival =>
      gravest(sides.flatMap(({ ways }) => alike.map((zone) => survivalWithout(graph, ways, zone, world))));
    return {
      worst: gravest(sides.map(({ ways }) => survivalOf(graph, ways, world))),
      byZone: new Map([...zones].map(([label, alike]) => [label, without(alike)])),
    };
  };
  return explore<Outcomes>((world) => inWorld(() => ask(world)), { within: possibleWorlds(graph.stacks) });
}

const precedence = [false, "unknown", true] as const;

function gravest(outcomes: readonly Survival[]): Survival {
  const worst = precedence.find((each) => outcomes.some(({ survives }) => survives === each));
  return outcomes.find(({ survives }) => survives === worst) ?? { survives: true };
}

function outcomeOf(exploration: Exploration<Outcomes>, of: (outcomes: Outcomes) => Survival): Outcome {
  const survival = gravest(leavesOf(exploration).map(({ answer }) => of(answer)));
  const { survives } = survival;
  const guard = guardWhere(exploration, (outcomes) => outcomes !== undefined && of(outcomes).survives === survives);
  if (survives === false) return { outcome: "broken", hop: survival.hop, why: survival.why, guard };
  if (survives === "unknown")
    return { outcome: "unknown", hop: survival.hop, why: survival.reasons[0]?.message ?? "", guard };
  if (isComplete(exploration)) return { outcome: "holds", hop: null, why: "", guard };
  const unexplored = guardWhere(exploration, (outcomes) => outcomes === undefined);
  return { outcome: "unknown", hop: null, why: tooManyWorlds(exploration).message, guard: unexplored };
}
