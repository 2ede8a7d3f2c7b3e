/**
 * Whether network ACLs let a TCP connection through between two subnets, there and back.
 *
 * A subnet without an association has its VPC's default ACL, which lets everything through. Entries are tried in the order
 * of their numbers, and the first that matches decides; what none matches is denied. ACLs remember nothing: the answers,
 * which go to a port that the client chooses, need entries of their own. Traffic within a subnet passes none.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
import { booleanOf, numberOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { both, every, isUnknown, type Ternary, unlessOpen } from "../ternary.ts";
import { holdsPlace, type Place } from "./addresses.ts";
import { elsewhere } from "./elsewhere.ts";
import type { Position } from "./position.ts";

const aclType = "AWS::EC2::NetworkAcl";

/** The first and the last port that Linux chooses for a client; Windows and load balancers choose among more. */
const chosenPorts = [32_768, 60_999];

/** Whether connections get through from each of the one's subnets to the other's. */
export function aclsPermit(index: NodeIndex, from: Position, to: Position, port: number, world: World): Ternary {
  if (associations(index).size === 0) return true;
  return every(from.subnets, (source) => {
    const answers = to.subnets.map((target): Ternary => {
      if (source === target) return true;
      const here: Place = { node: from.node, subnet: source };
      const there: Place = { node: to.node, subnet: target };
      return both(passes(index, source, there, [port], chosenPorts, world), () =>
        passes(index, target, here, chosenPorts, [port], world),
      );
    });
    return agreed(answers, to.node);
  });
}

/** What is connected to stands in one of its subnets. */
function agreed(answers: readonly Ternary[], node: GraphNode): Ternary {
  const [first = true] = answers;
  if (typeof first === "boolean" && answers.every((answer) => answer === first)) return first;
  return answers.find(isUnknown) ?? [whichSubnet(node)];
}

/** Whether a subnet lets out to another place on the one ports, and in from it on the others. */
function passes(
  index: NodeIndex,
  subnet: GraphNode,
  other: Place,
  out: readonly number[],
  into: readonly number[],
  world: World,
): Ternary {
  const found = aclOf(index, subnet, world);
  if (found === undefined) return true;
  if ("reason" in found) return [found.reason];
  const lets = (egress: boolean, ports: readonly number[]): Ternary =>
    every(ports, (port) => decide(index, found.acl, egress, port, other, world));
  return both(lets(true, out), () => lets(false, into));
}

function aclOf(
  index: NodeIndex,
  subnet: GraphNode,
  world: World,
): { readonly acl: GraphNode } | { readonly reason: Reason } | undefined {
  for (const association of associations(index).get(subnet) ?? []) {
    if (!world.holds(association.guard)) continue;
    const named = readAt(association.properties, ["NetworkAclId"], world);
    const { node } = nodeNamed(index, named, aclType, world);
    return node === undefined ? { reason: elsewhere("network ACL", named, subnet) } : { acl: node };
  }
  return undefined;
}

const associations = oncePerGraph((index) => {
  const bySubnet = new Map<GraphNode, GraphNode[]>();
  for (const association of index.nodesOfType("AWS::EC2::SubnetNetworkAclAssociation")) {
    const named = nodesNamed(index, valueAt(association.properties, ["SubnetId"]), ["AWS::EC2::Subnet"]);
    for (const node of new Set(named.map((each) => each.node))) fileUnder(bySubnet, node, association);
  }
  return bySubnet;
});

const entriesByAcl = oncePerGraph((index) => {
  const byAcl = new Map<GraphNode, GraphNode[]>();
  for (const entry of index.nodesOfType("AWS::EC2::NetworkAclEntry")) {
    const named = nodesNamed(index, valueAt(entry.properties, ["NetworkAclId"]), [aclType]);
    for (const node of new Set(named.map((each) => each.node))) fileUnder(byAcl, node, entry);
  }
  return byAcl;
});

/** The first entry that matches decides. One that may match leaves it open, unless the others say the same. */
function decide(index: NodeIndex, acl: GraphNode, egress: boolean, port: number, other: Place, world: World): Ternary {
  const entries = (entriesByAcl(index).get(acl) ?? [])
    .filter(({ guard, properties }) => world.holds(guard) && isEgress(properties, world) === egress)
    .map((entry) => ({ entry, number: numberOf(readAt(entry.properties, ["RuleNumber"], world)) ?? 0 }))
    .sort((a, b) => a.number - b.number);
  const doubts: { readonly allows: boolean; readonly reasons: readonly [Reason, ...Reason[]] }[] = [];
  const concluded = (answer: Ternary): Ternary => doubts.find(({ allows }) => allows !== answer)?.reasons ?? answer;
  for (const { entry } of entries) {
    const allows = textOf(readAt(entry.properties, ["RuleAction"], world))?.toLowerCase() !== "deny";
    const matches = both(covers(entry, port, world), () => names(index, entry, other, world));
    if (matches === true) return concluded(allows);
    if (isUnknown(matches)) doubts.push({ allows, reasons: matches });
  }
  const escape = escapeOf(index, acl);
  return concluded(unlessOpen(escape === null ? [] : [escape]));
}

function isEgress(properties: GraphNode["properties"], world: World): boolean {
  return booleanOf(readAt(properties, ["Egress"], world)) === true;
}

function covers({ properties }: GraphNode, port: number, world: World): Ternary {
  const protocol = readAt(properties, ["Protocol"], world);
  const name = textOf(protocol);
  if (name === undefined) return unlessOpen([reasonOf(protocol)].filter((reason) => reason !== undefined));
  if (name === "-1") return true;
  if (name !== "6" && name.toLowerCase() !== "tcp") return false;
  const ends = ["From", "To"].map((end) => readAt(properties, ["PortRange", end], world));
  const [low, high] = ends.map(numberOf);
  if (low === undefined || high === undefined) return unlessOpen(ends.flatMap((end) => reasonOf(end) ?? []));
  return low <= port && port <= high;
}

/** Entries for IPv6 have nothing to do with connections over IPv4. */
function names(index: NodeIndex, { properties }: GraphNode, other: Place, world: World): Ternary {
  const block = readAt(properties, ["CidrBlock"], world);
  return block.kind === "absent" ? false : holdsPlace(index, block, other, world);
}

function whichSubnet({ logicalId, stack }: GraphNode): Reason {
  const message = `in which of its subnets ${logicalId} stands is decided at deployment, and network ACLs treat them differently`;
  return { kind: "network-acl", name: logicalId, stack: stack.stack.name, message, settle: null };
}
