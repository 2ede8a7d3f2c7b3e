/**
 * Relational databases: what form one has, and what AWS gives where the template says nothing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
 * Not here: the instances of a cluster; see cluster-members.ts.
 */

import { listIn, numberOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { invalidReason } from "../../resolve/reason.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { stated } from "../setting.ts";
import { isUnknown, type Ternary } from "../ternary.ts";

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

/** The form, or why it is not known. */
export function formOf(node: GraphNode, world: World): DatabaseForm | { readonly reason: Reason } {
  if (node.type === "AWS::RDS::DBProxy") return "proxy";
  const engine = engineOf(node, world) ?? "";
  if (node.type === "AWS::RDS::DBCluster") {
    const mode = readAt(node.properties, ["EngineMode"], world);
    const reason = reasonOf(mode);
    if (reason !== undefined) return { reason };
    if (textOf(mode) === "serverless") return "serverless-v1";
    const isMultiAz = engine === "mysql" || engine === "postgres" || isSet(node, "DBClusterInstanceClass", world);
    return isMultiAz ? "multi-az-cluster" : "aurora";
  }
  if (isSet(node, "SourceDBInstanceIdentifier", world) || isSet(node, "SourceDBClusterIdentifier", world))
    return "replica";
  if (isSet(node, "DBClusterIdentifier", world) || engine.startsWith("aurora")) return "member";
  return engine.startsWith("custom-") ? "custom" : "instance";
}

/** CloudFormation takes an empty text (the default of a parameter, often) for nothing. */
function isSet(node: GraphNode, property: string, world: World): boolean {
  const value = readAt(node.properties, [property], world);
  return value.kind !== "absent" && textOf(value) !== "";
}

/** The engine in lower case, where it is known. */
export function engineOf(node: GraphNode, world: World): string | undefined {
  return textOf(readAt(node.properties, ["Engine"], world))?.toLowerCase();
}

/**
 * Whether storage is encrypted. Aurora clusters are since 18 February 2026 where the template says nothing; other
 * engines are not. What is restored or copied is as its source was, whatever the template says against it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
 */
export function isEncrypted(node: GraphNode, world: World): Ternary {
  const value = readAt(node.properties, ["StorageEncrypted"], world);
  const said = stated(value);
  if (said === true) return true;
  const source = copiedFrom.find((property) => isSet(node, property, world));
  if (source !== undefined) return [asItsSource(node, source)];
  if (said !== undefined) return said;
  const form = formOf(node, world);
  return typeof form === "string" ? form === "aurora" || form === "serverless-v1" : [form.reason];
}

/** Properties that make a database out of a backup of another. */
const restoredFrom = [
  "DBSnapshotIdentifier",
  "DBClusterSnapshotIdentifier",
  "SnapshotIdentifier",
  "SourceDBClusterIdentifier",
  "SourceDbClusterResourceId",
  "SourceDbiResourceId",
  "SourceDBInstanceAutomatedBackupsArn",
];

/** Properties that make a database a copy of something that has its own encryption. */
const copiedFrom = [...restoredFrom, "ReplicationSourceIdentifier", "GlobalClusterIdentifier"];

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
 * For how many days automated backups are kept; one, where the template says nothing. Zero switches them off.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
 */
export function backupRetention(node: GraphNode, world: World): number | { readonly reason: Reason } {
  const value = readAt(node.properties, ["BackupRetentionPeriod"], world);
  if (value.kind === "absent") return 1;
  const days = numberOf(value);
  return days ?? { reason: reasonOf(value) ?? invalidReason(node.stack.stack.name, "a number of days is no number") };
}

/** A yes, a no, or why it is not known; `byDefault` where AWS decided because the template does not. */
export type Setting =
  | { readonly known: boolean; readonly byDefault: boolean; readonly origin: Decided["origin"] }
  | { readonly reason: Reason };

/**
 * Whether the database has a public address. Where the template does not say, it has one exactly when its VPC has an
 * internet gateway.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function isPublic(index: NodeIndex, node: GraphNode, world: World): Setting {
  const value = readAt(node.properties, ["PubliclyAccessible"], world);
  const said = stated(value);
  if (said !== undefined)
    return isUnknown(said) ? { reason: said[0] } : { known: said, byDefault: false, origin: value.origin };
  const vpc = vpcOf(index, node, world);
  if (vpc === undefined) return { reason: vpcUnknown };
  const gateway = internetGateways(index)
    .get(vpc)
    ?.find((attachment) => world.holds(attachment.guard));
  if (gateway !== undefined) return { known: true, byDefault: true, origin: gateway.origin };
  const escape = escapeOf(index, vpc);
  return escape === null ? { known: false, byDefault: true, origin: null } : { reason: escape };
}

/** Attachments of internet gateways by VPC. */
const internetGateways = oncePerGraph((index) => {
  const byVpc = new Map<GraphNode, GraphNode[]>();
  for (const attachment of index.nodesOfType("AWS::EC2::VPCGatewayAttachment")) {
    if (valueAt(attachment.properties, ["InternetGatewayId"]).kind === "absent") continue;
    for (const { node } of nodesNamed(index, valueAt(attachment.properties, ["VpcId"]), ["AWS::EC2::VPC"]))
      fileUnder(byVpc, node, attachment);
  }
  return byVpc;
});

/** One reason for all databases of which that holds: what settles it is the same. */
const vpcUnknown: Reason = {
  kind: "vpc",
  name: "PubliclyAccessible",
  stack: "",
  message: "PubliclyAccessible is not set, and the VPC that decides then is not in this app",
  settle: "PubliclyAccessible: false on the database",
};

/** The VPC of a database, by any subnet of its group that is in the app. */
function vpcOf(index: NodeIndex, node: GraphNode, world: World): GraphNode | undefined {
  const group = subnetGroupOf(index, node, world);
  if (group === undefined) return undefined;
  for (const item of listIn(readAt(group.properties, ["SubnetIds"], world), world).items) {
    const subnet = nodeNamed(index, item, "AWS::EC2::Subnet", world).node;
    if (subnet === undefined) continue;
    return nodeNamed(index, readAt(subnet.properties, ["VpcId"], world), "AWS::EC2::VPC", world).node;
  }
  return undefined;
}

/**
 * The subnet group of a database; a member takes its cluster's, and a replica that of its source in the same region.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
 */
export function subnetGroupOf(index: NodeIndex, node: GraphNode, world: World, followed = 0): GraphNode | undefined {
  const name = readAt(node.properties, ["DBSubnetGroupName"], world);
  const own = nodeNamed(index, name, "AWS::RDS::DBSubnetGroup", world).node;
  if (own !== undefined || node.type !== "AWS::RDS::DBInstance") return own;
  const identifier = readAt(node.properties, ["DBClusterIdentifier"], world);
  const cluster = nodeNamed(index, identifier, "AWS::RDS::DBCluster", world).node;
  if (cluster !== undefined) return subnetGroupOf(index, cluster, world);
  const original = readAt(node.properties, ["SourceDBInstanceIdentifier"], world);
  const source = nodeNamed(index, original, node.type, world).node;
  return source === undefined || followed >= longestChain
    ? undefined
    : subnetGroupOf(index, source, world, followed + 1);
}

/** Replicas of replicas are followed so far; RDS has three at most. */
const longestChain = 5;

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

/**
 * The port that the database listens on; undefined where neither it nor its engine is known. What is restored listens
 * where its source did.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html
 */
export function portOf(node: GraphNode, world: World): number | undefined {
  const stated = readAt(node.properties, ["Port"], world);
  if (stated.kind !== "absent") return numberOf(stated);
  if (restoredFrom.some((property) => isSet(node, property, world))) return undefined;
  const engine = engineOf(node, world);
  return defaultPorts.find(([prefix]) => engine?.startsWith(prefix))?.[1];
}
