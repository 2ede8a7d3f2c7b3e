/**
 * Security groups: which ones a node wears, and what they let in.
 *
 * Invariant: a rule whose port or source is not known is kept with its reason; whoever asks decides whether it matters.
 * Not here: whether one node reaches another; see reach.ts.
 */
import { and, type Guard } from "../resolve/guard.ts";
import { type Items, itemsOf, listIn, numberOf, readAt, textOf, valueAt } from "../resolve/reading.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { identify } from "./identity.ts";
import { launchOf } from "./launch.ts";
import type { GraphNode, NodeIndex } from "./model.ts";

/** A range of ports, both ends included; `all` for every protocol and port. */
export type Ports =
  | { readonly kind: "all" }
  | { readonly kind: "range"; readonly protocol: string; readonly from: number; readonly to: number }
  | { readonly kind: "unknown"; readonly reason: Reason };

export interface SecurityRule {
  readonly direction: "ingress" | "egress";
  readonly ports: Ports;
  /** The CIDR, group or prefix list on the other side. */
  readonly peer: { readonly kind: "cidr" | "group" | "prefix-list" | "none"; readonly value: Decided };
  /** Inline in the group, or a resource of its own. */
  readonly declaredBy: GraphNode;
  /** Where the rule is written. */
  readonly origin: Value["origin"];
}

const securityGroup = "AWS::EC2::SecurityGroup";

const wornByTasks = ["NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups"];

/** Where each type of node names its security groups. */
const wornAt: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ["AWS::ECS::Service", [wornByTasks]],
  ["AWS::Lambda::Function", [["VpcConfig", "SecurityGroupIds"]]],
  ["AWS::RDS::DBInstance", [["VPCSecurityGroups"]]],
  ["AWS::RDS::DBCluster", [["VpcSecurityGroupIds"]]],
  ["AWS::RDS::DBProxy", [["VpcSecurityGroupIds"]]],
  ["AWS::ElasticLoadBalancingV2::LoadBalancer", [["SecurityGroups"]]],
  ["AWS::ElasticLoadBalancing::LoadBalancer", [["SecurityGroups"]]],
  ["AWS::ElastiCache::ReplicationGroup", [["SecurityGroupIds"]]],
  ["AWS::ElastiCache::CacheCluster", [["VpcSecurityGroupIds"]]],
  ["AWS::EFS::MountTarget", [["SecurityGroups"]]],
]);

/** The groups that a node wears in a world: nodes of the app, and why there may be others. */
export function securityGroupsOf(index: NodeIndex, node: GraphNode, world: World): Items<GraphNode> {
  const values = groupValues(index, node, world);
  const items: GraphNode[] = [];
  const open: Reason[] = [...values.open];
  for (const value of values.items) {
    const { certain, reason } = identify(index, value, [securityGroup]);
    const groups = certain.map((named) => named.node).filter((group) => group.type === securityGroup);
    items.push(...groups);
    if (groups.length === 0) open.push(reason ?? outside(node));
  }
  if (values.items.length === 0 && values.open.length === 0) open.push(...byDefault(index, node, world));
  return { items: [...new Set(items)], open };
}

function groupValues(index: NodeIndex, node: GraphNode, world: World): Items<Decided> {
  const launch = launchOf(index, node, world);
  if (launch !== undefined) {
    if ("reason" in launch) return { items: [], open: [launch.reason] };
    const onInterfaces = listIn(readAt(launch.settings, ["NetworkInterfaces"], world), world);
    const worn = onInterfaces.items.flatMap((item) => [
      listIn(readAt(item, ["Groups"], world), world),
      listIn(readAt(item, ["GroupSet"], world), world),
    ]);
    const direct = ["SecurityGroupIds", "SecurityGroups"].map((key) =>
      listIn(readAt(launch.settings, [key], world), world),
    );
    return [...worn, ...direct].reduce(both, { items: [], open: onInterfaces.open });
  }
  const paths = wornAt.get(node.type) ?? [];
  return paths.map((path) => listIn(readAt(node.properties, path, world), world)).reduce(both, { items: [], open: [] });
}

const both = (a: Items<Decided>, b: Items<Decided>): Items<Decided> => ({
  items: [...a.items, ...b.items],
  open: [...a.open, ...b.open],
});

/** The rules of a group in a world, inline ones and those that are resources of their own. */
export function rulesOf(
  index: NodeIndex,
  group: GraphNode,
  direction: SecurityRule["direction"],
  world: World,
): Items<SecurityRule> {
  const rules: SecurityRule[] = [];
  const open: Reason[] = [];
  for (const { declaredBy, guard, properties } of declarationsOf(index, group, direction, open)) {
    if (world.holds(guard)) rules.push(readRule(direction, properties, declaredBy, world));
  }
  return { items: rules, open };
}

interface RuleDeclaration {
  readonly declaredBy: GraphNode;
  readonly guard: Guard;
  readonly properties: Value;
}

