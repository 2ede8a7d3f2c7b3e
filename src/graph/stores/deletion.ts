/**
 * What happens to a resource's data when the resource or its stack is deleted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
import { listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { type NamedNode, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isOn } from "../setting.ts";
import { either, some, type Ternary, unlessOpen } from "../ternary.ts";

/**
 * The deletion policy in effect, or why it is not known. Where a template gives none, CloudFormation takes a snapshot of
 * DB clusters and of DB instances that belong to no cluster, and deletes everything else.
 */
export function deletionOf(node: GraphNode, world: World): string | { readonly reason: Reason } {
  const value = world.read(node.stack.valueOf(node.declaration.deletionPolicy));
  const policy = textOf(value);
  if (policy !== undefined) return policy;
  const reason = reasonOf(value);
  if (reason !== undefined) return { reason };
  const hasSnapshot =
    node.type === "AWS::RDS::DBCluster" ||
    (node.type === "AWS::RDS::DBInstance" && readAt(node.properties, ["DBClusterIdentifier"], world).kind === "absent");
  return hasSnapshot ? "Snapshot" : "Delete";
}

/**
 * What becomes of the resource that an update replaces, or why it is not known. Nothing is kept where the template gives
 * no policy: the snapshot that databases get by default is documented for deletion alone.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
export function replacementOf(node: GraphNode, world: World): string | { readonly reason: Reason } {
  const value = world.read(node.stack.valueOf(node.declaration.updateReplacePolicy));
  const reason = reasonOf(value);
  return reason === undefined ? (textOf(value) ?? "Delete") : { reason };
}

/** Whether the service itself refuses to delete the resource; of a global table, at least one of its replicas. */
export function isProtected(node: GraphNode, world: World): Ternary {
  const own = some(["DeletionProtection", "DeletionProtectionEnabled"], (name) =>
    isOn(readAt(node.properties, [name], world)),
  );
  if (node.type !== "AWS::DynamoDB::GlobalTable") return own;
  const replicas = listIn(readAt(node.properties, ["Replicas"], world), world);
  return either(
    some(replicas.items, (replica) => isOn(readAt(replica, ["DeletionProtectionEnabled"], world))),
    () => unlessOpen(replicas.open),
  );
}

/** CDK's custom resource that empties a bucket before its deletion, so that a bucket with objects is deleted too. */
export function emptiedBeforeDeletion(index: NodeIndex, bucket: GraphNode, world: World): readonly Evidence[] {
  return (emptiers(index).get(bucket) ?? []).flatMap(({ node, guard }) =>
    world.holds(node.guard) && world.holds(guard)
      ? [{ message: `${node.logicalId} empties it before it is deleted`, node: node.origin }]
      : [],
  );
}

const emptiers = oncePerGraph((index) => {
  const byBucket = new Map<GraphNode, Pick<NamedNode, "node" | "guard">[]>();
  for (const resource of index.nodesOfType("Custom::S3AutoDeleteObjects")) {
    const buckets = nodesNamed(index, valueAt(resource.properties, ["BucketName"]), ["AWS::S3::Bucket"]);
    for (const { node, guard } of buckets) fileUnder(byBucket, node, { node: resource, guard });
  }
  return byBucket;
});
