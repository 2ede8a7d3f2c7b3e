/**
 * Whether anything stands in a target group: registered by the template, or perhaps by something else.
 *
 * Blue/green deployments, controllers of Kubernetes and scripts register targets at run time. All of them must be told
 * the group: what names it, and is neither a listener nor what watches it, may be one of them.
 */

import { itemsOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import { mentionsIn } from "../mentions.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { either, type Ternary, unlessOpen } from "../ternary.ts";
import { forwardingsTo } from "./fronting.ts";
import { namesGiven, registersAt, registrationsOf, targetGroup } from "./target-groups.ts";

/**
 * The hops by which a listener sends traffic to a target group; undefined where none does, or where it only gets what no
 * rule of the listener takes: then an empty group is how the listener says that there is nothing there.
 */
export function forwardedTo(index: NodeIndex, group: GraphNode, world: World): readonly Evidence[] | undefined {
  return forwardingsTo(index, group).find(({ guard, by }) => !isFallback(index, by) && world.holds(guard))?.evidence;
}

/** Whether the default action of a listener is for what is left: it has rules, here or wherever it is passed on to. */
function isFallback(index: NodeIndex, by: GraphNode): boolean {
  return by.type === listener && (escapeOf(index, by) !== null || outputs(index).has(by) || ruled(index).has(by));
}

const listener = "AWS::ElasticLoadBalancingV2::Listener";
const rule = "AWS::ElasticLoadBalancingV2::ListenerRule";

const ruled = oncePerGraph(
  (index) =>
    new Set(
      index
        .nodesOfType(rule)
        .flatMap(({ properties }) => nodesNamed(index, valueAt(properties, ["ListenerArn"]), [listener]))
        .map(({ node }) => node),
    ),
);

export function hasTargets(index: NodeIndex, group: GraphNode, world: World): Ternary {
  const registered = registrationsOf(index).byGroup.get(group) ?? [];
  if (registered.some(({ guard }) => world.holds(guard))) return true;
  const listed = listIn(readAt(group.properties, ["Targets"], world), world);
  if (listed.items.length > 0) return true;
  const escape = escapeOf(index, group) ?? outputs(index).get(group);
  const others = (handlers(index).get(group) ?? []).filter((node) => world.holds(node.guard));
  return either(unlessOpen(listed.open), () =>
    unlessOpen([
      ...(escape === undefined ? [] : [escape]),
      ...others.map((node) => toldTo(group, node)),
      ...unseenMembers(index),
    ]),
  );
}

/** Types that name a target group and never register anything with it. */
const bystanders: ReadonlySet<string> = new Set([
  targetGroup,
  listener,
  rule,
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::AutoScaling::ScalingPolicy",
  "AWS::ApplicationAutoScaling::ScalingPolicy",
  "AWS::Lambda::Permission",
]);

/** What else names a target group: its ARN, or itself. */
const handlers = oncePerGraph((index) => {
  const byGroup = new Map<GraphNode, GraphNode[]>();
  if (index.nodesOfType(targetGroup).length === 0) return byGroup;
  for (const node of index.nodes) {
    if (bystanders.has(node.type) || node.part !== "") continue;
    const named = mentionsIn(index, node.properties).filter(
      (mention) => mention.node.type === targetGroup && mention.attribute !== "TargetGroupFullName",
    );
    for (const group of new Set(named.map((mention) => mention.node))) fileUnder(byGroup, group, node);
  }
  return byGroup;
});

/** Why any target group may have targets: of some that register it is not known where, or they come at run time. */
const unseenMembers = oncePerGraph((index): readonly Reason[] => {
  const found: Reason[] = [];
  for (const type of registersAt.keys()) {
    for (const member of index.nodesOfType(type)) {
      found.push(
        ...(registersAt.get(type) ?? []).flatMap(({ list }) => itemsOf(valueAt(member.properties, [list])).open),
      );
      for (const { value } of namesGiven(member)) if (value.kind === "unknown") found.push(value.reason);
      const controller = textOf(valueAt(member.properties, ["DeploymentController", "Type"]));
      if (controller === "CODE_DEPLOY" || controller === "EXTERNAL") found.push(deployed(member));
    }
  }
  for (const cluster of index.nodesOfType("AWS::EKS::Cluster")) found.push(controlled(cluster));
  return [...new Map(found.map((reason) => [`${reason.kind} ${reason.stack}/${reason.name}`, reason])).values()];
});

/** An output of a stack is there to be passed on, exported or not. */
const outputs = oncePerGraph((index) => {
  const passedOn = new Map<GraphNode, Reason>();
  for (const stack of index.stacks) {
    for (const { name, value } of stack.template.outputs.values()) {
      for (const { node, attribute } of value === undefined ? [] : mentionsIn(index, stack.valueOf(value))) {
        if (attribute === "TargetGroupFullName") continue;
        const message = `${node.logicalId} is passed on by output ${name}`;
        passedOn.set(node, {
          kind: "escape",
          name,
          stack: stack.stack.name,
          message,
          settle: null,
        });
      }
    }
  }
  return passedOn;
});

function deployed({ logicalId, stack }: GraphNode): Reason {
  const message = `which target groups the tasks of ${logicalId} register with is decided by its deployments`;
  return { kind: "deployment", name: logicalId, stack: stack.stack.name, message, settle: null };
}

function controlled({ logicalId, stack }: GraphNode): Reason {
  const message = `a controller in the Kubernetes cluster ${logicalId} may register targets`;
  return { kind: "pods", name: logicalId, stack: stack.stack.name, message, settle: null };
}

function toldTo(group: GraphNode, { logicalId }: GraphNode): Reason {
  const message = `${logicalId} is told about ${group.logicalId}, and may register targets with it`;
  return { kind: "target-group", name: logicalId, stack: group.stack.stack.name, message, settle: null };
}
