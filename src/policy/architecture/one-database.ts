/**
 * Nodes that are one database: a cluster, its instances, its replicas and the proxy before it. A flow gets to them together.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { membersOf } from "../../graph/stores/cluster-members.ts";
import { formOf } from "../../graph/stores/database.ts";
import { databasesBehind } from "../../graph/stores/database-connections.ts";
import type { World } from "../../resolve/world.ts";

/** The nodes among these that are one database with the first, itself included: over as many of these as it takes. */
export function oneDatabaseWith(
  graph: Graph,
  node: GraphNode,
  among: readonly GraphNode[],
  world: World,
): readonly GraphNode[] {
  if (node.role !== "rdb" || among.length === 1) return [node];
  const together = new Set([node]);
  // What is added on the way is looked at, too: a proxy knows the cluster, and the cluster its members.
  for (const each of together)
    for (const other of among)
      if (isPartOf(graph, each, other, world) || isPartOf(graph, other, each, world)) together.add(other);
  return [...together];
}

function isPartOf(graph: Graph, part: GraphNode, whole: GraphNode, world: World): boolean {
  if (whole.type === "AWS::RDS::DBCluster") return membersOf(graph, whole, world).items.includes(part);
  if (whole.type === "AWS::RDS::DBProxy") return databasesBehind(graph, whole, world).includes(part);
  return whole.type === "AWS::RDS::DBInstance" && formOf(part, world) === "replica";
}
