/**
 * In which subnets a node stands, as nodes: of its own, of its subnet group, of the instances that it shares.
 *
 * Invariant: subnets that cannot be seen are reasons why there may be more.
 * Not here: zones; see ../zones/zones.ts.
 */
import { type Items, listIn, readAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { subnetGroupOf } from "../stores/database.ts";
import { placementOf } from "../zones/placement.ts";
import { connectorOf } from "./connector.ts";
import { containerHostsOf } from "./container-hosts.ts";
import { declaredElsewhere, elsewhere } from "./elsewhere.ts";

/** @throws Split where the world does not decide what the answer rests on */
export function subnetsOf(index: NodeIndex, node: GraphNode, world: World): Items<GraphNode> {
  const named = subnetValues(index, node, world);
  const items = new Set<GraphNode>();
  const open: Reason[] = named.open.map((reason) => declaredElsewhere("subnet", reason));
  for (const value of named.items) {
    const subnet = nodeNamed(index, value, "AWS::EC2::Subnet", world).node;
    if (subnet === undefined) open.push(elsewhere("subnet", value, node));
    else items.add(subnet);
  }
  const hosts = containerHostsOf(index, node, world);
  for (const host of hosts?.items ?? []) {
    const shared = subnetsOf(index, host, world);
    for (const subnet of shared.items) items.add(subnet);
    open.push(...shared.open);
  }
  return { items: [...items], open: [...open, ...(hosts?.open ?? [])] };
}

/** What names its subnets. A database that names a zone too stands in its subnet group all the same. */
function subnetValues(index: NodeIndex, node: GraphNode, world: World): Items<Decided> {
  if (node.role === "rdb" && node.type !== "AWS::RDS::DBProxy") return groupValues(index, node, world);
  if (node.type === "AWS::AppRunner::Service") return connectorOf(index, node, "Subnets", world);
  const placement = placementOf(index, node, world);
  return placement?.by === "subnet" ? placement : { items: [], open: [] };
}

function groupValues(index: NodeIndex, node: GraphNode, world: World): Items<Decided> {
  const group = subnetGroupOf(index, node, world);
  if (group !== undefined) return listIn(readAt(group.properties, ["SubnetIds"], world), world);
  const named = readAt(node.properties, ["DBSubnetGroupName"], world);
  return { items: [], open: named.kind === "absent" ? [] : [elsewhere("subnet group", named, node)] };
}
