/**
 * Where a node stands in the network: in which VPC and subnets, and behind which security groups.
 *
 * Not here: whom it reaches from there; see reach.ts.
 */
import { readAt, textOf } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { optionSetting } from "../tiers/option-settings.ts";
import { type Worn, wornBy } from "./security-groups.ts";
import { subnetsOf } from "./subnets-of.ts";
import { type Vpc, vpcNamed } from "./vpc.ts";

export interface Position extends Worn {
  readonly node: GraphNode;
  readonly subnets: readonly GraphNode[];
  /** Why it may stand in other subnets. */
  readonly elsewhere: readonly Reason[];
  /** Undefined for what runs outside every VPC of the account: functions, App Runner. */
  readonly vpc: Vpc | undefined;
}

/** @throws Split where the world does not decide what the answer rests on */
export function positionOf(index: NodeIndex, node: GraphNode, world: World): Position {
  const worn = wornBy(index, node, world);
  const { items: subnets, open } = subnetsOf(index, node, world);
  return { ...worn, node, subnets, elsewhere: open, vpc: vpcOf(index, { ...worn, node, subnets, open }, world) };
}

/** Types that run outside the account's VPCs unless they are given subnets. */
const outside: ReadonlySet<string> = new Set(["AWS::Lambda::Function", "AWS::AppRunner::Service"]);

interface Known extends Worn {
  readonly node: GraphNode;
  readonly subnets: readonly GraphNode[];
}

function vpcOf(index: NodeIndex, { node, subnets, groups, open, named }: Known, world: World): Vpc | undefined {
  // A group that is associated with more VPCs than its own does not say which one it is worn in.
  const [holder] = [...subnets, ...groups.filter((group) => !isShared(index, group, world))];
  if (holder !== undefined) return vpcNamed(index, readAt(holder.properties, ["VpcId"], world), holder, world);
  if (node.type === "AWS::ElasticBeanstalk::Environment") {
    const option = optionSetting(index, node, "aws:ec2:vpc", "VPCId", world);
    if (option.kind !== "absent") return vpcNamed(index, option, node, world);
  }
  const [reason] = open;
  if (reason !== undefined) return { kind: "unknown", reason };
  if (named.length > 0 || groups.length > 0) return { kind: "unknown", reason: vpcUnknown(node) };
  return outside.has(node.type) ? undefined : { kind: "default" };
}

function isShared(index: NodeIndex, group: GraphNode, world: World): boolean {
  return index
    .nodesOfType("AWS::EC2::SecurityGroupVpcAssociation")
    .some(
      ({ properties }) => nodeNamed(index, readAt(properties, ["GroupId"], world), group.type, world).node === group,
    );
}

/** Whether nothing filters what it sends and gets: a Network Load Balancer without security groups. */
export function isUnfiltered({ node, groups, open }: Position, world: World): boolean {
  if (node.type !== "AWS::ElasticLoadBalancingV2::LoadBalancer" || groups.length > 0 || open.length > 0) return false;
  const type = textOf(readAt(node.properties, ["Type"], world));
  return type === "network" || type === "gateway";
}

function vpcUnknown({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "vpc",
    name: logicalId,
    stack: stack.stack.name,
    message: `in which VPC ${logicalId} stands is not known`,
    settle: `subnets on ${logicalId} that are declared in a stack of this app`,
  };
}
