/**
 * How many of a tier there are at least and at most.
 *
 * AWS's defaults apply where a template says nothing: an ECS service runs one task, an Elastic Beanstalk environment is
 * load balanced with one to four instances.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
import { listIn, numberOf, readAt } from "../resolve/reading.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { registrationsOf } from "./scaling.ts";

/** A number of instances or tasks, or why it is not known; undefined where the node has no such number. */
export type Capacity = { readonly number: number; readonly value: Value } | { readonly reason: Reason } | undefined;

export function minimalCapacity(index: NodeIndex, node: GraphNode, world: World): Capacity {
  return capacityOf(index, node, world, "Min");
}

export function maximalCapacity(index: NodeIndex, node: GraphNode, world: World): Capacity {
  return capacityOf(index, node, world, "Max");
}

function capacityOf(index: NodeIndex, node: GraphNode, world: World, bound: "Min" | "Max"): Capacity {
  switch (node.type) {
    case "AWS::AutoScaling::AutoScalingGroup":
      return numeric(node, readAt(node.properties, [`${bound}Size`], world));
    case "AWS::ECS::Service": {
      for (const { target, scaled, guard } of registrationsOf(index)) {
        if (scaled === node && world.holds(guard))
          return numeric(target, readAt(target.properties, [`${bound}Capacity`], world));
      }
      return numeric(node, readAt(node.properties, ["DesiredCount"], world), 1);
    }
    case "AWS::ElasticBeanstalk::Environment": {
      const type = optionSetting(node, "aws:elasticbeanstalk:environment", "EnvironmentType", world);
      if (type.kind === "known" && type.value === "SingleInstance") return { number: 1, value: type };
      return numeric(node, optionSetting(node, "aws:autoscaling:asg", `${bound}Size`, world), bound === "Min" ? 1 : 4);
    }
    default:
      return undefined;
  }
}

/** An option setting of Elastic Beanstalk; absent where the template does not set it. */
export function optionSetting(node: GraphNode, namespace: string, name: string, world: World): Decided {
  const { items } = listIn(readAt(node.properties, ["OptionSettings"], world), world);
  for (const item of items) {
    const [space, option] = [readAt(item, ["Namespace"], world), readAt(item, ["OptionName"], world)];
    if (space.kind === "known" && option.kind === "known" && space.value === namespace && option.value === name) {
      return readAt(item, ["Value"], world);
    }
  }
  return { kind: "absent", origin: null };
}

function numeric(node: GraphNode, value: Decided, byDefault?: number): Capacity {
  if (value.kind === "absent")
    return byDefault === undefined ? undefined : { number: byDefault, value: { ...value, origin: node.origin } };
  const number = numberOf(value);
  if (number !== undefined) return { number, value };
  if (value.kind === "unknown") return { reason: value.reason };
  const message = `a number of ${node.logicalId} is not known`;
  return { reason: { kind: "value", name: node.logicalId, stack: node.stack.stack.name, message, settle: null } };
}
