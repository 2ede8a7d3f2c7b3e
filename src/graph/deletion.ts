/**
 * What happens to a resource's data when the resource or its stack is deleted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
import { booleanOf, readAt, textOf } from "../resolve/reading.ts";
import type { Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { identify } from "./identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "./model.ts";

export type Deletion = { readonly policy: string; readonly byDefault: boolean } | { readonly reason: Reason };

/**
 * The deletion policy in effect. Where a template gives none, CloudFormation takes a snapshot of DB clusters and of DB
 * instances that belong to no cluster, and deletes everything else.
 */
export function deletionOf(node: GraphNode, world: World): Deletion {
  const { deletionPolicy } = node.declaration;
  if (deletionPolicy !== undefined) {
    const value = world.read(node.stack.valueOf(deletionPolicy));
    if (value.kind === "unknown") return { reason: value.reason };
    const policy = textOf(value);
    if (policy !== undefined) return { policy, byDefault: false };
  }
  const hasSnapshot =
    node.type === "AWS::RDS::DBCluster" ||
    (node.type === "AWS::RDS::DBInstance" && readAt(node.properties, ["DBClusterIdentifier"], world).kind === "absent");
  return { policy: hasSnapshot ? "Snapshot" : "Delete", byDefault: true };
}

/** Whether the service itself refuses to delete the resource. */
export function isProtected(node: GraphNode, world: World): boolean {
  const properties = ["DeletionProtection", "DeletionProtectionEnabled"];
  return properties.some((name) => booleanOf(readAt(node.properties, [name], world)) === true);
}

/** CDK's custom resource that empties a bucket before its deletion, so that a bucket with objects is deleted too. */
export function emptiedBeforeDeletion(index: NodeIndex, bucket: GraphNode, world: World): readonly Evidence[] {
  return index.nodesOfType("Custom::S3AutoDeleteObjects").flatMap((resource) => {
    if (!world.holds(resource.guard)) return [];
    const named = identify(index, readAt(resource.properties, ["BucketName"], world), ["AWS::S3::Bucket"]).certain;
    if (!named.some((found) => found.node === bucket)) return [];
    return [{ message: `${resource.logicalId} empties it before it is deleted`, node: resource.origin }];
  });
}
