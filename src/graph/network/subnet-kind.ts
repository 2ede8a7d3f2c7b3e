/**
 * What kind of subnet it is, by where its default route leads: `public` to an internet gateway, `private` to a NAT (or
 * out only, over IPv6), `routed` to something whose own routes are not looked at (transit gateway, appliance, VPN,
 * peering), `isolated` nowhere. That instances get public addresses by `MapPublicIpOnLaunch` proves nothing.
 * https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
 *
 * Invariant: never guess. Another stack may add routes to a table that it is given.
 */
import { readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { identify } from "../identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { elsewhere } from "./elsewhere.ts";
import { type Route, type RouteTarget, routesOf, routeTableOf } from "./route-tables.ts";

export type SubnetKind = "public" | "private" | "routed" | "isolated";

/** The kind, with the association and the route that decide it; or why it is not known. */
export type KindOfSubnet =
  | { readonly kind: SubnetKind; readonly evidence: readonly Evidence[]; readonly route: Route | null }
  | { readonly reasons: readonly [Reason, ...Reason[]] };

/** @throws Split where the world does not decide what the answer rests on */
export function subnetKind(index: NodeIndex, subnet: GraphNode, world: World): KindOfSubnet {
  const used = routeTableOf(index, subnet, world);
  if ("reason" in used) return { reasons: [used.reason] };
  const { table } = used;
  const ways = routesOf(index, table, world).map((route) => ({ route, leads: wayOut(index, route, table, world) }));
  const kind = kinds.find((each) => ways.some(({ leads }) => leads === each));
  const [doubt, ...doubts] = ways.flatMap(({ leads }) => (typeof leads === "object" ? [leads] : []));
  if (doubt !== undefined && kind !== "public") return { reasons: [doubt, ...doubts] };
  if (kind !== undefined) {
    const those = ways.filter(({ leads }) => leads === kind).map(({ route }) => route);
    const route = those.find(({ by }) => by === "ipv4") ?? those[0] ?? null;
    return { kind, evidence: [...used.evidence, ...hopOf(table, route)], route };
  }
  const escape = escapeOf(index, table);
  if (escape !== null) return { reasons: [escape] };
  const message = `${table.logicalId} has no default route`;
  return { kind: "isolated", evidence: [...used.evidence, { message, node: table.origin }], route: null };
}

/** The widest first: one way to the internet makes a subnet public, whatever else there is. */
const kinds = ["public", "private", "routed"] as const;

function hopOf(table: GraphNode, route: Route | null): readonly Evidence[] {
  if (route === null) return [];
  return [
    { message: `the default route of ${table.logicalId} leads to ${words[route.leads]}`, node: route.node.origin },
  ];
}

const words: Readonly<Record<RouteTarget, string>> = {
  gateway: "a gateway",
  nat: "a NAT gateway",
  "egress-only": "an egress-only internet gateway",
  instance: "an instance",
  interface: "a network interface",
  "transit-gateway": "a transit gateway",
  peering: "another VPC",
  endpoint: "an endpoint",
  other: "another network",
};

/** What a route makes of its subnets: nothing where it is no default route, a reason where that cannot be told. */
function wayOut(index: NodeIndex, route: Route, table: GraphNode, world: World): SubnetKind | Reason | undefined {
  const covers = isDefault(route);
  if (covers === false) return undefined;
  const kind = kindOfTarget(index, route, table, world);
  return covers === true || kind === undefined ? kind : covers;
}

/** A route to everywhere, or to half of it: two of those are how a default route is sometimes written. */
function isDefault({ destination, by }: Route): boolean | Reason {
  if (by === "prefix-list") return false;
  const block = textOf(destination);
  if (block === undefined) return reasonOf(destination) ?? false;
  return /\/[01]$/.test(block.trim());
}

function kindOfTarget(
  index: NodeIndex,
  { leads, target }: Route,
  table: GraphNode,
  world: World,
): SubnetKind | Reason | undefined {
  if (leads === "egress-only") return "private";
  if (leads === "nat") {
    const nat = identify(index, target).certain[0]?.node;
    const isPrivate = nat && textOf(readAt(nat.properties, ["ConnectivityType"], world)) === "private";
    return isPrivate === true ? "routed" : "private";
  }
  return leads === "gateway" ? kindOfGateway(index, target, table) : "routed";
}

/** `GatewayId` names an internet gateway, a virtual private gateway, or a gateway endpoint. */
function kindOfGateway(index: NodeIndex, target: Decided, table: GraphNode): SubnetKind | Reason | undefined {
  const [named] = identify(index, target).certain;
  if (named !== undefined) return named.node.type === "AWS::EC2::InternetGateway" ? "public" : "routed";
  const id = textOf(target);
  if (id === undefined) return elsewhere("gateway", target, table);
  if (id === "local") return undefined;
  return id.startsWith("igw-") ? "public" : "routed";
}
