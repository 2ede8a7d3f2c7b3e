/**
 * How many of a tier there are at least and at most.
 *
 * AWS's defaults apply where a template says nothing: an ECS service runs one task, an Elastic Beanstalk environment is
 * load balanced with one to four instances.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
import { numberOf, readAt, textOf } from "../../resolve/reading.ts";
import { invalidReason } from "../../resolve/reason.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { childOf, type SourceNode } from "../../source/node.ts";
import { escapeOf } from "../escape.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { optionSetting } from "./option-settings.ts";
import { scalableTargets } from "./scaling.ts";

/** A number of instances or tasks, or why it is not known; undefined where the node has no such number. */
export type Capacity =
  | {
      readonly number: number;
      /** The property, or the resource where AWS's default applies. */
      readonly at: SourceNode;
      /** Why something outside the app may set another number. */
      readonly unless?: Reason;
    }
  | { readonly reason: Reason; readonly at: SourceNode }
  | undefined;

export function minimalCapacity(index: NodeIndex, node: GraphNode, world: World): Capacity {
  return capacityOf(index, node, world, "Min");
}

export function maximalCapacity(index: NodeIndex, node: GraphNode, world: World): Capacity {
  return capacityOf(index, node, world, "Max");
}

function capacityOf(index: NodeIndex, node: GraphNode, world: World, bound: "Min" | "Max"): Capacity {
  switch (node.type) {
    case "AWS::AutoScaling::AutoScalingGroup":
      return numeric(node, readAt(node.properties, [`${bound}Size`], world), `${bound}Size`);
    case "AWS::ECS::Service":
      return ofService(index, node, world, bound);
    case "AWS::ElasticBeanstalk::Environment": {
      const type = optionSetting(index, node, "aws:elasticbeanstalk:environment", "EnvironmentType", world);
      if (textOf(type) === "SingleInstance") return { number: 1, at: type.origin ?? node.origin };
      const reason = textOf(type) === undefined ? reasonOf(type) : undefined;
      if (reason !== undefined) return { reason, at: type.origin ?? node.origin };
      const size = optionSetting(index, node, "aws:autoscaling:asg", `${bound}Size`, world);
      return numeric(node, size, "", bound === "Min" ? 1 : 4);
    }
    default:
      return undefined;
  }
}

/** A scalable target overrides the service's own number; one outside the app may, where the service escapes. */
function ofService(index: NodeIndex, node: GraphNode, world: World, bound: "Min" | "Max"): Capacity {
  for (const { target, guard } of scalableTargets(index).byScaled.get(node) ?? []) {
    const property = `${bound}Capacity`;
    if (world.holds(guard)) return numeric(target, readAt(target.properties, [property], world), property);
  }
  const own = numeric(node, readAt(node.properties, ["DesiredCount"], world), "DesiredCount", 1);
  const escape = escapeOf(index, node);
  return own === undefined || "reason" in own || escape === null ? own : { ...own, unless: escape };
}

function numeric(node: GraphNode, value: Decided, property: string, byDefault?: number): Capacity {
  if (value.kind === "absent") return byDefault === undefined ? undefined : { number: byDefault, at: node.origin };
  // A reviewer edits the property, not the parameter or mapping that the value comes from.
  const at = childOf(node.declaration.properties, property) ?? value.origin ?? node.origin;
  const number = numberOf(value);
  if (number !== undefined) return { number, at };
  const reason = reasonOf(value) ?? invalidReason(node.stack.stack.name, `a size of ${node.logicalId} is no number`);
  return { reason, at };
}
