/**
 * Whether a block of addresses holds those that a node has in one of its subnets.
 *
 * Blocks are compared as numbers where both are written, by name where they are not: a subnet is always within its VPC.
 * Invariant: a block that only overlaps a subnet may or may not hold the address that a node gets there.
 */
import { canonical } from "../../resolve/canonical.ts";
import { containsBlock } from "../../resolve/cidr.ts";
import { readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { partsOf } from "../arn.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import type { Ternary } from "../ternary.ts";

/** A node in one of its subnets; the subnet is undefined where none is known. */
export interface Place {
  readonly node: GraphNode;
  readonly subnet: GraphNode | undefined;
}

const vpcType = "AWS::EC2::VPC";

/** Whether a block (as it is written in a rule) holds the IPv4 addresses of a place. */
export function holdsPlace(index: NodeIndex, written: Decided, place: Place, world: World): Ternary {
  const block = blockOf(index, written, world);
  const text = textOf(block)?.trim();
  if (text?.endsWith("/0")) return true;
  const single = singleAddress(index, written);
  if (single !== undefined)
    return single === place.node ? true : single.type === "AWS::EC2::EIP" ? false : [unknownAt(place)];
  const { subnet } = place;
  if (subnet === undefined) return [unknownAt(place)];
  const own = readAt(subnet.properties, ["CidrBlock"], world);
  const vpc = nodeNamed(index, readAt(subnet.properties, ["VpcId"], world), vpcType, world).node;
  const around = vpc === undefined ? undefined : readAt(vpc.properties, ["CidrBlock"], world);
  const ownText = textOf(own);
  if (text !== undefined && ownText !== undefined) return covers(text, ownText, place);
  if (canonical(block) === canonical(own)) return true;
  if (vpc !== undefined && isBlockOf(index, written, block, vpc, around))
    return hasOtherBlocks(index, vpc, world) ? [unknownAt(place)] : true;
  if (text === undefined) return [unknownAt(place)];
  const aroundText =
    around === undefined || vpc === undefined || hasOtherBlocks(index, vpc, world) ? undefined : textOf(around);
  // Without the subnet's own block only what is true of its whole VPC is.
  return aroundText === undefined ? [unknownAt(place)] : covers(text, aroundText, place);
}

function covers(outer: string, inner: string, place: Place): Ternary {
  if (containsBlock(outer, inner) === true) return true;
  return containsBlock(inner, outer) === false ? false : [unknownAt(place)];
}

/** `!GetAtt Vpc.CidrBlock` is what the VPC's property says. */
function blockOf(index: NodeIndex, written: Decided, world: World): Decided {
  const [named] = identify(index, written).certain;
  if (named === undefined || named.attribute !== "CidrBlock") return written;
  const property = readAt(named.node.properties, ["CidrBlock"], world);
  return property.kind === "absent" ? written : property;
}

function isBlockOf(
  index: NodeIndex,
  written: Decided,
  block: Decided,
  vpc: GraphNode,
  around: Decided | undefined,
): boolean {
  const [named] = identify(index, written).certain;
  if (named?.node === vpc && named.attribute === "CidrBlock") return true;
  return around !== undefined && around.kind !== "absent" && canonical(block) === canonical(around);
}

/** The resource whose one address is meant: `${Instance.PrivateIp}/32`. */
function singleAddress(index: NodeIndex, written: Decided): GraphNode | undefined {
  const [first, last, ...others] = partsOf(written);
  if (first?.kind !== "identity" || last === undefined || others.length > 0 || textOf(last) !== "/32") return undefined;
  const [named] = identify(index, first).certain;
  return named === undefined || (named.attribute === "PublicIp" && named.node.type !== "AWS::EC2::EIP")
    ? undefined
    : named.node;
}

/** Whether a VPC has more blocks of addresses than the one it was made with. */
function hasOtherBlocks(index: NodeIndex, vpc: GraphNode, world: World): boolean {
  return (otherBlocks(index).get(vpc) ?? []).some(({ guard }) => world.holds(guard));
}

const otherBlocks = oncePerGraph((index) => {
  const byVpc = new Map<GraphNode, GraphNode[]>();
  for (const block of index.nodesOfType("AWS::EC2::VPCCidrBlock")) {
    if (valueAt(block.properties, ["AmazonProvidedIpv6CidrBlock"]).kind !== "absent") continue;
    for (const { node } of nodesNamed(index, valueAt(block.properties, ["VpcId"]), [vpcType]))
      fileUnder(byVpc, node, block);
  }
  return byVpc;
});

/** Whether a block of IPv6 holds the addresses of a place; one without IPv6 has none. */
export function holdsIpv6(written: Decided, place: Place, world: World): Ternary {
  const { node, subnet } = place;
  if (node.role === "rdb" && textOf(readAt(node.properties, ["NetworkType"], world)) !== "DUAL") return false;
  const own = subnet === undefined ? undefined : readAt(subnet.properties, ["Ipv6CidrBlock"], world);
  if (own?.kind === "absent") return false;
  const text = textOf(written)?.trim();
  if (own === undefined) return [unknownAt(place)];
  if (text?.endsWith("/0")) return true;
  const ownText = textOf(own);
  return text === undefined || ownText === undefined ? [unknownAt(place)] : covers(text, ownText, place);
}

function unknownAt({ node, subnet }: Place): Reason {
  const { logicalId } = subnet ?? node;
  return {
    kind: "address",
    name: logicalId,
    stack: node.stack.stack.name,
    message: `whether the addresses of ${logicalId} are among those of a rule is not known`,
    settle:
      subnet === undefined
        ? `export the subnets of ${logicalId}, and judge the stack that declares them together with this one`
        : `CidrBlock on ${logicalId}, or a security group as the rule's other side`,
  };
}
