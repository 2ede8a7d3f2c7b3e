/**
 * Who acts where a node does something: the node, of a workflow the functions and workflows that its states call, and of a
 * function those that it hands its work on to: by a queue, a topic or a call that it is told of and may use.
 *
 * A function that is told of a database or a table keeps what it has to keep there: what it tells others besides is not
 * its own work, and who listens does not act for it.
 */
import { canAny } from "../../graph/access/can.ts";
import { type Graph, type GraphNode, isOutside } from "../../graph/model.ts";
import { isRole, type Role } from "../../graph/role.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";

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

/** @throws Split where the world does not decide what a workflow calls */
export function actorsOf(graph: Graph, node: GraphNode, world: World): readonly Actor[] {
  const actors = new Map<GraphNode, Actor>([[node, { node, doubts: [] }]]);
  // What is added on the way is looked at, too; what is known for sure before what is not.
  for (const actor of actors.values()) {
    for (const next of [...calledBy(graph, actor.node, world), ...handedTo(graph, actor.node, world)]) {
      if (!actors.has(next.node)) actors.set(next.node, { ...next, doubts: [...actor.doubts, ...next.doubts] });
    }
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
