/**
 * Whether a flow is there, in one world: each node that it starts at gets to one that it ends at, and each that it ends at
 * is got to; and whether it survives the loss of a zone, where it must.
 *
 * Nodes that are one database (a cluster, its instances, its replicas) are got to together. What is optional and not there
 * asks for nothing.
 */

import type { Evidence, Graph, GraphNode } from "../../graph/model.ts";
import { isRole } from "../../graph/role.ts";
import { membersOf } from "../../graph/stores/cluster-members.ts";
import { formOf } from "../../graph/stores/database.ts";
import { databasesBehind } from "../../graph/stores/database-connections.ts";
import { both, isUnknown, type Ternary } from "../../graph/ternary.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Architecture, Component, Flow } from "./architecture.ts";
import { boundIn, type Matches } from "./bound-nodes.ts";
import { type EndNeed, needBetween } from "./end-needs.ts";
import { type Between, findWays, type Way } from "./find-paths.ts";
import { whyHidden } from "./hidden-components.ts";
import { isPathNeed, type Step } from "./path-hops.ts";
import { present, type WorldAnswer } from "./requirement-worlds.ts";
import { survivalOf } from "./zone-survival.ts";

export interface FlowContext {
  readonly graph: Graph;
  readonly architecture: Architecture;
  readonly matches: Matches;
  /** How many pairs of nodes may still be looked at for this flow. */
  readonly budget: { left: number };
}

/** From one node to another: whether the flow is there, and what says so. */
interface Pair {
  readonly from: GraphNode | null;
  readonly to: GraphNode;
  readonly holds: Ternary;
  readonly wrong: string;
  readonly at: SourceNode;
  readonly evidence: readonly Evidence[];
  readonly steps: readonly Step[];
}

/** @throws Split where the world does not decide what the answer rests on */
export function judgeFlow(flow: Flow, context: FlowContext, world: World): WorldAnswer {
  const answers = flow.from.map((name) => judgeFrom(name, flow, context, world));
  for (const status of ["violated", "missing", "unknown"] as const) {
    const found = answers.find((answer) => answer.status === status);
    if (found !== undefined) return found;
  }
  const nodes = [...new Set(answers.flatMap((answer) => answer.nodes))];
  return { ...present(nodes), related: answers.flatMap(({ related }) => related) };
}

interface End {
  readonly certain: readonly (GraphNode | null)[];
  readonly possible: readonly { readonly node: GraphNode; readonly reasons: readonly Reason[] }[];
}

/** What a name stands for; or the answer, where that is nothing. */
function endOf(written: string, { graph, architecture, matches }: FlowContext, world: World): End | WorldAnswer {
  const name = written.replace(/\?$/, "");
  if (name === "internet") return { certain: [null], possible: [] };
  const component = architecture.components.find((each) => each.name === name);
  const { certain, possible } = boundIn(matches.get(name) ?? [], world);
  if (certain.length > 0 || possible.length > 0) return { certain, possible };
  return component === undefined || component.optional || written.endsWith("?") ? present() : absent(graph, component);
}

function absent(graph: Graph, component: Component): WorldAnswer {
  const reasons = whyHidden(graph, component);
  const [reason] = reasons;
  const nothing = { nodes: [], at: null, related: [], reasons };
  return reason === undefined
    ? { status: "missing", message: `there is no ${component.name}`, ...nothing }
    : { status: "unknown", message: `whether there is ${component.name} is not known: ${reason.message}`, ...nothing };
}

