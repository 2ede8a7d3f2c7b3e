/**
 * Who acts where a node does something: the node, of a workflow the functions and workflows that its states call, and of a
 * function those that it hands its work on to: by a queue, a topic or a call that it is told of and may use.
 *
 * A function that is told of a database or a table keeps what it has to keep there: what it tells others besides is not
 * its own work, and who listens does not act for it.
 */
import { canAny } from "../../graph/access/can.ts";
import { type Graph, type GraphNode, isOutside, type NodeIndex } from "../../graph/model.ts";
import { oncePerGraph } from "../../graph/once-per-graph.ts";
import { isRole, type Role } from "../../graph/role.ts";
import type { Reason } from "../../resolve/value.ts";
import { World } from "../../resolve/world.ts";
import { isSplit } from "../outcome.ts";
import { inWorld } from "./in-world.ts";

export interface Actor {
  readonly node: GraphNode;
  /** Why it may not be one; empty where it is one for sure. */
  readonly doubts: readonly Reason[];
}

/** What can be handed to, and what it takes to do that. */
const handingActions: ReadonlyMap<Role, readonly string[]> = new Map([
  ["queue", ["sqs:SendMessage"]],
  ["topic", ["sns:Publish"]],
  ["workflow", ["states:StartExecution", "states:StartSyncExecution"]],
  ["compute.fn", ["lambda:InvokeFunction"]],
]);

/** How often work is handed on, from one to the next. */
const mostHands = 2;

/** What is the same in all worlds, by node; null where it is not. */
const settledActors = oncePerGraph((_: NodeIndex) => new Map<GraphNode, readonly Actor[] | null>());

/** @throws Split where the world does not decide what a workflow calls */
export function actorsOf(graph: Graph, node: GraphNode, world: World): readonly Actor[] {
  if (node.role !== "workflow" && node.role !== "compute.fn") return [{ node, doubts: [] }];
  const settled = settledActors(graph);
  const known = settled.get(node);
  if (known === null) return actorsIn(graph, node, world);
  if (known !== undefined) return known;
  // What the world that decides nothing can tell is so in all of them.
  const open = inWorld(() => actorsIn(graph, node, World.open));
  settled.set(node, isSplit(open) ? null : open);
  return isSplit(open) ? actorsIn(graph, node, world) : open;
}

function actorsIn(graph: Graph, node: GraphNode, world: World): readonly Actor[] {
  const actors = new Map<GraphNode, Actor & { readonly hands: number }>([[node, { node, doubts: [], hands: 0 }]]);
  // What is added on the way is looked at, too.
  for (const { node: by, doubts, hands } of actors.values()) {
    const add = (next: Actor, taken: number): void => {
      if (actors.has(next.node)) return;
      actors.set(next.node, { node: next.node, doubts: [...doubts, ...next.doubts], hands: taken });
    };
    for (const next of calledBy(graph, by, world)) add(next, hands);
    if (hands < mostHands) for (const next of handedTo(graph, by, world)) add(next, hands + 1);
  }
  return [...actors.values()];
}

function calledBy(graph: Graph, node: GraphNode, world: World): readonly Actor[] {
  if (node.role !== "workflow") return [];
  return startedFrom(graph, node, world, ({ via }) => via === "workflow");
}

function handedTo(graph: Graph, node: GraphNode, world: World): readonly Actor[] {
  if (node.role !== "compute.fn") return [];
  const told = graph.edgesFrom("references", node).filter(({ guard }) => world.holds(guard));
  const targets = told.flatMap(({ target }) => (isOutside(target) || target === node ? [] : [target]));
  if (targets.some(({ role }) => role === "nosql" || role === "rdb")) return [];
  return targets.flatMap((target): readonly Actor[] => {
    const actions = handingActions.get(target.role);
    if (actions === undefined) return [];
    const may = canAny(graph, node, actions, target, world);
    if (may.answer === "no") return [];
    const doubts = may.answer === "unknown" ? may.reasons : [];
    const acts = isActing(target) ? [{ node: target, doubts: [] }] : startedFrom(graph, target, world, () => true);
    return acts.map((each) => ({ ...each, doubts }));
  });
}

/** What acts and is started from a node, over queues and topics. */
function startedFrom(
  graph: Graph,
  from: GraphNode,
  world: World,
  isMeant: (edge: { readonly via: string }) => boolean,
): readonly Actor[] {
  const started = new Set<GraphNode>();
  const looked = new Set([from]);
  for (const at of looked) {
    for (const edge of graph.edgesFrom("triggers", at)) {
      const { target } = edge;
      if (isOutside(target) || !isMeant(edge) || !world.holds(edge.guard)) continue;
      if (isActing(target)) started.add(target);
      else looked.add(target);
    }
  }
  return [...started].map((node) => ({ node, doubts: [] }));
}

function isActing({ role }: GraphNode): boolean {
  return role === "workflow" || isRole(role, "compute");
}
