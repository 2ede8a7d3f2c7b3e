/**
 * What a security group lets in and out: rules, and who is on the other side.
 *
 * Invariant: a rule whose port or source is not known is kept with its reason; whoever asks decides whether it matters.
 * Not here: the ports of a rule; see security-ports.ts. Which groups a node wears; see security-groups.ts.
 */

import { agreed } from "../../resolve/agree.ts";
import { canonical } from "../../resolve/canonical.ts";
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Items, itemsOf, readAt, valueAt } from "../../resolve/reading.ts";
import type { Decided, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { childOf } from "../../source/node.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import type { Ternary } from "../ternary.ts";
import { type Ports, portsOf } from "./security-ports.ts";

export const securityGroup = "AWS::EC2::SecurityGroup";

export type Direction = "ingress" | "egress";

export interface SecurityRule {
  readonly direction: Direction;
  readonly ports: Ports;
  /** The CIDR, group or prefix list on the other side. */
  readonly peer: {
    readonly kind: "cidr" | "group" | "prefix-list" | "none";
    readonly value: Decided;
    /** Whether a CIDR is one of IPv6. */
    readonly ipv6: boolean;
  };
  /** The group, or the rule where that is a resource of its own. */
  readonly declaredBy: GraphNode;
  /** Where the rule is written. */
  readonly origin: Value["origin"];
}

/**
 * The rules of a group in a world, inline ones and those that are resources of their own.
 *
 * @param matters whether a rule is asked for; what is not, whatever the world, need not be decided.
 */
export function rulesOf(
  index: NodeIndex,
  group: GraphNode,
  direction: Direction,
  world: World,
  matters: (rule: SecurityRule, world: World) => Ternary = () => true,
): Items<SecurityRule> {
  const inline = itemsOf(valueAt(group.properties, [properties[direction]]));
  const own = standaloneRules(index)[direction].byGroup.get(group) ?? [];
  const declared: readonly RuleDeclaration[] = [
    ...inline.items.map(({ guard, value }) => ({ declaredBy: group, guard, properties: value })),
    ...own,
  ];
  const isThere = (rule: RuleDeclaration, here: World): boolean =>
    here.holds(rule.guard) && matters(readRule(index, direction, rule, here), here) !== false;
  const there = declared.filter((rule) => agreed((here) => isThere(rule, here), world));
  return { items: there.map((rule) => readRule(index, direction, rule, world)), open: inline.open };
}

/** The rule that a rule of its own declares, whatever group it belongs to. */
export function ruleOf(index: NodeIndex, rule: GraphNode, world: World): SecurityRule {
  const direction = rule.type === "AWS::EC2::SecurityGroupEgress" ? "egress" : "ingress";
  return readRule(index, direction, { declaredBy: rule, guard: rule.guard, properties: rule.properties }, world);
}

/** The rules of their own that the app gives a group of which only this name is here. */
export function rulesForNamed(
  index: NodeIndex,
  group: Decided,
  direction: Direction,
  world: World,
): readonly SecurityRule[] {
  const spelling = canonical(group);
  return (straysByName(index)[direction].get(spelling) ?? [])
    .filter((rule) => world.holds(rule.guard) && canonical(readAt(rule.properties, ["GroupId"], world)) === spelling)
    .map((rule) => ruleOf(index, rule, world));
}

const straysByName = oncePerGraph((index) => {
  const ofDirection = (direction: Direction): ReadonlyMap<string, readonly GraphNode[]> => {
    const byName = new Map<string, GraphNode[]>();
    for (const rule of strayRules(index, direction)) {
      const names = alternativesOf(valueAt(rule.properties, ["GroupId"])).map(({ value }) => canonical(value));
      for (const name of new Set(names)) fileUnder(byName, name, rule);
    }
    return byName;
  };
  return { ingress: ofDirection("ingress"), egress: ofDirection("egress") };
});

/** Rules of their own that belong to no group of the app. */
export function strayRules(index: NodeIndex, direction: Direction): readonly GraphNode[] {
  return standaloneRules(index)[direction].strays;
}

const properties = { ingress: "SecurityGroupIngress", egress: "SecurityGroupEgress" } as const;

interface RuleDeclaration {
  readonly declaredBy: GraphNode;
  readonly guard: Guard;
  readonly properties: Value;
}

interface StandaloneRules {
  readonly byGroup: ReadonlyMap<GraphNode, readonly RuleDeclaration[]>;
  readonly strays: readonly GraphNode[];
}

const standaloneRules = oncePerGraph((index) => ({
  ingress: standalone(index, "ingress"),
  egress: standalone(index, "egress"),
}));

function standalone(index: NodeIndex, direction: Direction): StandaloneRules {
  const byGroup = new Map<GraphNode, RuleDeclaration[]>();
  const strays: GraphNode[] = [];
  for (const rule of index.nodesOfType(`AWS::EC2::${properties[direction]}`)) {
    const named = ["GroupId", "GroupName"].flatMap((key) =>
      nodesNamed(index, valueAt(rule.properties, [key]), [securityGroup]),
    );
    if (named.length === 0) strays.push(rule);
    for (const { node, guard } of named) {
      fileUnder(byGroup, node, { declaredBy: rule, guard: and(rule.guard, guard), properties: rule.properties });
    }
  }
  return { byGroup, strays };
}

const peers = {
  ingress: { group: ["SourceSecurityGroupId", "SourceSecurityGroupName"], list: "SourcePrefixListId" },
  egress: { group: ["DestinationSecurityGroupId"], list: "DestinationPrefixListId" },
} as const;

function readRule(
  index: NodeIndex,
  direction: Direction,
  { declaredBy, properties }: RuleDeclaration,
  world: World,
): SecurityRule {
  // Read only where its ports matter, so that no default is assumed for what decides nothing.
  let known: Side | undefined;
  const side = (): Side => {
    known ??= otherSide(direction, properties, world);
    return known;
  };
  return {
    direction,
    declaredBy,
    ports: portsOf(index, properties, declaredBy, world),
    get peer() {
      return side().peer;
    },
    get origin() {
      return side().origin;
    },
  };
}

type Side = Pick<SecurityRule, "peer" | "origin">;

function otherSide(direction: Direction, properties: Value, world: World): Side {
  const names = peers[direction];
  const candidates: readonly (readonly [SecurityRule["peer"]["kind"], string])[] = [
    ["cidr", "CidrIp"],
    ["cidr", "CidrIpv6"],
    ...names.group.map((key) => ["group", key] as const),
    ["prefix-list", names.list],
  ];
  for (const [kind, key] of candidates) {
    const value = readAt(properties, [key], world);
    if (value.kind === "absent") continue;
    // A reviewer edits the rule, not the parameter or mapping that the value comes from.
    const written = childOf(properties.origin ?? undefined, key);
    return { peer: { kind, value, ipv6: key === "CidrIpv6" }, origin: written ?? value.origin ?? properties.origin };
  }
  const value: Decided = { kind: "absent", origin: properties.origin };
  return { peer: { kind: "none", value, ipv6: false }, origin: properties.origin };
}
