/**
 * In which directions something scales a tier: whether it may add, and whether it may take away.
 *
 * Target tracking does both, unless scale-in is disabled. A step or simple policy does what its adjustments say. Predictive
 * scaling only adds.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-predictive-scaling.html
 */

import { listIn, numberOf, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { Graph, GraphNode, ScalesEdge } from "../model.ts";
import { isOn } from "../setting.ts";
import { either, negated, some, type Ternary, unlessOpen } from "../ternary.ts";

export type Direction = "out" | "in";

/** Whether something scales the node in this direction. */
export function scalesIn(graph: Graph, node: GraphNode, direction: Direction, world: World): Ternary {
  const edges = graph.edgesTo("scales", node).filter(({ guard }) => world.holds(guard));
  const escape = escapeOf(graph, node);
  return either(
    some(edges, (edge) => goes(edge, direction, world)),
    () => unlessOpen(escape === null ? [] : [escape]),
  );
}

function goes({ source }: ScalesEdge, direction: Direction, world: World): Ternary {
  switch (source.type) {
    case "AWS::AutoScaling::ScalingPolicy":
      return byPolicy(source, direction, world, "", "TargetTrackingConfiguration");
    case "AWS::ApplicationAutoScaling::ScalingPolicy":
      return byPolicy(
        source,
        direction,
        world,
        "StepScalingPolicyConfiguration",
        "TargetTrackingScalingPolicyConfiguration",
      );
    default:
      // A schedule sets sizes, a capacity provider and a scaling plan track a target.
      return true;
  }
}

function byPolicy(policy: GraphNode, direction: Direction, world: World, steps: string, tracking: string): Ternary {
  const at = (...path: readonly string[]): Decided =>
    readAt(
      policy.properties,
      path.filter((step) => step !== ""),
      world,
    );
  const tracked = at(tracking);
  if (tracked.kind !== "absent") return direction === "out" || negated(isOn(at(tracking, "DisableScaleIn")));
  if (textOf(at("PolicyType")) === "PredictiveScaling") return direction === "out";
  if (textOf(at(steps, "AdjustmentType")) === "ExactCapacity") return true;
  const { items, open } = listIn(at(steps, "StepAdjustments"), world);
  const single = at("ScalingAdjustment");
  const adjustments = [
    ...(single.kind === "absent" ? [] : [single]),
    ...items.map((item) => readAt(item, ["ScalingAdjustment"], world)),
  ];
  return either(
    some(adjustments, (adjustment) => isSigned(adjustment, direction)),
    () => unlessOpen(open),
  );
}

function isSigned(adjustment: Decided, direction: Direction): Ternary {
  const number = numberOf(adjustment);
  const reason = reasonOf(adjustment);
  if (number === undefined) return reason === undefined ? false : [reason];
  return direction === "out" ? number > 0 : number < 0;
}
