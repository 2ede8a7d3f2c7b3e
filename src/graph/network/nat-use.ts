/**
 * What depends on a NAT gateway: the subnets whose default route leads to it, and their zones.
 *
 * A zonal gateway is gone with its zone; a regional one works in all of them.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
import { readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { both, either, negated, some, type Ternary } from "../ternary.ts";
import { zoneOf } from "../zones/zone.ts";
import { sameZone } from "../zones/zone-name.ts";
import { countZones, type Zones } from "../zones/zones.ts";
import { subnetsUsing } from "./route-tables.ts";
import { subnetKind } from "./subnet-kind.ts";

export const natGateway = "AWS::EC2::NatGateway";

export function isRegional(nat: GraphNode, world: World): Ternary {
  const mode = readAt(nat.properties, ["AvailabilityMode"], world);
  const text = textOf(mode);
  if (text !== undefined || mode.kind === "absent") return text?.toLowerCase() === "regional";
  const reason = reasonOf(mode);
  return reason === undefined ? false : [reason];
}

export interface NatUse {
  readonly subnets: readonly GraphNode[];
  readonly zones: Zones;
  /** The gateway's own place, then each subnet with the route that leads it there. */
  readonly evidence: readonly Evidence[];
}

/** @throws Split where the world does not decide what the answer rests on */
export function natUse(index: NodeIndex, nat: GraphNode, world: World): NatUse {
  const subnets: GraphNode[] = [];
  const evidence: Evidence[] = [];
  for (const table of tablesLeadingTo(index).get(nat) ?? []) {
    for (const subnet of subnetsUsing(index, table, world)) {
      const found = subnetKind(index, subnet, world);
      if (!("kind" in found) || found.route === null || found.kind !== "private") continue;
      if (nodeNamed(index, found.route.target, natGateway, world).node !== nat) continue;
      subnets.push(subnet);
      const { label } = zoneOf(index, subnet, world);
      const message = `${subnet.logicalId}, in ${label}, goes out by ${nat.logicalId}`;
      evidence.push({ message, node: found.route.node.origin });
    }
  }
  const zones = countZones(
    subnets.map((subnet) => zoneOf(index, subnet, world)),
    [],
  );
  return { subnets, zones, evidence: [...placeOf(index, nat, world), ...evidence] };
}

/**
 * Whether subnets lose their way out with a zone that is not theirs: those of several zones share the gateway, or those of
 * another zone use it. Where all that goes out by NAT gateways stands in one zone nothing is gained by a second.
 */
export function crossesZones(index: NodeIndex, nat: GraphNode, world: World): Ternary {
  return both(negated(isRegional(nat, world)), () => {
    const { subnets, zones } = natUse(index, nat, world);
    if (subnets.length === 0) return false;
    return either(several(zones), () =>
      both(standsElsewhere(index, nat, subnets, world), () => several(all(index, world))),
    );
  });
}

/** Whether these are at least two zones. */
function several({ least, most, reasons: [first, ...others] }: Zones): Ternary {
  if (least >= 2) return true;
  return most < 2 || first === undefined ? false : [first, ...others];
}

function standsElsewhere(index: NodeIndex, nat: GraphNode, subnets: readonly GraphNode[], world: World): Ternary {
  const own = zoneOf(index, nat, world);
  return some(subnets, (subnet): Ternary => {
    const zone = zoneOf(index, subnet, world);
    const isSame = sameZone(own, zone);
    if (isSame !== undefined) return !isSame;
    return [own.reason ?? zone.reason ?? incomparable(nat, subnet)];
  });
}

/** The zones of everything that goes out by a NAT gateway of the app. */
function all(index: NodeIndex, world: World): Zones {
  const gateways = index.nodesOfType(natGateway).filter(({ guard }) => world.holds(guard));
  return countZones(
    gateways.flatMap((nat) => natUse(index, nat, world).zones.zones),
    [],
  );
}

function incomparable(nat: GraphNode, { logicalId }: GraphNode): Reason {
  const message = `whether ${nat.logicalId} and ${logicalId} stand in one zone is decided at deployment`;
  const settle = `AvailabilityZone on ${logicalId}`;
  return { kind: "zone", name: nat.logicalId, stack: nat.stack.stack.name, message, settle };
}

function placeOf(index: NodeIndex, nat: GraphNode, world: World): readonly Evidence[] {
  const value = readAt(nat.properties, ["SubnetId"], world);
  const { node } = nodeNamed(index, value, "AWS::EC2::Subnet", world);
  if (node === undefined) return [];
  const message = `${nat.logicalId} stands in ${node.logicalId}, in ${zoneOf(index, node, world).label}`;
  return [{ message, node: value.origin ?? nat.origin }];
}

const tablesLeadingTo = oncePerGraph((index) => {
  const byNat = new Map<GraphNode, GraphNode[]>();
  for (const route of index.nodesOfType("AWS::EC2::Route")) {
    for (const { node: nat } of nodesNamed(index, valueAt(route.properties, ["NatGatewayId"]), [natGateway])) {
      for (const { node } of nodesNamed(index, valueAt(route.properties, ["RouteTableId"]), ["AWS::EC2::RouteTable"])) {
        if (!byNat.get(nat)?.includes(node)) fileUnder(byNat, nat, node);
      }
    }
  }
  return byNat;
});
