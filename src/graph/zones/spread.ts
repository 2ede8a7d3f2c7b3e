/**
 * Whether a node works on when one of its zones fails, because it stands in several of them at a time; or stands in one of
 * the zones that it is given.
 *
 * AWS's defaults apply where a template says nothing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-memorydb-cluster.html
 * Not here: the instances of a database cluster; see cluster-members.ts.
 */

import { listIn, numberOf, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { isOn } from "../setting.ts";
import { formOf } from "../stores/database.ts";
import { both, either, negated, type Ternary } from "../ternary.ts";
import { optionSetting } from "../tiers/option-settings.ts";

/** Types of which each stands in exactly one zone, whatever it is given. */
const single: ReadonlySet<string> = new Set([
  "AWS::EC2::Instance",
  "AWS::EC2::Volume",
  "AWS::EC2::Subnet",
  "AWS::EC2::NetworkInterface",
  "AWS::EFS::MountTarget",
]);

export function isSpread(index: NodeIndex, node: GraphNode, world: World): Ternary {
  if (single.has(node.type)) return false;
  switch (node.type) {
    case "AWS::EC2::NatGateway":
      return is(node, "AvailabilityMode", "regional", world);
    case "AWS::RDS::DBInstance":
      return formOf(node, world) === "member" ? false : flag(node, "MultiAZ", world);
    case "AWS::ElastiCache::CacheCluster":
      return both(
        atLeast(node, "NumCacheNodes", 2, 1, world),
        () =>
          readAt(node.properties, ["PreferredAvailabilityZones"], world).kind !== "absent" ||
          is(node, "AZMode", "cross-az", world),
      );
    case "AWS::ElastiCache::ReplicationGroup":
      return replicates(node, world);
    case "AWS::MemoryDB::Cluster":
      return atLeast(node, "NumReplicasPerShard", 1, 1, world);
    case "AWS::DAX::Cluster":
      return atLeast(node, "ReplicationFactor", 2, 1, world);
    case "AWS::ElasticBeanstalk::Environment": {
      const type = optionSetting(index, node, "aws:elasticbeanstalk:environment", "EnvironmentType", world);
      const reason = textOf(type) === undefined ? reasonOf(type) : undefined;
      return reason === undefined ? textOf(type) !== "SingleInstance" : [reason];
    }
    default:
      return true;
  }
}

/**
 * A primary without a replica is alone, and one whose replicas do not take over is too. Where they do, but Multi-AZ is
 * off, ElastiCache places them as it likes, unless the template says where.
 */
function replicates(node: GraphNode, world: World): Ternary {
  return either(flag(node, "MultiAZEnabled", world), () =>
    both(hasReplica(node, world), () =>
      both(flag(node, "AutomaticFailoverEnabled", world), () => {
        const named = listIn(readAt(node.properties, ["PreferredCacheClusterAZs"], world), world);
        return named.items.length > 0 || [placedByCache(node)];
      }),
    ),
  );
}

function hasReplica(node: GraphNode, world: World): Ternary {
  const shards = listIn(readAt(node.properties, ["NodeGroupConfiguration"], world), world).items;
  const counted = shards
    .map((shard) => readAt(shard, ["ReplicaCount"], world))
    .find((count) => count.kind !== "absent");
  if (counted !== undefined) return reaches(counted, 1, 0);
  if (readAt(node.properties, ["ReplicasPerNodeGroup"], world).kind !== "absent")
    return atLeast(node, "ReplicasPerNodeGroup", 1, 0, world);
  return either(atLeast(node, "NumCacheClusters", 2, 1, world), () =>
    negated(isAbsent(node, "PrimaryClusterId", world)),
  );
}

function isAbsent(node: GraphNode, property: string, world: World): boolean {
  return readAt(node.properties, [property], world).kind === "absent";
}

function flag(node: GraphNode, property: string, world: World): Ternary {
  return isOn(readAt(node.properties, [property], world));
}

function is(node: GraphNode, property: string, text: string, world: World): Ternary {
  const value = readAt(node.properties, [property], world);
  const reason = reasonOf(value);
  return reason === undefined ? textOf(value) === text : [reason];
}

function atLeast(node: GraphNode, property: string, least: number, byDefault: number, world: World): Ternary {
  return reaches(readAt(node.properties, [property], world), least, byDefault);
}

function reaches(value: ReturnType<typeof readAt>, least: number, byDefault: number): Ternary {
  const reason = reasonOf(value);
  return reason === undefined ? (numberOf(value) ?? byDefault) >= least : [reason];
}

function placedByCache(node: GraphNode): Reason {
  return {
    kind: "cache-placement",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message: `in which zones ElastiCache puts the replicas of ${node.logicalId} is decided at deployment`,
    settle: `MultiAZEnabled on ${node.logicalId}`,
  };
}
