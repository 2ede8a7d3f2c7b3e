/**
 * One node at the start of a flow -> for each node at its end, whether the flow leads from the one to the other in a world,
 * and by which steps.
 *
 * Not here: what follows for the flow, where it has several such nodes; see judge-flow.ts.
 */
import type { Evidence, Graph, GraphNode } from "../../graph/model.ts";
import { isRole } from "../../graph/role.ts";
import { both, type Ternary } from "../../graph/ternary.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Architecture, Flow } from "./architecture.ts";
import type { Matches } from "./bound-nodes.ts";
import { type EndNeed, needBetween } from "./end-needs.ts";
import { type Between, findWays, type Way } from "./find-paths.ts";
import { isPathNeed, type Step } from "./path-hops.ts";

export interface FlowContext {
  readonly graph: Graph;
  readonly architecture: Architecture;
  readonly matches: Matches;
  /** How many pairs of nodes may still be looked at for this flow. */
  readonly budget: { left: number };
}

/** From one node to another: whether the flow is there, and what says so. */
export interface Pair {
  /** Null for the internet. */
  readonly from: GraphNode | null;
  readonly to: GraphNode;
  readonly holds: Ternary;
  /** Where it does not hold: what is wrong, in a sentence. */
  readonly wrong: string;
  readonly at: SourceNode;
  readonly evidence: readonly Evidence[];
  /** The hops of the way; empty where the flow is about its ends only. */
  readonly steps: readonly Step[];
}

/** @throws Split where the world does not decide what the answer rests on */
export function pairsFrom(
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
