/**
 * The way over the internet: out of the one's network, and into what has a public address.
 */
import { booleanOf, readAt, textOf } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { either, every, some, type Ternary, unlessOpen } from "../ternary.ts";
import type { Position } from "./position.ts";
import { rulesOf } from "./security-rules.ts";
import { subnetKind } from "./subnet-kind.ts";
import { admittingWorld } from "./world-ingress.ts";

/** Whether a node can connect to public addresses from all of its subnets. */
export function wayToInternet(index: NodeIndex, position: Position, world: World): Ternary {
  const { vpc, subnets, elsewhere, node } = position;
  if (vpc === undefined) return true;
  if (subnets.length === 0) return vpc.kind === "default" ? true : unlessOpen(elsewhere);
  return every(subnets, (subnet) => wayFrom(index, node, subnet, world));
}

/** Whether a node in a subnet can connect to public addresses over IPv4. */
export function wayFrom(index: NodeIndex, node: GraphNode, subnet: GraphNode, world: World): Ternary {
  const found = subnetKind(index, subnet, world);
  if (!("kind" in found)) return found.reasons;
  switch (found.kind) {
    case "isolated":
      return false;
    case "routed":
      return [beyond(subnet)];
    case "private":
      return found.route?.leads === "egress-only" ? [overIpv6(subnet)] : true;
    case "public":
      return hasPublicAddress(node, world);
  }
}

/**
 * Whether what stands in a public subnet has a public address of its own, without which the internet gateway is of no use.
 * Functions never have one, tasks only where they are told to.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
 */
function hasPublicAddress(node: GraphNode, world: World): Ternary {
  if (node.type === "AWS::AppRunner::Service") return false;
  if (node.type === "AWS::Lambda::Function") {
    const speaksIpv6 = booleanOf(readAt(node.properties, ["VpcConfig", "Ipv6AllowedForDualStack"], world)) === true;
    return speaksIpv6 ? [overIpv6(node)] : false;
  }
  if (node.type !== "AWS::ECS::Service") return true;
  const task = readAt(node.properties, ["NetworkConfiguration", "AwsvpcConfiguration"], world);
  if (task.kind === "absent") return true;
  const assigned = readAt(task, ["AssignPublicIp"], world);
  return assigned.kind === "known" || assigned.kind === "absent"
    ? textOf(assigned)?.toUpperCase() === "ENABLED" || booleanOf(assigned) === true
    : true;
}

/** Whether a node lets in the addresses of the internet on a port. */
export function publicAdmission(index: NodeIndex, to: Position, port: number, world: World): Ternary {
  const found = some(to.groups, (group) => {
    const rules = rulesOf(index, group, "ingress", world);
    const admitting = admittingWorld(index, rules.items, [port], world);
    // Any other public block may be the one that the connection comes from.
    const others = rules.items.filter((rule) => rule.peer.kind === "cidr" && !isPrivate(textOf(rule.peer.value)));
    const open = [...rules.open, ...admitting.open, ...others.map(({ declaredBy }) => someAddresses(declaredBy))];
    return admitting.items.length > 0 || unlessOpen(open);
  });
  return either(found, () => unlessOpen(to.open));
}

/** Blocks that are never seen on the internet. */
function isPrivate(block: string | undefined): boolean {
  return block !== undefined && /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/i.test(block.trim());
}

function beyond({ logicalId, stack }: GraphNode): Reason {
  const message = `the way out of ${logicalId} leads to another network, whose routes are not looked at`;
  return { kind: "route", name: logicalId, stack: stack.stack.name, message, settle: null };
}

function overIpv6({ logicalId, stack }: GraphNode): Reason {
  const message = `the way out of ${logicalId} may be one over IPv6 only`;
  return { kind: "route", name: logicalId, stack: stack.stack.name, message, settle: null };
}

function someAddresses({ logicalId, stack }: GraphNode): Reason {
  const message = `whether it connects from an address that ${logicalId} lets in is not known`;
  return { kind: "address", name: logicalId, stack: stack.stack.name, message, settle: null };
}
