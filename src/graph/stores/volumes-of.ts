/**
 * The volumes that belong to what runs on instances: those that are made with it, written on it or on what it is launched
 * from, and those that are attached to it.
 *
 * Not here: the root volume of the machine image, which no template shows.
 */
import { and, type Guard, or } from "../../resolve/guard.ts";
import type { Guarded } from "../../resolve/reading.ts";
import { fileUnder } from "../file-under.ts";
import { type Graph, type GraphNode, isOutside } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { overWorlds } from "../over-worlds.ts";
import { launchesOf } from "../tiers/launch.ts";

/** Each volume once, with the guard under which it belongs to the node. */
export function volumesOf(graph: Graph, owner: GraphNode): readonly Guarded<GraphNode>[] {
  const found = new Map<GraphNode, Guard>();
  const add = (volume: GraphNode, when: Guard): void => {
    const guard = and(owner.guard, volume.guard, when);
    const before = found.get(volume);
    found.set(volume, before === undefined ? guard : or(before, guard));
  };
  const parts = volumesByResource(graph);
  for (const volume of parts.get(owner.declaration) ?? []) add(volume, and());
  for (const { guard, value: launches } of overWorlds((world) => launchesOf(graph, owner, world), {
    index: graph,
    node: owner,
  })) {
    for (const launch of launches) {
      if ("reason" in launch || launch.node === owner) continue;
      for (const volume of parts.get(launch.node.declaration) ?? []) add(volume, guard);
    }
  }
  for (const { target, guard } of graph.edgesFrom("attaches", owner)) if (!isOutside(target)) add(target, guard);
  return [...found].map(([value, guard]) => ({ guard, value }));
}

const volumesByResource = oncePerGraph((index): ReadonlyMap<unknown, readonly GraphNode[]> => {
  const byResource = new Map<unknown, GraphNode[]>();
  for (const node of index.nodes)
    if (node.part !== "" && node.role === "block") fileUnder(byResource, node.declaration, node);
  return byResource;
});
