/**
 * The ways that a flow takes -> what becomes of it when any one zone fails.
 *
 * Of several ways one that is left is enough; of a single one, all of it must be left.
 */

import type { Graph } from "../../graph/model.ts";
import type { Hop } from "../../graph/zones/flows.ts";
import { standingOnHosts } from "../../graph/zones/standing.ts";
import { flowWithout, flowWithoutAny, type Survival } from "../../graph/zones/without-zone.ts";
import type { Zone } from "../../graph/zones/zone-name.ts";
import { always } from "../../resolve/guard.ts";
import type { World } from "../../resolve/world.ts";
import type { Step } from "./path-hops.ts";

/** @throws Split where the world does not decide what the answer rests on */
export function survivalOf(graph: Graph, ways: readonly (readonly Step[])[], world: World): Survival {
  const flows = ways.map(hopsOf);
  const zones = zonesOf(graph, flows, world);
  const [first, ...others] = flows;
  if (first === undefined) return { survives: true };
  if (others.length === 0) return flowWithoutAny(graph, first, zones, world);
  let doubt: Survival = { survives: true };
  for (const zone of zones) {
    const outcomes = flows.map((flow) => flowWithout(graph, flow, zone, world));
    if (outcomes.some(({ survives }) => survives === true)) continue;
    const open = outcomes.find(({ survives }) => survives === "unknown");
    if (open === undefined) return outcomes[0] ?? { survives: true };
    if (doubt.survives === true) doubt = open;
  }
  return doubt;
}

/** What begins outside has no place that can fail; a flow of that step alone still ends somewhere. */
function hopsOf(steps: readonly Step[]): readonly Hop[] {
  return steps.map(({ from, to, kind, evidence }) => ({
    kind: from === null ? "references" : kind,
    source: from ?? to,
    target: to,
    guard: always,
    evidence,
    subnet: null,
  }));
}

function zonesOf(graph: Graph, flows: readonly (readonly Hop[])[], world: World): readonly Zone[] {
  const zones = new Map<string, Zone>();
  const nodes = new Set(flows.flat().flatMap(({ source, target }) => [source, target]));
  for (const node of nodes)
    for (const { candidates } of standingOnHosts(graph, node, world)?.parts ?? [])
      for (const zone of candidates) zones.set(zone.key, zone);
  return [...zones.values()];
}
