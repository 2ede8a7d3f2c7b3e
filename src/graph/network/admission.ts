/**
 * Whether the security groups of one side have a rule for the other: the groups it wears, or the addresses it has.
 *
 * A group without rules for egress lets out everything; a default group lets out everything and lets in what wears it too.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 * Invariant: the address of what connects must be admitted from all of its subnets, since it may stand in any of them.
 */
import { canonical } from "../../resolve/canonical.ts";
import { listIn, readAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { identify } from "../identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { both, either, every, some, type Ternary, unlessOpen } from "../ternary.ts";
import { holdsIpv6, holdsPlace, type Place } from "./addresses.ts";
import { isUnfiltered, type Position } from "./position.ts";
import { isDefaultRestricted } from "./security-groups.ts";
import { coversTcp } from "./security-ports.ts";
import { type Direction, rulesForNamed, rulesOf, type SecurityRule } from "./security-rules.ts";
import { sameVpc } from "./vpc.ts";

export interface Admission {
  readonly admits: Ternary;
  /** The rules that let it through. */
  readonly evidence: readonly Evidence[];
}

/** Whether `own` lets the other side in (or lets out to it) on a TCP port. */
export function admission(
  index: NodeIndex,
  direction: Direction,
  own: Position,
  other: Position,
  port: number,
  world: World,
): Admission {
  if (isUnfiltered(own, world)) return { admits: true, evidence: [] };
  if (direction === "egress" && own.node.type === "AWS::ElasticBeanstalk::Environment")
    return { admits: true, evidence: [] };
  const rules = rulesOfSide(index, direction, own, world);
  if (rules.letsAllOut) return { admits: true, evidence: [] };
  const evidence: Evidence[] = [];
  const admitting = (place: Place): Ternary =>
    some(rules.items, (rule) => {
      const admits = both(coversTcp(rule.ports, port), () => names(index, rule, other, place, world));
      if (admits === true) evidence.push(...hopOf(rule, direction, own, other));
      return admits;
    });
  const byDefault = byDefaultGroup(index, direction, own, other, world);
  const found = either(byDefault, () => overPlaces(direction, other, admitting));
  const admits = either(found, () => unlessOpen([...rules.open, ...own.open]));
  return { admits, evidence: unique(evidence) };
}

interface RulesOfSide {
  readonly items: readonly SecurityRule[];
  readonly open: readonly Reason[];
  /** A group without rules for egress is among them. */
  readonly letsAllOut: boolean;
}

function rulesOfSide(index: NodeIndex, direction: Direction, own: Position, world: World): RulesOfSide {
  const each = own.groups.map((group) => rulesOf(index, group, direction, world));
  const added = own.named.flatMap((value) => rulesForNamed(index, value, direction, world));
  const opened = own.byDefault ? rulesOfDefault(index, direction, own, world) : [];
  return {
    items: [...each.flatMap(({ items }) => items), ...added, ...opened],
    open: [...each.flatMap(({ open }) => open), ...mayGetMore(index, own.groups)],
    letsAllOut: direction === "egress" && each.some(({ items, open }) => items.length === 0 && open.length === 0),
  };
}

/** Another stack may add rules to a group that it is given. */
function mayGetMore(index: NodeIndex, groups: readonly GraphNode[]): readonly Reason[] {
  return groups.flatMap((group) => escapeOf(index, group) ?? []);
}

/** Rules that the app adds to the default group of the VPC. */
function rulesOfDefault(
  index: NodeIndex,
  direction: Direction,
  { vpc }: Position,
  world: World,
): readonly SecurityRule[] {
  if (vpc?.kind !== "declared") return [];
  const { stack, logicalId } = vpc.node;
  const resource = { stack: stack.stack.name, logicalId };
  const symbol = { kind: "attribute", resource, attribute: "DefaultSecurityGroup" } as const;
  return rulesForNamed(index, { kind: "identity", symbol, origin: null }, direction, world);
}

function byDefaultGroup(index: NodeIndex, direction: Direction, own: Position, other: Position, world: World): Ternary {
  if (!own.byDefault) return false;
  if (own.vpc?.kind === "declared" && isDefaultRestricted(index, own.vpc.node, world)) return false;
  return direction === "egress" || (other.byDefault && shareVpc(own, other));
}

function shareVpc(a: Position, b: Position): Ternary {
  return a.vpc === undefined || b.vpc === undefined ? false : sameVpc(a.vpc, b.vpc);
}

/** What connects must get through from every subnet; what is connected to stands in one of several. */
function overPlaces(direction: Direction, other: Position, admits: (place: Place) => Ternary): Ternary {
  const places: readonly Place[] = [
    ...other.subnets.map((subnet) => ({ node: other.node, subnet })),
    ...(other.subnets.length === 0 || other.elsewhere.length > 0 ? [{ node: other.node, subnet: undefined }] : []),
  ];
  if (direction === "ingress") return every(places, admits);
  const answers = places.map(admits);
  if (answers.every((answer) => answer === true)) return true;
  if (answers.every((answer) => answer === false)) return false;
  const [open] = answers.filter((answer) => typeof answer !== "boolean");
  return open ?? [whichSubnet(other.node)];
}

/** Whether the other side of a rule is this one, in this place. */
function names(index: NodeIndex, rule: SecurityRule, other: Position, place: Place, world: World): Ternary {
  const { kind, value, ipv6 } = rule.peer;
  switch (kind) {
    case "group":
      return namesGroup(index, rule, other);
    case "cidr":
      return ipv6 ? holdsIpv6(value, place, world) : holdsPlace(index, value, place, world);
    case "prefix-list":
      return listHolds(index, rule, place, world);
    case "none":
      return false;
  }
}

function namesGroup(index: NodeIndex, { peer: { value } }: SecurityRule, other: Position): Ternary {
  const { certain } = identify(index, value, ["AWS::EC2::SecurityGroup"]);
  if (certain.some(({ node }) => other.groups.includes(node))) return true;
  const spelling = canonical(value);
  if (other.named.some((worn) => canonical(worn) === spelling)) return true;
  const [named] = certain;
  if (named?.attribute.startsWith("SourceSecurityGroup")) return named.node === other.node;
  if (named?.attribute === "DefaultSecurityGroup") {
    const isWorn = other.byDefault && other.vpc?.kind === "declared" && other.vpc.node === named.node;
    return isWorn || unlessOpen(other.open);
  }
  const reason = named === undefined ? reasonOf(value) : undefined;
  return reason === undefined ? unlessOpen(other.open) : [reason];
}

/** Whether one of the entries of a prefix list holds a place; the lists of AWS and of others are not known. */
function listHolds(index: NodeIndex, rule: SecurityRule, place: Place, world: World): Ternary {
  const { node } = nodeNamed(index, rule.peer.value, "AWS::EC2::PrefixList", world);
  if (node === undefined) return [prefixList(rule)];
  const entries = listIn(readAt(node.properties, ["Entries"], world), world);
  return either(
    some(entries.items, (entry) => holdsPlace(index, readAt(entry, ["Cidr"], world), place, world)),
    () => unlessOpen(entries.open),
  );
}

function hopOf(rule: SecurityRule, direction: Direction, own: Position, other: Position): readonly Evidence[] {
  if (rule.origin === null) return [];
  const verb = direction === "ingress" ? "lets in" : "lets out to";
  const group = own.groups.length === 1 ? own.groups[0] : own.groups.find((each) => each === rule.declaredBy);
  return [{ message: `${(group ?? rule.declaredBy).logicalId} ${verb} ${other.node.logicalId}`, node: rule.origin }];
}

function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter((hop, i) => evidence.findIndex(({ node }) => node === hop.node) === i);
}

function prefixList({ declaredBy, peer }: SecurityRule): Reason {
  return {
    kind: "prefix-list",
    name: declaredBy.logicalId,
    stack: declaredBy.stack.stack.name,
    message: `what stands on a prefix list of ${declaredBy.logicalId} is not known`,
    settle:
      reasonOf(peer.value) === undefined
        ? null
        : "judge the stack that declares the prefix list together with this one",
  };
}

function whichSubnet({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "address",
    name: logicalId,
    stack: stack.stack.name,
    message: `in which of its subnets ${logicalId} stands is decided at deployment, and a rule covers only some`,
    settle: null,
  };
}
