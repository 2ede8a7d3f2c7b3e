/**
 * Whether a flow is there, in one world: each node that it starts at gets to one that it ends at, and each that it ends at
 * is got to; and whether it survives the loss of a zone, where it must.
 *
 * Nodes that are one database (a cluster, its instances, its replicas) are got to together. What is optional and not there
 * asks for nothing.
 * Not here: the way from one node to another (flow-pairs.ts), who may leave it to another one (stand-ins.ts), and what
 * becomes of it without a zone (zone-survival.ts).
 */

import type { Graph, GraphNode } from "../../graph/model.ts";
import { volumesOf } from "../../graph/stores/volumes-of.ts";
import { both, isUnknown, type Ternary } from "../../graph/ternary.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Flow } from "./architecture.ts";
import { endOf } from "./flow-ends.ts";
import { type FlowContext, type Pair, pairsFrom } from "./flow-pairs.ts";
import { oneDatabaseWith } from "./one-database.ts";
import { present, type WorldAnswer } from "./requirement-worlds.ts";
import { standInsOf } from "./stand-ins.ts";
import { survivalOf } from "./zone-survival.ts";

/** What a flow does from one of the names that it begins at. */
export interface FlowSide {
  /** The best way of each node that there is, as far as they were looked at; where it is violated, the one that breaks last. */
  readonly ways: readonly Pair[];
  /** Whether the flow is there for sure, whatever becomes of it without a zone. */
  readonly stands: boolean;
}

export interface FlowAnswer extends WorldAnswer {
  readonly sides: readonly FlowSide[];
}

/** @throws Split where the world does not decide what the answer rests on */
export function judgeFlow(flow: Flow, context: FlowContext, world: World): FlowAnswer {
  const answers = flow.from.map((name) => judgeFrom(name, flow, context, world));
  const sides = answers.flatMap((answer) => answer.sides);
  for (const status of ["violated", "missing", "unknown"] as const) {
    const found = answers.find((answer) => answer.status === status);
    if (found !== undefined) return { ...found, sides };
  }
  const nodes = [...new Set(answers.flatMap((answer) => answer.nodes))];
  return { ...present(nodes), related: answers.flatMap(({ related }) => related), sides };
}

function judgeFrom(name: string, flow: Flow, context: FlowContext, world: World): FlowAnswer {
  const starts = endOf(name, context, world);
  if ("status" in starts) return { ...starts, sides: [] };
  const ends = endOf(flow.to, context, world);
  if ("status" in ends) return { ...ends, sides: [] };
  const { graph } = context;
  const sure = ends.certain.filter((node) => node !== null);
  const targets = new Set([...sure, ...ends.possible.map(({ node }) => node)]);
  const doubtOf = new Map(ends.possible.map(({ node, reasons }) => [node, reasons] as const));
  const best: Pair[] = [];
  const unknown: Pair[] = [];
  const gotTo = new Set<GraphNode>();
  const maybeGotTo = new Set<GraphNode>();
  const pairsTo = new Map<GraphNode, Pair>();
  const holdsFrom = new Map<GraphNode, Ternary>();
  const failing: { readonly from: GraphNode; readonly pairs: readonly Pair[]; readonly chosen: Pair }[] = [];
  const breaking = (status: "violated" | "unknown", pair: Pair, reasons: readonly Reason[]): FlowAnswer => ({
    ...broken(status, pair, reasons),
    sides: [{ ways: [...new Set([...best, ...unknown, pair])], stands: false }],
  });
  const take = (from: GraphNode | null, doubts: readonly Reason[]): FlowAnswer | undefined => {
    if (from !== null && needsNoPart(from, name, flow, context, world)) return undefined;
    const pairs = pairsFrom(from, targets, flow, context, world);
    let chosen: Pair | undefined;
    for (const pair of pairs) {
      const open = [...doubts, ...(doubtOf.get(pair.to) ?? [])];
      const held = open.length === 0 ? pair : { ...pair, holds: both(pair.holds, () => ternaryOf(open)) };
      if (held.holds === true) gotTo.add(pair.to);
      else if (held.holds !== false) maybeGotTo.add(pair.to);
      if (rankOf(held) > (pairsTo.has(pair.to) ? rankOf(pairsTo.get(pair.to)) : -1)) pairsTo.set(pair.to, held);
      if (chosen === undefined || rankOf(held) > rankOf(chosen)) chosen = held;
    }
    if (from !== null && chosen !== undefined) holdsFrom.set(from, chosen.holds);
    if (chosen === undefined || chosen.holds === true) {
      if (chosen !== undefined) best.push(chosen);
      return undefined;
    }
    if (isUnknown(chosen.holds)) unknown.push(chosen);
    else if (doubts.length > 0) return undefined;
    else if (from !== null && flow.oneOf !== null) failing.push({ from, pairs, chosen });
    else return breaking("violated", chosen, []);
    return undefined;
  };
  for (const from of starts.certain) {
    const answer = take(from, []);
    if (answer !== undefined) return answer;
  }
  for (const { node, reasons } of starts.possible) take(node, reasons);
  const standIns = failing.length === 0 ? undefined : standInsOf(holdsFrom, flow, context, world);
  for (const { from, pairs, chosen } of failing) {
    const standIn = standIns?.(from, pairs) ?? false;
    if (standIn === false) return breaking("violated", chosen, []);
    if (isUnknown(standIn)) unknown.push({ ...chosen, holds: standIn });
  }
  for (const to of sure) {
    const together = oneDatabaseWith(graph, to, sure, world);
    const pair = pairsTo.get(to);
    if (together.some((node) => gotTo.has(node)) || pair === undefined) continue;
    if (together.some((node) => maybeGotTo.has(node)) || starts.possible.length > 0) unknown.push(pair);
    else return breaking("violated", pair, []);
  }
  const [doubt] = unknown;
  if (doubt !== undefined) {
    const reasons = isUnknown(doubt.holds) ? doubt.holds : starts.possible.flatMap((each) => each.reasons);
    return breaking("unknown", doubt, reasons);
  }
  return { ...surviving(flow, best, graph, world), sides: [{ ways: best, stands: true }] };
}

