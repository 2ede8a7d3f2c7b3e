/**
 * Custom resources that are told of a bucket: what they do with it (switch EventBridge on, add a notification) is in no template.
 *
 * Those of CDK whose work is known are left out: they fill and empty buckets, and their notifications are read.
 */
import type { Reason } from "../../resolve/value.ts";
import { fileUnder } from "../file-under.ts";
import { mentionsIn } from "../mentions.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";

const known: ReadonlySet<string> = new Set([
  "Custom::S3BucketNotifications",
  "Custom::S3AutoDeleteObjects",
  "Custom::CDKBucketDeployment",
]);

/** Why the bucket may be configured otherwise than its template says. */
export function customConfigurationOf(index: NodeIndex, bucket: GraphNode): readonly Reason[] {
  return (resources(index).get(bucket) ?? []).map(({ logicalId, stack }) => ({
    kind: "custom-resource",
    name: logicalId,
    stack: stack.stack.name,
    message: `what the custom resource ${logicalId} does with ${bucket.logicalId} is not in the template`,
    settle: null,
  }));
}

const resources = oncePerGraph((index): ReadonlyMap<GraphNode, readonly GraphNode[]> => {
  const found = new Map<GraphNode, GraphNode[]>();
  for (const node of index.nodes) {
    const isCustom = node.type.startsWith("Custom::") || node.type === "AWS::CloudFormation::CustomResource";
    if (!isCustom || known.has(node.type)) continue;
    const buckets = new Set(
      mentionsIn(index, node.properties, ["AWS::S3::Bucket"])
        .map((mention) => mention.node)
        .filter(({ role }) => role === "object"),
    );
    for (const bucket of buckets) fileUnder(found, bucket, node);
  }
  return found;
});
