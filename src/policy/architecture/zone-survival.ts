/**
 * The ways that a flow takes -> what becomes of it when a zone fails: a given one, or the worst.
 *
 * Of several ways one that is left is enough; of a single one, all of it must be left.
 */

import type { Graph, GraphNode } from "../../graph/model.ts";
import type { Hop } from "../../graph/zones/flows.ts";
import { standingOnHosts } from "../../graph/zones/standing.ts";
import { flowWithout, flowWithoutAny, type Survival } from "../../graph/zones/without-zone.ts";
import type { Zone } from "../../graph/zones/zone-name.ts";
import { always } from "../../resolve/guard.ts";
import type { World } from "../../resolve/world.ts";
import type { Pair } from "./flow-pairs.ts";
import type { Step } from "./path-hops.ts";

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
  let doubt: Survival = { survives: true };
  for (const zone of zones) {
    const survival = survivalWithout(graph, ways, zone, world);
    if (survival.survives === false) return survival;
    if (survival.survives === "unknown" && doubt.survives === true) doubt = survival;
  }
  return doubt;
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
  const taken: readonly Pick<Step, "from" | "to" | "kind" | "evidence">[] =
    steps.length > 0 ? steps : [{ from, to, kind: "references", evidence: [] }];
  return taken.map((step) => ({
    kind: step.from === null ? "references" : step.kind,
    source: step.from ?? step.to,
    target: step.to,
    guard: always,
    evidence: step.evidence,
    subnet: null,
  }));
}
