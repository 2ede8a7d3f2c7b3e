/**
 * Apps and the zones that a person asks about -> what is lost without each zone, as plain data.
 *
 * Invariant: plain data, in the order of the templates; ids are those of the diagram. Worlds that agree are one entry, with
 * the guard under which it holds.
 * Not here: how it is told; see ../report/render-zone-losses.ts.
 */

import type { Graph, GraphNode } from "../graph/model.ts";
import { overWorlds } from "../graph/over-worlds.ts";
import { isUnknown, type Ternary } from "../graph/ternary.ts";
import { type Flows, flowsOf, type Hop } from "../graph/zones/flows.ts";
import { standingOf } from "../graph/zones/standing.ts";
import {
  flowWithout,
  flowWithoutOneOfSeveral,
  isLost,
  type Survival,
  standsInOneOfSeveral,
} from "../graph/zones/without-zone.ts";
import type { Zone } from "../graph/zones/zone-name.ts";
import { describeGuard } from "../resolve/describe-guard.ts";
import { and, type Guard, or } from "../resolve/guard.ts";
import type { World } from "../resolve/world.ts";
import type { Diagram } from "./diagram.ts";
import type { ResolvedApp } from "./judge-app.ts";

export interface LostNode {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  /** When it is so; null for always. */
  readonly guard: string | null;
  /** Why it cannot be told whether it is lost; null where it is. */
  readonly reason: string | null;
}

export interface FlowLoss {
  /** The nodes on the way, by what they are called. */
  readonly path: readonly string[];
  readonly outcome: "breaks" | "unknown";
  /** The hop that breaks, or may: `Web -> Database`. */
  readonly hop: string;
  readonly why: string;
  readonly guard: string | null;
}

/** What is lost without one zone. */
export interface ZoneLoss {
  /** What a person calls the zone. */
  readonly zone: string;
  readonly lost: readonly LostNode[];
  readonly uncertain: readonly LostNode[];
  readonly flows: readonly FlowLoss[];
  /** How many flows hold in every world. */
  readonly holding: number;
  /** Whether there are more flows than were followed. */
  readonly isCut: boolean;
}

/** Types that are no place where something runs: what they list is. */
const groups = /::(?:DBSubnetGroup|SubnetGroup)$/;

/** The zones that something stands in, by label. */
export interface AppZones {
  readonly all: readonly string[];
  /** Those that are worth asking about one by one: the ones that are told apart, or a few of the others. */
  readonly told: readonly string[];
}

/** No region has more zones; where more are found, nobody knows which of them are one. */
const maximalZones = 8;

export function zonesOfApps(apps: readonly ResolvedApp[]): AppZones {
  const zones = apps.flatMap(({ graph }) => [...zonesIn(graph).values()]);
  const known = new Set(zones.flatMap(({ reason, label }) => (reason === null ? [label] : [])));
  const all = new Set([...[...known].sort(), ...zones.map(({ label }) => label)]);
  return { all: [...all], told: [...(known.size > 0 ? [...known].sort() : all)].slice(0, maximalZones) };
}

export function zoneLossesOf(apps: readonly ResolvedApp[], labels: readonly string[]): readonly ZoneLoss[] {
  const known = apps.map(({ graph }) => ({ graph, zones: [...zonesIn(graph).values()], flows: flowsOf(graph) }));
  return labels.map((label) =>
    together(
      label,
      known.flatMap(({ graph, zones, flows }) =>
        zones.filter((zone) => zone.label === label).map((zone) => lossOf(graph, flows, withoutZone(graph, zone))),
      ),
    ),
  );
}

/** What stands in one of several zones, and is lost with that, whichever it turns out to be; undefined where nothing does. */
export function lossesAnywhere(apps: readonly ResolvedApp[]): ZoneLoss | undefined {
  const losses = apps.map(({ graph }) => lossOf(graph, flowsOf(graph), withoutOneOfSeveral(graph)));
  const loss = together("whichever zone it happens to be in", losses);
  return loss.lost.length === 0 ? undefined : loss;
}

function together(zone: string, losses: readonly ReturnType<typeof lossOf>[]): ZoneLoss {
  const nodes = losses.flatMap((loss) => loss.nodes);
  return {
    zone,
    lost: nodes.filter(({ reason }) => reason === null),
    uncertain: nodes.filter(({ reason }) => reason !== null),
    flows: losses.flatMap((loss) => loss.flows),
    holding: losses.reduce((sum, { holding }) => sum + holding, 0),
    isCut: losses.some(({ isCut }) => isCut),
  };
}

