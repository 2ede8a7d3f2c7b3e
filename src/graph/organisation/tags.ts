/**
 * Which tags a resource will have: its own, and those that the deployment gives to its whole stack.
 *
 * CloudFormation gives stack tags to every resource that can be tagged, but not to the volumes that instances are launched
 * with. Whether a deployment gives tags is not known unless somebody says so.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
import { listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { nodeAt, type SourceNode } from "../../source/node.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { either, some, type Ternary, unlessOpen } from "../ternary.ts";

/** Types whose tags tell what belongs to what, and where they have them; `Tags` unless something else is said. */
const taggable: ReadonlyMap<string, readonly string[]> = new Map([
  ...[
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGatewayV2::Api",
    "AWS::AppRunner::Service",
    "AWS::AppSync::GraphQLApi",
    "AWS::AutoScaling::AutoScalingGroup",
    "AWS::CloudFront::Distribution",
    "AWS::DAX::Cluster",
    "AWS::DynamoDB::Table",
    "AWS::EC2::Instance",
    "AWS::EC2::NatGateway",
    "AWS::EC2::Volume",
    "AWS::EC2::VPC",
    "AWS::ECS::Cluster",
    "AWS::ECS::Service",
    "AWS::EKS::Nodegroup",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::ServerlessCache",
    "AWS::ElasticBeanstalk::Environment",
    "AWS::ElasticLoadBalancing::LoadBalancer",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::FSx::FileSystem",
    "AWS::KMS::Key",
    "AWS::Lambda::Function",
    "AWS::MemoryDB::Cluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBProxy",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::StepFunctions::StateMachine",
  ].map((type): [string, readonly string[]] => [type, ["Tags"]]),
  ["AWS::EFS::FileSystem", ["FileSystemTags"]],
]);

/** The resources that are asked for tags; what CDK makes for itself is left out. */
export const taggableNodes = oncePerGraph((index: NodeIndex): readonly GraphNode[] =>
  index.nodes.filter(({ type, part, role }) => part === "" && role !== "infra" && taggable.has(type)),
);

/** Where the tags of a resource are written, else the resource. */
export function tagsAt(node: GraphNode): SourceNode {
  return nodeAt(node.declaration.properties, taggable.get(node.type) ?? ["Tags"]) ?? node.origin;
}

/** Whether a resource will have a tag of this key. */
export function hasTag(node: GraphNode, key: string, world: World): Ternary {
  const own = hasKey(valueAt(node.properties, taggable.get(node.type) ?? ["Tags"]), key, world);
  return either(own, () => {
    const { tags } = node.stack.stack;
    if (tags.has(key)) return true;
    return tags.size > 0 ? false : [noStackTags];
  });
}

/** One reason for everything: whoever says which tags the deployment gives settles it all. */
const noStackTags: Reason = {
  kind: "stack-tags",
  name: "stack-tags",
  stack: "",
  message: "the deployment may give tags to the whole stack",
  settle: "--stack-tags KEY=VALUE",
};

/** Whether tags, in either form, have a key. */
function hasKey(tags: Value, key: string, world: World): Ternary {
  const decided = world.read(tags);
  if (decided.kind === "map" && !decided.entries.has("Key")) {
    const entry = decided.entries.get(key);
    if (entry !== undefined && world.read(entry).kind !== "absent") return true;
    return decided.open === undefined ? false : [decided.open];
  }
  const { items, open } = listIn(decided, world);
  return either(
    some(items, (tag) => isKey(readAt(tag, ["Key"], world), key)),
    () => unlessOpen(open),
  );
}

function isKey(written: Decided, key: string): Ternary {
  const reason = reasonOf(written);
  return reason === undefined ? textOf(written) === key : [reason];
}
