/**
 * Where each type of node names its security groups.
 *
 * Invariant: a type of which that is not known wears groups that are not known.
 */
import { type Items, listIn, readAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { launchesOf } from "../tiers/launch.ts";
import { optionSetting } from "../tiers/option-settings.ts";
import { mountTargetsOf } from "../zones/mount-targets.ts";
import { joined } from "../zones/subnet-lists.ts";
import { connectorOf } from "./connector.ts";
import { declaredElsewhere } from "./elsewhere.ts";

const wornAt: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::ECS::Service", ["NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups"]],
  ["AWS::ECS::ExpressGatewayService", ["NetworkConfiguration", "SecurityGroups"]],
  ["AWS::Lambda::Function", ["VpcConfig", "SecurityGroupIds"]],
  ["AWS::RDS::DBInstance", ["VPCSecurityGroups"]],
  ["AWS::RDS::DBCluster", ["VpcSecurityGroupIds"]],
  ["AWS::RDS::DBProxy", ["VpcSecurityGroupIds"]],
  ["AWS::ElasticLoadBalancingV2::LoadBalancer", ["SecurityGroups"]],
  ["AWS::ElasticLoadBalancing::LoadBalancer", ["SecurityGroups"]],
  ["AWS::ElastiCache::ReplicationGroup", ["SecurityGroupIds"]],
  ["AWS::ElastiCache::CacheCluster", ["VpcSecurityGroupIds"]],
  ["AWS::ElastiCache::ServerlessCache", ["SecurityGroupIds"]],
  ["AWS::MemoryDB::Cluster", ["SecurityGroupIds"]],
  ["AWS::DAX::Cluster", ["SecurityGroupIds"]],
  ["AWS::EFS::MountTarget", ["SecurityGroups"]],
  ["AWS::EC2::NetworkInterface", ["GroupSet"]],
  ["AWS::EC2::VPCEndpoint", ["SecurityGroupIds"]],
  ["AWS::FSx::FileSystem", ["SecurityGroupIds"]],
]);

/** Groups from before there were VPCs, with rules of their own kind. */
const older: ReadonlyMap<string, string> = new Map([
  ["AWS::RDS::DBInstance", "DBSecurityGroups"],
  ["AWS::ElastiCache::CacheCluster", "CacheSecurityGroupNames"],
  ["AWS::ElastiCache::ReplicationGroup", "CacheSecurityGroupNames"],
]);

const launching: ReadonlySet<string> = new Set([
  "AWS::EC2::Instance",
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::EC2::SpotFleet",
  "AWS::EC2::EC2Fleet",
]);

/** The values that name the groups of a node. */
export function groupValues(index: NodeIndex, node: GraphNode, world: World): Items<Decided> {
  const path = wornAt.get(node.type);
  if (path !== undefined) return fromOutside(ofProperty(index, node, path, world));
  if (launching.has(node.type)) {
    return together(
      launchesOf(index, node, world).map((launch) =>
        "reason" in launch ? { items: [], open: [launch.reason] } : ofInstances(index, launch.settings, world),
      ),
    );
  }
  switch (node.type) {
    case "AWS::AppRunner::Service":
      return connectorOf(index, node, "SecurityGroups", world);
    case "AWS::ElasticBeanstalk::Environment":
      return fromOutside(ofEnvironment(index, node, world));
    case "AWS::EFS::FileSystem":
      return together(mountTargetsOf(index, node, world).map((target) => groupValues(index, target, world)));
    default:
      return { items: [], open: [notModelled(node)] };
  }
}

function ofProperty(index: NodeIndex, node: GraphNode, path: readonly string[], world: World): Items<Decided> {
  const own = listIn(readAt(node.properties, path, world), world);
  const before = older.get(node.type);
  if (before !== undefined && readAt(node.properties, [before], world).kind !== "absent")
    return { items: own.items, open: [...own.open, notRead(node, before)] };
  if (own.items.length > 0 || own.open.length > 0 || node.type !== "AWS::RDS::DBInstance") return own;
  // A member of a cluster takes what its cluster has.
  const cluster = nodeNamed(
    index,
    readAt(node.properties, ["DBClusterIdentifier"], world),
    "AWS::RDS::DBCluster",
    world,
  );
  return cluster.node === undefined ? own : groupValues(index, cluster.node, world);
}

/** Groups of the instance itself, and of its interfaces; an interface that is a resource has its own. */
function ofInstances(index: NodeIndex, settings: Value, world: World): Items<Decided> {
  const list = (of: Value, key: string): Items<Decided> => fromOutside(listIn(readAt(of, [key], world), world));
  const interfaces = listIn(readAt(settings, ["NetworkInterfaces"], world), world);
  return together([
    { items: [], open: interfaces.open },
    ...interfaces.items.flatMap((item) => {
      const made = nodeNamed(index, readAt(item, ["NetworkInterfaceId"], world), interfaceType, world).node;
      return [list(item, "Groups"), list(item, "GroupSet"), ...(made ? [list(made.properties, "GroupSet")] : [])];
    }),
    list(settings, "SecurityGroupIds"),
    list(settings, "SecurityGroups"),
  ]);
}

const interfaceType = "AWS::EC2::NetworkInterface";

/** One text with commas, as Elastic Beanstalk takes lists. */
const ofEnvironment = joined((index, node, world) =>
  listIn(optionSetting(index, node, "aws:autoscaling:launchconfiguration", "SecurityGroups", world), world),
);

/** What a list of ids leaves open is which groups of other stacks it names. */
function fromOutside({ items, open }: Items<Decided>): Items<Decided> {
  return { items, open: open.map((reason) => declaredElsewhere("security group", reason)) };
}

function together(lists: readonly Items<Decided>[]): Items<Decided> {
  return { items: lists.flatMap(({ items }) => items), open: lists.flatMap(({ open }) => open) };
}

function notRead({ logicalId, stack }: GraphNode, property: string): Reason {
  const message = `what ${property} of ${logicalId} let in is not read`;
  const settle = `security groups of its VPC on ${logicalId} instead`;
  return { kind: "security-group", name: logicalId, stack: stack.stack.name, message, settle };
}

function notModelled({ logicalId, type, stack }: GraphNode): Reason {
  const message = `which security groups ${logicalId} (${type}) wears is not modelled`;
  return { kind: "security-group", name: logicalId, stack: stack.stack.name, message, settle: null };
}
