/**
 * Route tables: which one a subnet uses, and where its routes lead.
 *
 * A subnet without an association uses the main table of its VPC, which no template can see or change.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 * Invariant: everything is kept with the guard of its declaration; questions are asked in a world.
 * Not here: what the routes make of a subnet; see subnet-kind.ts.
 */
import { readAt, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { elsewhere } from "./elsewhere.ts";

const tableType = "AWS::EC2::RouteTable";

/** The table that a subnet uses, with the association as evidence; or why it is not known. */
export type UsedTable =
  | { readonly table: GraphNode; readonly evidence: readonly Evidence[] }
  | { readonly reason: Reason };

export function routeTableOf(index: NodeIndex, subnet: GraphNode, world: World): UsedTable {
  for (const association of associations(index).get(subnet) ?? []) {
    if (!world.holds(association.guard) || !isFor(index, association, subnet, world)) continue;
    const named = readAt(association.properties, ["RouteTableId"], world);
    const { node } = nodeNamed(index, named, tableType, world);
    if (node === undefined) return { reason: elsewhere("route table", named, subnet) };
    const message = `${subnet.logicalId} uses route table ${node.logicalId}`;
    return { table: node, evidence: [{ message, node: association.origin }] };
  }
  return { reason: mainTable(subnet) };
}

function isFor(index: NodeIndex, association: GraphNode, subnet: GraphNode, world: World): boolean {
  return nodeNamed(index, readAt(association.properties, ["SubnetId"], world), subnet.type, world).node === subnet;
}

const associations = oncePerGraph((index) => {
  const bySubnet = new Map<GraphNode, GraphNode[]>();
  for (const association of index.nodesOfType("AWS::EC2::SubnetRouteTableAssociation")) {
    const named = nodesNamed(index, valueAt(association.properties, ["SubnetId"]), ["AWS::EC2::Subnet"]);
    for (const node of new Set(named.map((each) => each.node))) fileUnder(bySubnet, node, association);
  }
  return bySubnet;
});

/** The subnets that use a table. */
export function subnetsUsing(index: NodeIndex, table: GraphNode, world: World): readonly GraphNode[] {
  return (subnetsByTable(index).get(table) ?? []).filter((subnet) => {
    const used = world.holds(subnet.guard) ? routeTableOf(index, subnet, world) : undefined;
    return used !== undefined && "table" in used && used.table === table;
  });
}

const subnetsByTable = oncePerGraph((index) => {
  const byTable = new Map<GraphNode, GraphNode[]>();
  for (const [subnet, found] of associations(index)) {
    const tables = found.flatMap((each) => nodesNamed(index, valueAt(each.properties, ["RouteTableId"]), [tableType]));
    for (const node of new Set(tables.map((each) => each.node))) fileUnder(byTable, node, subnet);
  }
  return byTable;
});

function mainTable({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "main-route-table",
    name: logicalId,
    stack: stack.stack.name,
    message: `${logicalId} has no route table of its own, and the main one of its VPC is in no template`,
    settle: `an AWS::EC2::SubnetRouteTableAssociation for ${logicalId}`,
  };
}

/** What a route leads to, by the property that names it. */
export type RouteTarget =
  | "gateway"
  | "nat"
  | "egress-only"
  | "instance"
  | "interface"
  | "transit-gateway"
  | "peering"
  | "endpoint"
  | "other";

export interface Route {
  /** The resource that declares it. */
  readonly node: GraphNode;
  /** The block of addresses or the prefix list it is for. */
  readonly destination: Decided;
  readonly by: "ipv4" | "ipv6" | "prefix-list";
  readonly leads: RouteTarget;
  readonly target: Decided;
}

/** The routes of a table in a world. The one within the VPC is always there and is not listed. */
export function routesOf(index: NodeIndex, table: GraphNode, world: World): readonly Route[] {
  return (routesByTable(index).get(table) ?? [])
    .filter((route) => world.holds(route.guard) && isIn(index, route, table, world))
    .flatMap((route) => readRoute(route, world));
}

function isIn(index: NodeIndex, route: GraphNode, table: GraphNode, world: World): boolean {
  return nodeNamed(index, readAt(route.properties, ["RouteTableId"], world), table.type, world).node === table;
}

const routesByTable = oncePerGraph((index) => {
  const byTable = new Map<GraphNode, GraphNode[]>();
  for (const route of index.nodesOfType("AWS::EC2::Route")) {
    const named = nodesNamed(index, valueAt(route.properties, ["RouteTableId"]), [tableType]);
    for (const node of new Set(named.map((each) => each.node))) fileUnder(byTable, node, route);
  }
  return byTable;
});

const destinations = [
  ["DestinationCidrBlock", "ipv4"],
  ["DestinationIpv6CidrBlock", "ipv6"],
  ["DestinationPrefixListId", "prefix-list"],
] as const;

const targets: readonly (readonly [string, RouteTarget])[] = [
  ["GatewayId", "gateway"],
  ["NatGatewayId", "nat"],
  ["EgressOnlyInternetGatewayId", "egress-only"],
  ["InstanceId", "instance"],
  ["NetworkInterfaceId", "interface"],
  ["TransitGatewayId", "transit-gateway"],
  ["VpcPeeringConnectionId", "peering"],
  ["VpcEndpointId", "endpoint"],
  ["CarrierGatewayId", "other"],
  ["CoreNetworkArn", "other"],
  ["LocalGatewayId", "other"],
];

function readRoute(node: GraphNode, world: World): readonly Route[] {
  for (const [property, leads] of targets) {
    const target = readAt(node.properties, [property], world);
    if (target.kind === "absent") continue;
    for (const [key, by] of destinations) {
      const destination = readAt(node.properties, [key], world);
      if (destination.kind !== "absent") return [{ node, destination, by, leads, target }];
    }
  }
  return [];
}
