/**
 * Who acts where a node does something: the node, and of a workflow the functions and workflows that its states call.
 */
import { type Graph, type GraphNode, isOutside } from "../../graph/model.ts";
import { isRole } from "../../graph/role.ts";
import type { World } from "../../resolve/world.ts";

/** @throws Split where the world does not decide what a workflow calls */
export function actorsOf(graph: Graph, node: GraphNode, world: World): readonly GraphNode[] {
  if (node.role !== "workflow") return [node];
  const actors = new Set([node]);
  // What is added on the way is looked at, too.
  for (const actor of actors) {
    if (actor.role !== "workflow") continue;
    for (const { target, via, guard } of graph.edgesFrom("triggers", actor)) {
      if (via !== "workflow" || isOutside(target) || !world.holds(guard)) continue;
      if (target.role === "workflow" || isRole(target.role, "compute")) actors.add(target);
    }
  }
  return [...actors];
}