/** What becomes of nodes and of flows. */
interface Fate {
  readonly ofNode: (node: GraphNode, world: World) => Ternary;
  readonly ofFlow: (flow: readonly Hop[], world: World) => Survival;
}

function withoutZone(graph: Graph, zone: Zone): Fate {
  return {
    ofNode: (node, world) => isLost(graph, node, zone, world),
    ofFlow: (flow, world) => flowWithout(graph, flow, zone, world),
  };
}

function withoutOneOfSeveral(graph: Graph): Fate {
  return {
    ofNode: (node, world) => standsInOneOfSeveral(graph, node, world),
    ofFlow: (flow, world) => flowWithoutOneOfSeveral(graph, flow, world),
  };
}

/** The diagram with the zones that each node goes with. */
export function markLosses(diagram: Diagram, losses: readonly ZoneLoss[]): Diagram {
  const zones = new Map<string, string[]>();
  for (const { zone, lost } of losses) {
    for (const { id } of lost) zones.set(id, [...(zones.get(id) ?? []), zone]);
  }
  const nodes = diagram.nodes.map((node) => {
    const lostWith = zones.get(node.id);
    return lostWith === undefined ? node : { ...node, lostWith };
  });
  return { ...diagram, nodes };
}

function zonesIn(graph: Graph): ReadonlyMap<string, Zone> {
  const zones = new Map<string, Zone>();
  for (const node of placedNodes(graph)) {
    for (const { value: standing } of overWorlds(
      (world) => world.holds(node.guard) && standingOf(graph, node, world),
    )) {
      if (standing === false || standing === undefined) continue;
      for (const zone of standing.parts.flatMap(({ candidates }) => candidates)) zones.set(zone.key, zone);
    }
  }
  return zones;
}

function placedNodes(graph: Graph): readonly GraphNode[] {
  return graph.nodes.filter(({ part, type, role }) => part === "" && role !== "infra" && !groups.test(type));
}

function lossOf(graph: Graph, { flows, isCut }: Flows, fate: Fate) {
  const nodes = placedNodes(graph).flatMap((node) => lostNode(node, fate));
  const outcomes = flows.map((flow) => flowLosses(flow, fate));
  return { nodes, flows: outcomes.flat(), holding: outcomes.filter((losses) => losses.length === 0).length, isCut };
}

function lostNode(node: GraphNode, { ofNode }: Fate): readonly LostNode[] {
  const { id, logicalId, type, stack } = node;
  const outcomes = united(
    overWorlds((world) => {
      const lost = world.holds(node.guard) && ofNode(node, world);
      return lost === false ? undefined : { reason: isUnknown(lost) ? messagesOf(lost) : null };
    }),
  );
  return outcomes.map(({ guard, value: { reason } }) => ({
    id,
    label: logicalId,
    type,
    guard: describeGuard(and(node.guard, guard), stack.conditions),
    reason,
  }));
}

function flowLosses(flow: readonly [Hop, ...Hop[]], { ofFlow }: Fate): readonly FlowLoss[] {
  const [first] = flow;
  const path = [first.source, ...flow.map(({ target }) => target)].map(({ logicalId }) => logicalId);
  const present = and(...flow.map(({ guard }) => guard));
  const outcomes = united(overWorlds((world) => (world.holds(present) ? told(ofFlow(flow, world)) : undefined)));
  return outcomes.map(({ guard, value }) => ({
    path,
    ...value,
    guard: describeGuard(guard, first.source.stack.conditions),
  }));
}

function told(survival: Survival): Pick<FlowLoss, "outcome" | "hop" | "why"> | undefined {
  if (survival.survives === true) return undefined;
  const { source, target, subnet } = survival.hop;
  const from = subnet === null ? source.logicalId : `${source.logicalId} in ${subnet.logicalId}`;
  const hop = `${from} -> ${target.logicalId}`;
  return survival.survives === false
    ? { outcome: "breaks", hop, why: survival.why }
    : { outcome: "unknown", hop, why: messagesOf(survival.reasons) };
}

function messagesOf(reasons: readonly { readonly message: string }[]): string {
  return [...new Set(reasons.map(({ message }) => message))].join("; ");
}

/** Answers of several worlds: those that are equal once, under the guards of all of them. */
function united<T>(
  answers: readonly { readonly guard: Guard; readonly value: T | undefined }[],
): readonly { readonly guard: Guard; readonly value: T }[] {
  const byText = new Map<string, { readonly guard: Guard; readonly value: T }>();
  for (const { guard, value } of answers) {
    if (value === undefined) continue;
    const text = JSON.stringify(value);
    const before = byText.get(text);
    byText.set(text, { guard: before === undefined ? guard : or(before.guard, guard), value });
  }
  return [...byText.values()];
}
