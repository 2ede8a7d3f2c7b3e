/**
 * The mount targets of EFS file systems: by them a file system is reached, each in the zone of its subnet.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { valueAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";

/** The mount targets of a file system that are in the app. */
export function mountTargetsOf(index: NodeIndex, fileSystem: GraphNode, world: World): readonly GraphNode[] {
  return (targets(index).get(fileSystem) ?? []).filter(({ guard }) => world.holds(guard)).map(({ target }) => target);
}

const targets = oncePerGraph((index) => {
  const byFileSystem = new Map<GraphNode, { readonly target: GraphNode; readonly guard: Guard }[]>();
  for (const target of index.nodesOfType("AWS::EFS::MountTarget")) {
    for (const { node, guard } of nodesNamed(index, valueAt(target.properties, ["FileSystemId"]), [
      "AWS::EFS::FileSystem",
    ]))
      fileUnder(byFileSystem, node, { target, guard: and(target.guard, guard) });
  }
  return byFileSystem;
});
