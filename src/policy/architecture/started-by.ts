/**
 * Whether what happens in one node starts another: a bucket whose uploads start a function, over queues, topics and buses.
 *
 * Where nothing in the app is started so, each that could be is meant: that is a flow that is broken or missing, and not a
 * component that is.
 * Not here: whether the events are those that a flow asks for; see path-hops.ts.
 */
import { type Graph, type GraphNode, isOutside } from "../../graph/model.ts";
import { isRole, type Role } from "../../graph/role.ts";
import type { World } from "../../resolve/world.ts";

/** What only hands on. */
const between: readonly Role[] = ["queue", "topic", "bus"];

/** Families of what can be started. */
const startable = ["compute", "workflow"];

/** @throws Split where the world does not decide what the answer rests on */
export function startsSome(graph: Graph, from: GraphNode, roles: readonly Role[], world: World): boolean {
  return isNextTo(graph, from, "edgesFrom", roles, world) || !isWired(graph, [from.role], roles, world);
}

/** @throws Split where the world does not decide what the answer rests on */
export function isStartedBySome(graph: Graph, to: GraphNode, roles: readonly Role[], world: World): boolean {
  return isNextTo(graph, to, "edgesTo", roles, world) || !isWired(graph, roles, startable, world);
}

/** Whether something of the roles is started by a node, or starts it, with nothing between that does more than hand on. */
function isNextTo(
  graph: Graph,
  node: GraphNode,
  way: "edgesFrom" | "edgesTo",
  roles: readonly string[],
  world: World,
): boolean {
  const seen = new Set<GraphNode>([node]);
  const waiting = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { source, target, guard } of graph[way]("triggers", at)) {
      const next = way === "edgesFrom" ? target : source;
      if (isOutside(next) || seen.has(next) || !world.holds(guard)) continue;
      if (roles.some((role) => isRole(next.role, role))) return true;
      seen.add(next);
      if (between.some((role) => isRole(next.role, role))) waiting.push(next);
    }
  }
  return false;
}

/** Whether anything of some roles starts anything of some others. */
function isWired(graph: Graph, from: readonly string[], to: readonly string[], world: World): boolean {
  const sources = new Set(graph.edges("triggers").map(({ source }) => source));
  return [...sources].some(
    (source) =>
      !isOutside(source) &&
      from.some((role) => isRole(source.role, role)) &&
      isNextTo(graph, source, "edgesFrom", to, world),
  );
}