function judgeFrom(name: string, flow: Flow, context: FlowContext, world: World): WorldAnswer {
  const starts = endOf(name, context, world);
  if ("status" in starts) return starts;
  const ends = endOf(flow.to, context, world);
  if ("status" in ends) return ends;
  const { graph } = context;
  const sure = ends.certain.filter((node) => node !== null);
  const targets = new Set([...sure, ...ends.possible.map(({ node }) => node)]);
  const doubtOf = new Map(ends.possible.map(({ node, reasons }) => [node, reasons] as const));
  const best: Pair[] = [];
  const unknown: Pair[] = [];
  const gotTo = new Set<GraphNode>();
  const maybeGotTo = new Set<GraphNode>();
  const pairsTo = new Map<GraphNode, Pair>();
  const take = (from: GraphNode | null, doubts: readonly Reason[]): WorldAnswer | undefined => {
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
    if (chosen === undefined || chosen.holds === true) {
      if (chosen !== undefined) best.push(chosen);
      return undefined;
    }
    if (isUnknown(chosen.holds)) unknown.push(chosen);
    else if (doubts.length === 0) return broken("violated", chosen, []);
    return undefined;
  };
  for (const from of starts.certain) {
    const answer = take(from, []);
    if (answer !== undefined) return answer;
  }
  for (const { node, reasons } of starts.possible) take(node, reasons);
  for (const to of sure) {
    const together = wholeOf(graph, to, sure, world);
    const pair = pairsTo.get(to);
    if (together.some((node) => gotTo.has(node)) || pair === undefined) continue;
    if (together.some((node) => maybeGotTo.has(node)) || starts.possible.length > 0) unknown.push(pair);
    else return broken("violated", pair, []);
  }
  const [doubt] = unknown;
  if (doubt !== undefined) {
    const reasons = isUnknown(doubt.holds) ? doubt.holds : starts.possible.flatMap((each) => each.reasons);
    return broken("unknown", doubt, reasons);
  }
  return surviving(flow, best, graph, world);
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
  const ways = pairs.map(({ from, to, steps, at, evidence, holds }): readonly Step[] =>
    steps.length > 0 ? steps : [{ from, to, kind: "references", holds, wrong: "", at, evidence }],
  );
  const survival = survivalOf(graph, ways, world);
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

function pairsFrom(
  from: GraphNode | null,
  targets: ReadonlySet<GraphNode>,
  flow: Flow,
  context: FlowContext,
  world: World,
): readonly Pair[] {
  const { graph, budget } = context;
  const pathNeeds = flow.needs.filter(isPathNeed);
  const endNeeds = flow.needs.filter((need): need is EndNeed => !isPathNeed(need));
  const others = new Set([...targets].filter((node) => node !== from));
  const ways =
    pathNeeds.length === 0 || others.size === 0
      ? undefined
      : findWays(graph, from, others, betweenOf(flow, context, world), pathNeeds, world);
  const pairs: Pair[] = [];
  for (const to of others) {
    if (budget.left-- <= 0) {
      pairs.push({ ...limited(from, to), steps: [] });
      break;
    }
    pairs.push(pairOf(from, to, ways?.get(to), endNeeds, flow, graph, world));
  }
  return pairs;
}

function pairOf(
  from: GraphNode | null,
  to: GraphNode,
  way: Way | undefined,
  needs: readonly EndNeed[],
  flow: Flow,
  graph: Graph,
  world: World,
): Pair {
  const who = from?.logicalId ?? "the internet";
  const steps = way?.steps ?? [];
  const evidence: Evidence[] = [];
  let holds: Ternary = way?.holds ?? true;
  let wrong = way?.broken?.wrong ?? `nothing leads from ${who} to ${to.logicalId}: ${verbOf(flow)}`;
  let at = way?.broken?.at ?? from?.origin ?? to.origin;
  for (const need of from === null ? [] : needs) {
    if (holds === false) break;
    const answer = needBetween(graph, need, from as GraphNode, to, world);
    evidence.push(...answer.evidence);
    holds = both(holds, () => answer.holds);
    if (answer.holds === false) ({ wrong, at } = answer);
  }
  return { from, to, holds, wrong, at, evidence, steps };
}

function verbOf({ needs }: Flow): string {
  if (needs.some(({ kind }) => kind === "triggers")) return "nothing there starts it";
  return needs.some(({ kind }) => kind === "fronts") ? "nothing sends it requests" : "it cannot connect";
}

function limited(from: GraphNode | null, to: GraphNode): Omit<Pair, "steps"> {
  const message = "there are more pairs of nodes than are looked at";
  const reason: Reason = {
    kind: "limit",
    name: "pairs",
    stack: "",
    message,
    settle: "narrow the component's selector",
  };
  return { from, to, holds: [reason], wrong: message, at: to.origin, evidence: [] };
}

function betweenOf({ via }: Flow, { graph, architecture, matches }: FlowContext, world: World): Between {
  const named = (name: string): ReadonlySet<GraphNode> => {
    const isComponent = architecture.components.some((component) => component.name === name);
    const nodes = isComponent
      ? (matches.get(name) ?? []).filter(({ when, maybe }) => world.test(when) !== false || world.test(maybe) !== false)
      : graph.nodes.filter(({ role, part }) => part === "" && isRole(role, name)).map((node) => ({ node }));
    return new Set(nodes.map(({ node }) => node).filter((node) => world.test(node.guard) !== false));
  };
  return {
    required: via.filter(({ optional }) => !optional).map(({ name }) => named(name)),
    optional: new Set(via.filter(({ optional }) => optional).flatMap(({ name }) => [...named(name)])),
  };
}

/** The nodes that are one database with this one. */
function wholeOf(graph: Graph, node: GraphNode, among: readonly GraphNode[], world: World): readonly GraphNode[] {
  if (node.role !== "rdb" || among.length === 1) return [node];
  return among.filter(
    (other) => other === node || isPartOf(graph, node, other, world) || isPartOf(graph, other, node, world),
  );
}

function isPartOf(graph: Graph, part: GraphNode, whole: GraphNode, world: World): boolean {
  if (whole.type === "AWS::RDS::DBCluster") return membersOf(graph, whole, world).items.includes(part);
  if (whole.type === "AWS::RDS::DBProxy") return databasesBehind(graph, whole, world).includes(part);
  return whole.type === "AWS::RDS::DBInstance" && formOf(part, world) === "replica";
}
