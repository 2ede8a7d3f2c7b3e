/**
 * The ways that a flow takes -> what becomes of it when a zone fails: a given one, or the worst.
 *
 * Of several ways one that is left is enough; of a single one, all of it must be left. What all ways pass is lost to all.
 */

import type { Graph, GraphNode } from "../../graph/model.ts";
import type { Hop } from "../../graph/zones/flows.ts";
import { standingOnHosts } from "../../graph/zones/standing.ts";
import { flowWithout, flowWithoutAny, type Survival } from "../../graph/zones/without-zone.ts";
import type { Zone } from "../../graph/zones/zone-name.ts";
import { always } from "../../resolve/guard.ts";
import type { World } from "../../resolve/world.ts";
import type { Pair } from "./flow-pairs.ts";

/**
 * What becomes of a flow when the worst zone fails, whichever that is.
 *
 * @throws Split where the world does not decide what the answer rests on
 */
export function survivalOf(graph: Graph, ways: readonly Pair[], world: World): Survival {
  const flows = ways.map(hopsOf);
  const zones = zonesOf(graph, ways, world);
  const [first, ...others] = flows;
  if (first === undefined) return { survives: true };
  if (others.length === 0) return flowWithoutAny(graph, first, zones, world);
  const passed = flows.map((flow) => new Set(flow.flatMap(({ source, target }) => [source, target])));
  const shared = [...(passed[0] ?? [])].filter((node) => passed.every((nodes) => nodes.has(node)));
  const alone = shared.map((node) => flowWithoutAny(graph, [hopOf(node, node)], zones, world));
  const outcomes = [...alone, ...zones.map((zone) => survivalWithout(graph, ways, zone, world))];
  return (
    outcomes.find(({ survives }) => survives === false) ??
    outcomes.find(({ survives }) => survives === "unknown") ?? { survives: true }
  );
}

/** What becomes of a flow without one zone. @throws Split */
export function survivalWithout(graph: Graph, ways: readonly Pair[], zone: Zone, world: World): Survival {
  const outcomes = ways.map((way) => flowWithout(graph, hopsOf(way), zone, world));
  return (
    outcomes.find(({ survives }) => survives === true) ??
    outcomes.find(({ survives }) => survives === "unknown") ??
    outcomes[0] ?? { survives: true }
  );
}

/** The zones that something on the ways stands in, or may. @throws Split */
export function zonesOf(graph: Graph, ways: readonly Pair[], world: World): readonly Zone[] {
  const zones = new Map<string, Zone>();
  const nodes = new Set(ways.flatMap(hopsOf).flatMap(({ source, target }): readonly GraphNode[] => [source, target]));
  for (const node of nodes)
    for (const { candidates } of standingOnHosts(graph, node, world)?.parts ?? [])
      for (const zone of candidates) zones.set(zone.key, zone);
  return [...zones.values()];
}

/** What begins outside has no place that can fail; a flow of that step alone still ends somewhere. */
function hopsOf({ from, to, steps }: Pair): readonly Hop[] {
  if (steps.length === 0) return [hopOf(from ?? to, to)];
  return steps.map((step): Hop => {
    const hop = hopOf(step.from ?? step.to, step.to);
    return step.from === null ? hop : { ...hop, kind: step.kind, evidence: step.evidence };
  });
}

function hopOf(source: GraphNode, target: GraphNode): Hop {
  return { kind: "references", source, target, guard: always, evidence: [], subnet: null };
}
