/**
 * Whether packets find their way from one VPC to another and back: by a peering connection, with a route on either side.
 *
 * What a transit gateway carries is decided by its own route tables, which are not looked at.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
 */
import { containsBlock } from "../../resolve/cidr.ts";
import { readAt, textOf } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { both, either, every, some, type Ternary, unlessOpen } from "../ternary.ts";
import type { Position } from "./position.ts";
import { routesOf, routeTableOf } from "./route-tables.ts";
import { sameVpc, type Vpc, vpcNamed } from "./vpc.ts";

/** Whether two positions in different VPCs are connected. */
export function peered(index: NodeIndex, from: Position, to: Position, world: World): Ternary {
  const connections = index
    .nodesOfType("AWS::EC2::VPCPeeringConnection")
    .filter((connection) => world.holds(connection.guard));
  const byPeering = some(connections, (connection) =>
    both(joins(index, connection, from.vpc, to.vpc, world), () =>
      both(routed(index, from, to, connection, world), () => routed(index, to, from, connection, world)),
    ),
  );
  return either(byPeering, () =>
    unlessOpen([...transitGateways(index, world), ...bothGivenAway(index, from.vpc, to.vpc)]),
  );
}

function joins(index: NodeIndex, connection: GraphNode, a: Vpc | undefined, b: Vpc | undefined, world: World): Ternary {
  if (a === undefined || b === undefined) return false;
  const end = (key: string): Vpc => vpcNamed(index, readAt(connection.properties, [key], world), connection, world);
  const [own, peer] = [end("VpcId"), end("PeerVpcId")];
  return either(
    both(sameVpc(own, a), () => sameVpc(peer, b)),
    () => both(sameVpc(own, b), () => sameVpc(peer, a)),
  );
}

/** Whether every subnet of one side has a route to the other side over the connection. */
function routed(index: NodeIndex, from: Position, to: Position, connection: GraphNode, world: World): Ternary {
  if (from.subnets.length === 0) return [routesUnknown(from.node, connection)];
  return every(from.subnets, (subnet) => {
    const used = routeTableOf(index, subnet, world);
    if ("reason" in used) return [used.reason];
    const leads = routesOf(index, used.table, world).filter(
      ({ leads: by, target }) =>
        by === "peering" && nodeNamed(index, target, connection.type, world).node === connection,
    );
    const escape = escapeOf(index, used.table);
    const covered = some(leads, ({ destination }) => {
      const block = textOf(destination) ?? textOf(blockNamed(index, destination, world));
      return block === undefined ? true : coversAny(block, to, world);
    });
    return either(covered, () => unlessOpen(escape === null ? [] : [escape]));
  });
}

function blockNamed(index: NodeIndex, value: Parameters<typeof identify>[1], world: World): typeof value {
  const [named] = identify(index, value).certain;
  return named?.attribute === "CidrBlock" ? readAt(named.node.properties, ["CidrBlock"], world) : value;
}

/** Whether a route's block has to do with the other side; true where the other side's addresses are not known. */
function coversAny(block: string, { subnets }: Position, world: World): boolean {
  return (
    subnets.length === 0 ||
    subnets.some((subnet) => {
      const own = textOf(readAt(subnet.properties, ["CidrBlock"], world));
      return own === undefined || containsBlock(block, own) !== false;
    })
  );
}

function transitGateways(index: NodeIndex, world: World): readonly Reason[] {
  return ["AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment"]
    .flatMap((type) => index.nodesOfType(type))
    .filter(({ guard }) => world.holds(guard))
    .slice(0, 1)
    .map(({ logicalId, stack }) => ({
      kind: "route",
      name: logicalId,
      stack: stack.stack.name,
      message: `what the transit gateway of ${logicalId} carries is decided by route tables that are not looked at`,
      settle: null,
    }));
}

/** Another stack that is given both VPCs may connect them. */
function bothGivenAway(index: NodeIndex, a: Vpc | undefined, b: Vpc | undefined): readonly Reason[] {
  const [first, second] = [a, b].map((vpc) => (vpc?.kind === "declared" ? escapeOf(index, vpc.node) : null));
  return first && second ? [first] : [];
}

function routesUnknown({ logicalId, stack }: GraphNode, connection: GraphNode): Reason {
  return {
    kind: "route",
    name: connection.logicalId,
    stack: stack.stack.name,
    message: `whether the subnets of ${logicalId} have a route over ${connection.logicalId} is not known`,
    settle: `the subnets of ${logicalId}, in a stack that is judged together with this one`,
  };
}
