/**
 * What takes reads off a database: readers of a cluster, replicas, standbys that can be read, a cache in front.
 */
import { alternativesOf, valueAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { either, type Ternary, unlessOpen } from "../ternary.ts";
import { instanceCount } from "./cluster-members.ts";
import { formOf } from "./database.ts";

export function readsScale(index: NodeIndex, database: GraphNode, world: World): Ternary {
  const form = formOf(database, world);
  if (typeof form !== "string") return [form.reason];
  const caches = index.nodes.some(({ role, guard }) => role === "cache" && world.holds(guard));
  if (caches || form === "multi-az-cluster" || form === "serverless-v1") return true;
  if (form === "aurora") {
    const { least, most, reasons } = instanceCount(index, database, world);
    return least >= 2 || (most >= 2 && unlessOpen(reasons));
  }
  const replicas = replicasOf(index).get(database) ?? [];
  const escape = escapeOf(index, database);
  return either(
    replicas.some((replica) => world.holds(replica.guard)),
    () => unlessOpen(escape === null ? [] : [escape]),
  );
}

const replicasOf = oncePerGraph((index) => {
  const bySource = new Map<GraphNode, GraphNode[]>();
  for (const replica of index.nodesOfType("AWS::RDS::DBInstance")) {
    for (const { value } of alternativesOf(valueAt(replica.properties, ["SourceDBInstanceIdentifier"])))
      for (const { node } of nodesNamed(index, value, ["AWS::RDS::DBInstance"])) fileUnder(bySource, node, replica);
  }
  return bySource;
});
