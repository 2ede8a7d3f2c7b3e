/**
 * Security groups: which ones a node wears.
 *
 * Invariant: groups that cannot be seen are reasons why there may be more.
 * Not here: what they let in; see security-rules.ts. Where each type names its groups; see group-properties.ts.
 */
import { type Items, itemsOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { containerHostsOf } from "./container-hosts.ts";
import { elsewhere } from "./elsewhere.ts";
import { groupValues } from "./group-properties.ts";
import { securityGroup, strayRules } from "./security-rules.ts";

/** Everything that is known of what a node wears. */
export interface Worn {
  readonly groups: readonly GraphNode[];
  /** Groups of which only the name is here. Each is a reason in `open` too. */
  readonly named: readonly Decided[];
  /** The default group of its VPC, because it names none or names that one. */
  readonly byDefault: boolean;
  /** Why it may wear other groups. */
  readonly open: readonly Reason[];
}

/** The groups that a node wears in a world: nodes of the app, and why there may be others. */
export function securityGroupsOf(index: NodeIndex, node: GraphNode, world: World): Items<GraphNode> {
  const { groups, open, byDefault } = wornBy(index, node, world);
  return { items: groups, open: [...open, ...(byDefault ? openedDefault(index, node) : [])] };
}

/** @throws Split where the world does not decide what the answer rests on */
export function wornBy(index: NodeIndex, node: GraphNode, world: World): Worn {
  const hosts = containerHostsOf(index, node, world);
  if (hosts !== undefined) return wornTogether(index, hosts, world);
  const values = groupValues(index, node, world);
  const groups = new Set<GraphNode>();
  const named: Decided[] = [];
  const open: Reason[] = [...values.open];
  let byDefault = values.items.length === 0 && values.open.length === 0 && wearsDefault(node, world);
  for (const value of values.items) {
    const found = nodeNamed(index, value, securityGroup, world);
    if (found.node !== undefined) groups.add(found.node);
    else if (isDefault(index, value)) byDefault = true;
    else {
      named.push(value);
      open.push(elsewhere("security group", value, node));
    }
  }
  return { groups: [...groups], named, byDefault, open };
}

/** What wears the groups of several others: tasks, those of the instances that they may run on. */
function wornTogether(index: NodeIndex, hosts: Items<GraphNode>, world: World): Worn {
  const each = hosts.items.map((host) => wornBy(index, host, world));
  return {
    groups: [...new Set(each.flatMap(({ groups }) => groups))],
    named: each.flatMap(({ named }) => named),
    byDefault: each.some(({ byDefault }) => byDefault),
    open: [...hosts.open, ...each.flatMap(({ open }) => open)],
  };
}

/**
 * Whether a node that names no group gets its VPC's default one. Network Load Balancers filter nothing then, and
 * functions stand in no VPC; Elastic Beanstalk makes a group of its own.
 */
function wearsDefault(node: GraphNode, world: World): boolean {
  if (node.type === "AWS::ElasticLoadBalancingV2::LoadBalancer") {
    const type = textOf(readAt(node.properties, ["Type"], world)) ?? "application";
    return type === "application";
  }
  return !withoutDefault.has(node.type);
}

const withoutDefault: ReadonlySet<string> = new Set([
  "AWS::AppRunner::Service",
  "AWS::ElasticBeanstalk::Environment",
  "AWS::Lambda::Function",
]);

/**
 * A default group lets in only what wears it too, unless a rule of the app opens it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
function openedDefault(index: NodeIndex, node: GraphNode): readonly Reason[] {
  if (defaultRules(index).length === 0) return [];
  const message = `${node.logicalId} wears its VPC's default security group, to which this app adds rules`;
  const name = `default of ${node.logicalId}`;
  const settle = `security groups on ${node.logicalId}`;
  return [{ kind: "security-group", name, stack: node.stack.stack.name, message, settle }];
}

const defaultRules = oncePerGraph((index) =>
  strayRules(index, "ingress").filter((rule) =>
    itemsOf(valueAt(rule.properties, ["GroupId"])).items.some(({ value }) => isDefault(index, value)),
  ),
);

function isDefault(index: NodeIndex, value: Decided): boolean {
  return defaultGroupOf(index, value) !== undefined;
}

/** The VPC whose default group a value names. */
function defaultGroupOf(index: NodeIndex, value: Decided): GraphNode | undefined {
  return identify(index, value).certain.find((named) => named.attribute === "DefaultSecurityGroup")?.node;
}

/** Whether the app takes away what a VPC's default group lets through, as CDK does unless it is told not to. */
export function isDefaultRestricted(index: NodeIndex, vpc: GraphNode, world: World): boolean {
  return index
    .nodesOfType("Custom::VpcRestrictDefaultSG")
    .some(
      (each) =>
        world.holds(each.guard) &&
        defaultGroupOf(index, readAt(each.properties, ["DefaultSecurityGroupId"], world)) === vpc,
    );
}
