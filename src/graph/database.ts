/**
 * Relational databases: what form one has, and what AWS gives where the template says nothing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
 */
import { booleanOf, numberOf, readAt, textOf } from "../resolve/reading.ts";
import type { Decided, Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { escapeOf } from "./escape.ts";
import { identify } from "./identity.ts";
import type { GraphNode, NodeIndex } from "./model.ts";

/**
 * `instance` alone; `replica` of another; `member` of a cluster; `custom` (RDS Custom); `aurora` cluster;
 * `serverless-v1` cluster; `multi-az-cluster` (two readable standbys, which are no resources of their own); `proxy`.
 */
export type DatabaseForm =
  | "instance"
  | "replica"
  | "member"
  | "custom"
  | "aurora"
  | "serverless-v1"
  | "multi-az-cluster"
  | "proxy";

export function formOf(node: GraphNode, world: World): DatabaseForm {
  const at = (name: string): Decided => readAt(node.properties, [name], world);
  const isSet = (name: string): boolean => at(name).kind !== "absent";
  if (node.type === "AWS::RDS::DBProxy") return "proxy";
  const engine = engineOf(node, world) ?? "";
  if (node.type === "AWS::RDS::DBCluster") {
    if (textOf(at("EngineMode")) === "serverless") return "serverless-v1";
    return isSet("DBClusterInstanceClass") || engine === "mysql" || engine === "postgres"
      ? "multi-az-cluster"
      : "aurora";
  }
  if (isSet("SourceDBInstanceIdentifier") || isSet("SourceDBClusterIdentifier")) return "replica";
  if (isSet("DBClusterIdentifier") || engine.startsWith("aurora")) return "member";
  return engine.startsWith("custom-") ? "custom" : "instance";
}

/** The engine in lower case, where it is known. */
export function engineOf(node: GraphNode, world: World): string | undefined {
  return textOf(readAt(node.properties, ["Engine"], world))?.toLowerCase();
}

/** A yes, a no, or why it is not known; `byDefault` where AWS decided because the template does not. */
export type Setting =
  | { readonly known: boolean; readonly byDefault: boolean; readonly origin: Decided["origin"] }
  | { readonly reason: Reason };

/**
 * Whether storage is encrypted. Aurora clusters are since 18 February 2026 where the template says nothing; other
 * engines are not. What is restored or copied is as its source was.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
 */
export function isEncrypted(node: GraphNode, world: World): Setting {
  const value = readAt(node.properties, ["StorageEncrypted"], world);
  const stated = booleanOf(value);
  if (stated !== undefined) return { known: stated, byDefault: false, origin: value.origin };
  if (value.kind === "unknown") return { reason: value.reason };
  for (const source of restoredFrom) {
    const given = readAt(node.properties, [source], world);
    if (given.kind !== "absent") return { reason: asItsSource(node, source) };
  }
  return { known: formOf(node, world) === "aurora", byDefault: true, origin: null };
}

/** Properties that make a database a copy of something that has its own encryption. */
const restoredFrom = [
  "DBSnapshotIdentifier",
  "DBClusterSnapshotIdentifier",
  "SnapshotIdentifier",
  "SourceDBClusterIdentifier",
  "SourceDbiResourceId",
  "ReplicationSourceIdentifier",
  "GlobalClusterIdentifier",
];

function asItsSource(node: GraphNode, property: string): Reason {
  return {
    kind: "snapshot",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message: `${node.logicalId} is made from another database (${property}) and is as that one was`,
    settle: null,
  };
}

/**
 * Whether the database has a public address. Where the template does not say, it has one exactly when its VPC has an
 * internet gateway.
 */
export function isPublic(index: NodeIndex, node: GraphNode, world: World): Setting {
  const value = readAt(node.properties, ["PubliclyAccessible"], world);
  const stated = booleanOf(value);
  if (stated !== undefined) return { known: stated, byDefault: false, origin: value.origin };
  if (value.kind === "unknown") return { reason: value.reason };
  const vpc = vpcOf(index, node, world);
  if ("reason" in vpc) return vpc;
  const gateway = index.nodesOfType("AWS::EC2::VPCGatewayAttachment").find((attachment) => {
    if (!world.holds(attachment.guard)) return false;
    if (readAt(attachment.properties, ["InternetGatewayId"], world).kind === "absent") return false;
    return identify(index, readAt(attachment.properties, ["VpcId"], world)).certain.some(
      (named) => named.node === vpc.node,
    );
  });
  if (gateway !== undefined) return { known: true, byDefault: true, origin: gateway.origin };
  const escape = escapeOf(index, vpc.node);
  return escape === null ? { known: false, byDefault: true, origin: null } : { reason: escape };
}

function vpcOf(
  index: NodeIndex,
  node: GraphNode,
  world: World,
): { readonly node: GraphNode } | { readonly reason: Reason } {
  const unknown: Reason = {
    kind: "vpc",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message: `PubliclyAccessible of ${node.logicalId} is not set, and its VPC is not in this app`,
    settle: `PubliclyAccessible on ${node.logicalId}`,
  };
  const group = subnetGroupOf(index, node, world);
  if (group === undefined) return { reason: unknown };
  const subnets = readAt(group.properties, ["SubnetIds", 0], world);
  const subnet = identify(index, subnets).certain[0]?.node;
  if (subnet?.type !== "AWS::EC2::Subnet") return { reason: unknown };
  const vpc = identify(index, readAt(subnet.properties, ["VpcId"], world)).certain[0]?.node;
  return vpc?.type === "AWS::EC2::VPC" ? { node: vpc } : { reason: unknown };
}

/** The subnet group of a database; a member takes its cluster's. */
export function subnetGroupOf(index: NodeIndex, node: GraphNode, world: World): GraphNode | undefined {
  const named = identify(index, readAt(node.properties, ["DBSubnetGroupName"], world), [
    "AWS::RDS::DBSubnetGroup",
  ]).certain;
  const own = named.find((n) => n.node.type === "AWS::RDS::DBSubnetGroup")?.node;
  if (own !== undefined) return own;
  const cluster = clusterOf(index, node, world);
  return cluster === undefined ? undefined : subnetGroupOf(index, cluster, world);
}

/** The cluster that an instance is a member of, where it is in the app. */
export function clusterOf(index: NodeIndex, node: GraphNode, world: World): GraphNode | undefined {
  if (node.type !== "AWS::RDS::DBInstance") return undefined;
  const { certain } = identify(index, readAt(node.properties, ["DBClusterIdentifier"], world), ["AWS::RDS::DBCluster"]);
  return certain.find((named) => named.node.type === "AWS::RDS::DBCluster")?.node;
}

/** The members of a cluster in a world, and why there may be more. */
export function membersOf(
  index: NodeIndex,
  cluster: GraphNode,
  world: World,
): { readonly items: readonly GraphNode[]; readonly open: readonly Reason[] } {
  const items: GraphNode[] = [];
  const open: Reason[] = [];
  for (const instance of index.nodesOfType("AWS::RDS::DBInstance")) {
    const value = readAt(instance.properties, ["DBClusterIdentifier"], world);
    const { certain, reason } = identify(index, value, ["AWS::RDS::DBCluster"]);
    if (certain.some((named) => named.node === cluster)) {
      if (world.holds(instance.guard)) items.push(instance);
    } else if (reason !== null && world.holds(instance.guard)) open.push(reason);
  }
  const escape = escapeOf(index, cluster);
  if (escape !== null) open.push(escape);
  return { items, open };
}

const defaultPorts: readonly (readonly [string, number])[] = [
  ["aurora-postgresql", 5432],
  ["postgres", 5432],
  ["aurora", 3306],
  ["mysql", 3306],
  ["mariadb", 3306],
  ["oracle", 1521],
  ["custom-oracle", 1521],
  ["sqlserver", 1433],
  ["custom-sqlserver", 1433],
  ["db2", 50_000],
];

/** The port that the database listens on; undefined where neither it nor its engine is known. */
export function portOf(node: GraphNode, world: World): number | undefined {
  const stated = readAt(node.properties, ["Port"], world);
  if (stated.kind !== "absent") return numberOf(stated);
  const engine = engineOf(node, world);
  return defaultPorts.find(([prefix]) => engine?.startsWith(prefix))?.[1];
}