function declarationsOf(
  index: NodeIndex,
  group: GraphNode,
  direction: SecurityRule["direction"],
  open: Reason[],
): readonly RuleDeclaration[] {
  const property = direction === "ingress" ? "SecurityGroupIngress" : "SecurityGroupEgress";
  const inline = itemsOf(valueAt(group.properties, [property]));
  open.push(...inline.open);
  const declarations: RuleDeclaration[] = inline.items.map(({ guard, value }) => ({
    declaredBy: group,
    guard,
    properties: value,
  }));
  for (const rule of index.nodesOfType(`AWS::EC2::${property}`)) {
    for (const key of ["GroupId", "GroupName"]) {
      for (const { guard, value } of itemsOf(valueAt(rule.properties, [key])).items) {
        const names = identify(index, value, [securityGroup]).certain.some((named) => named.node === group);
        if (names) declarations.push({ declaredBy: rule, guard: and(rule.guard, guard), properties: rule.properties });
      }
    }
  }
  return declarations;
}

const sources = {
  ingress: { group: ["SourceSecurityGroupId", "SourceSecurityGroupName"], list: "SourcePrefixListId" },
  egress: { group: ["DestinationSecurityGroupId"], list: "DestinationPrefixListId" },
} as const;

function readRule(
  direction: SecurityRule["direction"],
  properties: Value,
  declaredBy: GraphNode,
  world: World,
): SecurityRule {
  const rule = { direction, declaredBy, ports: portsOf(properties, declaredBy, world), origin: properties.origin };
  const names = sources[direction];
  const candidates: readonly (readonly [SecurityRule["peer"]["kind"], string])[] = [
    ["cidr", "CidrIp"],
    ["cidr", "CidrIpv6"],
    ...names.group.map((key) => ["group", key] as const),
    ["prefix-list", names.list],
  ];
  for (const [kind, key] of candidates) {
    const value = readAt(properties, [key], world);
    if (value.kind !== "absent") return { ...rule, peer: { kind, value }, origin: value.origin ?? rule.origin };
  }
  return { ...rule, peer: { kind: "none", value: { kind: "absent", origin: properties.origin } } };
}

const protocols: ReadonlyMap<string, string> = new Map([
  ["6", "tcp"],
  ["17", "udp"],
  ["1", "icmp"],
  ["58", "icmpv6"],
]);

function portsOf(properties: Value, node: GraphNode, world: World): Ports {
  const protocol = readAt(properties, ["IpProtocol"], world);
  if (protocol.kind === "unknown") return { kind: "unknown", reason: protocol.reason };
  const name = textOf(protocol)?.toLowerCase() ?? "-1";
  if (name === "-1" || name === "all") return { kind: "all" };
  const [from, to] = [readAt(properties, ["FromPort"], world), readAt(properties, ["ToPort"], world)];
  if (from.kind === "absent" && to.kind === "absent") return range(name, 0, 65_535);
  const [low, high] = [numberOf(from), numberOf(to)];
  if (low !== undefined && high !== undefined) return low === -1 ? range(name, 0, 65_535) : range(name, low, high);
  for (const end of [from, to]) if (end.kind === "unknown") return { kind: "unknown", reason: end.reason };
  return {
    kind: "unknown",
    reason: {
      kind: "value",
      name: node.logicalId,
      stack: node.stack.stack.name,
      message: `a port of ${node.logicalId} is not known`,
      settle: null,
    },
  };
}

function range(protocol: string, from: number, to: number): Ports {
  return { kind: "range", protocol: protocols.get(protocol) ?? protocol, from, to };
}

/** Whether a TCP port is among these; undefined where that is not known. */
export function coversTcp(ports: Ports, port: number): boolean | undefined {
  if (ports.kind === "all") return true;
  if (ports.kind === "unknown") return undefined;
  return ports.protocol === "tcp" && ports.from <= port && port <= ports.to;
}

/**
 * Whether a rule's other side is everybody: `0.0.0.0/0`, `::/0`, or half of either, which is how the check for the whole
 * is sometimes evaded. Undefined where the CIDR is not known.
 */
export function isWorld(rule: SecurityRule): boolean | undefined {
  if (rule.peer.kind !== "cidr") return false;
  const text = textOf(rule.peer.value);
  if (text === undefined) return undefined;
  const [, length] = text.trim().split("/");
  return length === "0" || length === "1";
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

/**
 * A node that names no group wears its VPC's default one, which lets in only what wears it too; unless a rule of the app
 * opens that group.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
function byDefault(index: NodeIndex, node: GraphNode, world: World): readonly Reason[] {
  if (node.type === "AWS::ECS::Service" && readAt(node.properties, wornByTasks.slice(0, 2), world).kind === "absent") {
    const message = `${node.logicalId} shares the network of its container instances, which are not known from here`;
    return [{ kind: "container-instances", name: node.logicalId, stack: node.stack.stack.name, message, settle: null }];
  }
  const opened = index
    .nodesOfType("AWS::EC2::SecurityGroupIngress")
    .some((rule) =>
      itemsOf(valueAt(rule.properties, ["GroupId"])).items.some(({ value }) =>
        identify(index, value).certain.some((named) => named.attribute === "DefaultSecurityGroup"),
      ),
    );
  if (!opened) return [];
  return [
    {
      kind: "security-group",
      name: `default of ${node.logicalId}`,
      stack: node.stack.stack.name,
      message: `${node.logicalId} wears its VPC's default security group, to which this app adds rules`,
      settle: null,
    },
  ];
}
