/**
 * Security groups: which ones a node wears.
 *
 * Invariant: groups that cannot be seen are reasons why there may be more.
 * Not here: what they let in; see security-rules.ts.
 */
import { type Items, itemsOf, listIn, readAt, valueAt } from "../resolve/reading.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { identify } from "./identity.ts";
import { launchesOf } from "./launch.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { nodeNamed } from "./named-nodes.ts";
import { oncePerGraph } from "./once-per-graph.ts";
import { securityGroup, strayRules } from "./security-rules.ts";

const taskNetwork = ["NetworkConfiguration", "AwsvpcConfiguration"];

/** Where each type of node names its security groups. */
const wornAt: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::ECS::Service", [...taskNetwork, "SecurityGroups"]],
  ["AWS::Lambda::Function", ["VpcConfig", "SecurityGroupIds"]],
  ["AWS::RDS::DBInstance", ["VPCSecurityGroups"]],
  ["AWS::RDS::DBCluster", ["VpcSecurityGroupIds"]],
  ["AWS::RDS::DBProxy", ["VpcSecurityGroupIds"]],
  ["AWS::ElasticLoadBalancingV2::LoadBalancer", ["SecurityGroups"]],
  ["AWS::ElasticLoadBalancing::LoadBalancer", ["SecurityGroups"]],
  ["AWS::ElastiCache::ReplicationGroup", ["SecurityGroupIds"]],
  ["AWS::ElastiCache::CacheCluster", ["VpcSecurityGroupIds"]],
  ["AWS::EFS::MountTarget", ["SecurityGroups"]],
]);

/** The groups that a node wears in a world: nodes of the app, and why there may be others. */
export function securityGroupsOf(index: NodeIndex, node: GraphNode, world: World): Items<GraphNode> {
  const values = groupValues(index, node, world);
  const items = new Set<GraphNode>();
  const open: Reason[] = [...values.open];
  for (const value of values.items) {
    const named = nodeNamed(index, value, securityGroup, world);
    if (named.node !== undefined) items.add(named.node);
    else if (isDefault(index, value)) open.push(...openedDefault(index, node));
    else open.push(named.reason ?? reasonOf(value) ?? outside(node));
  }
  if (values.items.length === 0 && values.open.length === 0) open.push(...byDefault(index, node, world));
  return { items: [...items], open };
}

function groupValues(index: NodeIndex, node: GraphNode, world: World): Items<Decided> {
  const path = wornAt.get(node.type);
  if (path !== undefined) return listIn(readAt(node.properties, path, world), world);
  return together(
    launchesOf(index, node, world).map((launch) =>
      "reason" in launch ? { items: [], open: [launch.reason] } : worn(index, launch.settings, world),
    ),
  );
}

/** Groups of the instance itself, and of its interfaces; an interface that is a resource has its own. */
function worn(index: NodeIndex, settings: Value, world: World): Items<Decided> {
  const list = (of: Value, key: string): Items<Decided> => listIn(readAt(of, [key], world), world);
  const interfaces = list(settings, "NetworkInterfaces");
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

function together(lists: readonly Items<Decided>[]): Items<Decided> {
  return { items: lists.flatMap(({ items }) => items), open: lists.flatMap(({ open }) => open) };
}

function outside(node: GraphNode): Reason {
  return {
    kind: "security-group",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message: `${node.logicalId} wears a security group from outside this app`,
    settle: null,
  };
}

function byDefault(index: NodeIndex, node: GraphNode, world: World): readonly Reason[] {
  if (node.type === "AWS::ECS::Service" && readAt(node.properties, taskNetwork, world).kind === "absent") {
    const message = `${node.logicalId} shares the network of its container instances, which are not known from here`;
    return [{ kind: "container-instances", name: node.logicalId, stack: node.stack.stack.name, message, settle: null }];
  }
  return openedDefault(index, node);
}

/**
 * A node that names no group wears its VPC's default one, which lets in only what wears it too; unless a rule of the app
 * opens that group.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
function openedDefault(index: NodeIndex, node: GraphNode): readonly Reason[] {
  if (defaultRules(index).length === 0) return [];
  const message = `${node.logicalId} wears its VPC's default security group, to which this app adds rules`;
  const name = `default of ${node.logicalId}`;
  return [{ kind: "security-group", name, stack: node.stack.stack.name, message, settle: null }];
}

const defaultRules = oncePerGraph((index) =>
  strayRules(index, "ingress").filter((rule) =>
    itemsOf(valueAt(rule.properties, ["GroupId"])).items.some(({ value }) => isDefault(index, value)),
  ),
);

function isDefault(index: NodeIndex, value: Decided): boolean {
  return identify(index, value).certain.some((named) => named.attribute === "DefaultSecurityGroup");
}