/** What has no part of its own, where parts are optional: the parts of others are not meant. */
function needsNoPart(from: GraphNode, name: string, flow: Flow, context: FlowContext, world: World): boolean {
  const to = context.architecture.components.find((component) => component.name === flow.to);
  if (to === undefined || !to.optional || to.of !== name) return false;
  return volumesOf(context.graph, from).every(({ guard }) => !world.holds(guard));
}

function ternaryOf(open: readonly Reason[]): Ternary {
  const [first, ...others] = open;
  return first === undefined ? true : [first, ...others];
}

function rankOf(pair: Pair | undefined): number {
  if (pair === undefined || pair.holds === false) return pair?.steps.length ? 0.5 : 0;
  return pair.holds === true ? 2 : 1;
}

function broken(status: "violated" | "unknown", pair: Pair, reasons: readonly Reason[]): WorldAnswer {
  const { from, to, wrong, at, evidence, steps } = pair;
  const nodes = [...new Set([from, ...steps.map((step) => step.to), to].filter((node) => node !== null))];
  const why = status === "violated" ? wrong : (reasons[0]?.message ?? wrong);
  const message = status === "violated" ? why : `from ${from?.logicalId ?? "the internet"} to ${to.logicalId}: ${why}`;
  return { status, message, reasons, nodes, at, related: [...steps.flatMap((step) => step.evidence), ...evidence] };
}

function surviving(flow: Flow, pairs: readonly Pair[], graph: Graph, world: World): WorldAnswer {
  const nodes = new Set<GraphNode>();
  for (const { from, to, steps } of pairs)
    for (const node of [from, ...steps.map((step) => step.to), to]) if (node !== null) nodes.add(node);
  const related = pairs.flatMap(({ steps, evidence }) => [...steps.flatMap((step) => step.evidence), ...evidence]);
  const held = { ...present([...nodes]), related };
  if (!flow.survivesZone) return held;
  const survival = survivalOf(graph, pairs, world);
  if (survival.survives === true) return held;
  const { source, target } = survival.hop;
  const hop = source === target ? target.logicalId : `${source.logicalId} -> ${target.logicalId}`;
  const at = source.origin;
  return survival.survives === "unknown"
    ? {
        ...held,
        status: "unknown",
        message: `whether ${hop} survives a zone is not known`,
        reasons: survival.reasons,
        at,
      }
    : { ...held, status: "violated", message: `${hop} does not survive the loss of a zone: ${survival.why}`, at };
}
