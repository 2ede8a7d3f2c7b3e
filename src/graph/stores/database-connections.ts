/**
 * Connections to databases: compute that is told where one listens, and whether it can connect to it. A proxy is a hop:
 * it has to reach the databases behind it.
 *
 * Who is told only the name or the ARN does not connect: it administers the database, or uses the Data API.
 */
import { type Guard, or } from "../../resolve/guard.ts";
import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { type Graph, type GraphNode, isOutside, type NodeIndex, type ReferencesEdge } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { type Reach, reachBetween } from "../network/reach.ts";
import { isRole } from "../role.ts";
import { portOf } from "./database.ts";

export interface DatabaseConnection {
  readonly source: GraphNode;
  readonly target: GraphNode;
  readonly guard: Guard;
  /** Where the address is passed, first the one that a finding points at. */
  readonly references: readonly ReferencesEdge[];
}

/** One object a pair, whoever asks. */
const remembered = new WeakMap<Graph, readonly DatabaseConnection[]>();

/** Each pair of compute and database once. */
export function databaseConnections(graph: Graph): readonly DatabaseConnection[] {
  const known = remembered.get(graph);
  if (known !== undefined) return known;
  const pairs = new Map<string, DatabaseConnection>();
  for (const edge of graph.edges("references")) {
    const { source, target, attribute, guard } = edge;
    if (isOutside(target) || target.role !== "rdb" || !isRole(source.role, "compute")) continue;
    if (!attribute.includes("Endpoint")) continue;
    const key = `${source.id} ${target.id}`;
    const before = pairs.get(key);
    pairs.set(
      key,
      before === undefined
        ? { source, target, guard, references: [edge] }
        : { ...before, guard: or(before.guard, guard), references: [...before.references, edge] },
    );
  }
  const all = [...pairs.values()];
  remembered.set(graph, all);
  return all;
}

/** A hop of a connection, with the port that it is about. */
export interface Hop {
  readonly source: GraphNode;
  readonly target: GraphNode;
  readonly port: number;
  readonly reach: Reach;
}

/** The hops of a connection in order; or why the port of one is not known. @throws Split */
export function hopsTo(
  index: NodeIndex,
  source: GraphNode,
  target: GraphNode,
  world: World,
): readonly (Hop | { readonly reason: Reason })[] {
  const first = hop(index, source, target, world);
  if (target.type !== "AWS::RDS::DBProxy") return [first];
  return [first, ...databasesBehind(index, target, world).map((database) => hop(index, target, database, world))];
}

function hop(index: NodeIndex, source: GraphNode, target: GraphNode, world: World): Hop | { readonly reason: Reason } {
  const port = listeningPort(target, world);
  if (port === undefined)
    return { reason: reasonOf(readAt(target.properties, ["Port"], world)) ?? portUnknown(target) };
  return { source, target, port, reach: reachBetween(index, source, target, port, world) };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-planning.html */
const proxyPorts: ReadonlyMap<string, number> = new Map([
  ["MYSQL", 3306],
  ["POSTGRESQL", 5432],
  ["SQLSERVER", 1433],
]);

/** The port that a database or a proxy listens on, where it is known. */
export function listeningPort(node: GraphNode, world: World): number | undefined {
  if (node.type !== "AWS::RDS::DBProxy") return portOf(node, world);
  return proxyPorts.get(textOf(readAt(node.properties, ["EngineFamily"], world)) ?? "");
}

/** The databases that a proxy connects to. */
export function databasesBehind(index: NodeIndex, proxy: GraphNode, world: World): readonly GraphNode[] {
  return index
    .nodesOfType("AWS::RDS::DBProxyTargetGroup")
    .filter(
      (group) =>
        world.holds(group.guard) &&
        nodeNamed(index, readAt(group.properties, ["DBProxyName"], world), proxy.type, world).node === proxy,
    )
    .flatMap((group) =>
      targets.flatMap(([property, type]) =>
        listIn(readAt(group.properties, [property], world), world).items.flatMap(
          (item) => nodeNamed(index, item, type, world).node ?? [],
        ),
      ),
    );
}

const targets = [
  ["DBClusterIdentifiers", "AWS::RDS::DBCluster"],
  ["DBInstanceIdentifiers", "AWS::RDS::DBInstance"],
] as const;

function portUnknown(node: GraphNode): Reason {
  return {
    kind: "port",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message: `the port of ${node.logicalId} is not known`,
    settle: `Port on ${node.logicalId}`,
  };
}
