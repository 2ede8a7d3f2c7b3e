/**
 * Whether one node can open a TCP connection to another: out of the one's security groups, into the other's, within one
 * VPC or between connected ones.
 *
 * A node that names no group wears its VPC's default one, which lets out everything and lets in what wears it too. A
 * group without rules for egress lets out everything.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 * Not here: routes, network ACLs and endpoints; they are not asked about yet.
 */
import { containsBlock } from "../resolve/cidr.ts";
import { readAt, textOf } from "../resolve/reading.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { isPublic } from "./database.ts";
import { identify } from "./identity.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "./model.ts";
import { nodeNamed } from "./named-nodes.ts";
import { placementOf } from "./placement.ts";
import { securityGroupsOf } from "./security-groups.ts";
import { coversTcp, rulesOf, type SecurityRule } from "./security-rules.ts";
import { both, either, every, isUnknown, some, type Ternary, unlessOpen } from "./ternary.ts";

/** @throws Split where the world does not decide what the answer rests on */
export function reach(index: NodeIndex, source: GraphNode, target: GraphNode, port: number, world: World): Answer {
  const evidence: Evidence[] = [];
  const [from, to] = [standingOf(index, source, world), standingOf(index, target, world)];
  const allowed = both(connected(index, from, to, world), () =>
    both(opens(index, "egress", from, to, port, world, evidence), () =>
      opens(index, "ingress", to, from, port, world, evidence),
    ),
  );
  if (isUnknown(allowed)) return { answer: "unknown", reasons: allowed, evidence };
  return { answer: allowed ? "yes" : "no", evidence };
}

/** What decides who reaches a node, and whom it reaches. */
interface Standing {
  readonly node: GraphNode;
  readonly groups: readonly GraphNode[];
  /** Why it may wear other groups. */
  readonly open: readonly Reason[];
  readonly wearsDefault: boolean;
  readonly subnets: readonly GraphNode[];
  readonly vpcs: readonly Decided[];
}

function standingOf(index: NodeIndex, node: GraphNode, world: World): Standing {
  const { items: groups, open } = securityGroupsOf(index, node, world);
  const placement = placementOf(index, node, world);
  const placed = placement?.by === "subnet" ? placement.items : [];
  const subnets = placed.flatMap((item) => nodeNamed(index, item, "AWS::EC2::Subnet", world).node ?? []);
  const vpcs = [...subnets, ...groups].map((each) => readAt(each.properties, ["VpcId"], world));
  return { node, groups, open, wearsDefault: groups.length === 0 && open.length === 0, subnets, vpcs };
}

/** Whether packets find their way: within a VPC, or from outside to something with a public address. */
function connected(index: NodeIndex, from: Standing, to: Standing, world: World): Ternary {
  if (from.node.type === "AWS::Lambda::Function" && !isInVpc(from)) return hasPublicAddress(index, to.node, world);
  const [a, b] = [vpcNodes(index, from), vpcNodes(index, to)];
  if (a.length === 0 || b.length === 0 || a.some((vpc) => b.includes(vpc))) return true;
  const [link] = ["AWS::EC2::VPCPeeringConnection", "AWS::EC2::TransitGatewayAttachment"].flatMap((type) =>
    index.nodesOfType(type),
  );
  return link === undefined ? false : [linkUnknown(link)];
}

/** A function without subnets and groups runs outside every VPC of the account. */
function isInVpc({ subnets, groups, open }: Standing): boolean {
  return subnets.length > 0 || groups.length > 0 || open.length > 0;
}

function hasPublicAddress(index: NodeIndex, node: GraphNode, world: World): Ternary {
  if (node.role !== "rdb") return false;
  const setting = isPublic(index, node, world);
  return "reason" in setting ? [setting.reason] : setting.known;
}

function vpcNodes(index: NodeIndex, { vpcs }: Standing): readonly GraphNode[] {
  return vpcs.flatMap((vpc) => identify(index, vpc).certain.map(({ node }) => node)).filter(isVpc);
}

const isVpc = (node: GraphNode): boolean => node.type === "AWS::EC2::VPC";

/** Whether one of the groups of `own` has a rule for the other side. */
function opens(
  index: NodeIndex,
  direction: SecurityRule["direction"],
  own: Standing,
  other: Standing,
  port: number,
  world: World,
  evidence: Evidence[],
): Ternary {
  if (own.wearsDefault) return direction === "egress" || other.wearsDefault;
  const byRules = some(own.groups, (group) => {
    const rules = rulesOf(index, group, direction, world);
    if (direction === "egress" && rules.items.length === 0 && rules.open.length === 0) return true;
    const found = some(rules.items, (rule) => {
      const admits = both(coversPort(rule, port), () => names(index, rule, other, world));
      if (admits === true && rule.origin !== null) {
        const verb = direction === "ingress" ? "lets in" : "lets out to";
        evidence.push({ message: `${group.logicalId} ${verb} ${other.node.logicalId}`, node: rule.origin });
      }
      return admits;
    });
    return either(found, () => unlessOpen(rules.open));
  });
  return either(byRules, () => unlessOpen(own.open));
}

function coversPort({ ports }: SecurityRule, port: number): Ternary {
  const covers = coversTcp(ports, port);
  return covers ?? (ports.kind === "unknown" ? [ports.reason] : false);
}

/** Whether the other side of a rule is this node: one of its groups, or an address block that holds its subnets. */
function names(index: NodeIndex, rule: SecurityRule, other: Standing, world: World): Ternary {
  const { kind, value } = rule.peer;
  const reason = reasonOf(value);
  switch (kind) {
    case "group": {
      const { certain } = identify(index, value, ["AWS::EC2::SecurityGroup"]);
      if (certain.some(({ node }) => other.groups.includes(node))) return true;
      return certain.length === 0 && reason !== undefined ? [reason] : unlessOpen(other.open);
    }
    case "cidr": {
      const block = textOf(value);
      return block === undefined ? (reason === undefined ? false : [reason]) : holds(block, other, world);
    }
    case "prefix-list":
      return [prefixList(rule)];
    case "none":
      return false;
  }
}

/** Whether an address block holds all subnets of a node. */
function holds(block: string, { node, subnets }: Standing, world: World): Ternary {
  if (block.trim().endsWith("/0")) return true;
  if (subnets.length === 0) return [addressUnknown(node)];
  return every(subnets, (subnet) => {
    const own = textOf(readAt(subnet.properties, ["CidrBlock"], world));
    const inside = own === undefined ? undefined : containsBlock(block, own);
    return inside ?? [addressUnknown(node)];
  });
}

function linkUnknown({ logicalId, stack }: GraphNode): Reason {
  const message = `whether ${logicalId} carries this traffic depends on routes that are not looked at`;
  return { kind: "route", name: logicalId, stack: stack.stack.name, message, settle: null };
}

function addressUnknown(node: GraphNode): Reason {
  return {
    kind: "address",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message: `the addresses of ${node.logicalId} are not known`,
    settle: null,
  };
}

function prefixList({ declaredBy }: SecurityRule): Reason {
  return {
    kind: "prefix-list",
    name: declaredBy.logicalId,
    stack: declaredBy.stack.stack.name,
    message: `what stands on a prefix list of ${declaredBy.logicalId} is not known`,
    settle: null,
  };
}
