/**
 * Where a template fixes the present size of a group that something else scales: each deployment that touches the group
 * sets it back.
 *
 * CloudFormation leaves the size of an Auto Scaling group alone where its update policy says so, and only then.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 * https://github.com/aws/containers-roadmap/issues/493
 */

import { numberOf, readAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode } from "../model.ts";
import { isOn } from "../setting.ts";
import { both, negated, type Ternary } from "../ternary.ts";

/** The property that holds the present size, by type. */
const presentSize: ReadonlyMap<string, string> = new Map([
  ["AWS::AutoScaling::AutoScalingGroup", "DesiredCapacity"],
  ["AWS::ECS::Service", "DesiredCount"],
]);

/** The property that fixes the present size; undefined for what has none. */
export function sizeProperty(node: GraphNode): string | undefined {
  return presentSize.get(node.type);
}

export function fixesSize(node: GraphNode, world: World): Ternary {
  const property = presentSize.get(node.type);
  if (property === undefined) return false;
  const value = readAt(node.properties, [property], world);
  // An empty text is no number: what CloudFormation is given where a parameter is left empty.
  const isSet = value.kind !== "absent" && (reasonOf(value) !== undefined || numberOf(value) !== undefined);
  return both(isSet, () => negated(leavesSizeAlone(node, world)));
}

function leavesSizeAlone(node: GraphNode, world: World): Ternary {
  if (node.declaration.updatePolicy === undefined) return false;
  const path = ["AutoScalingScheduledAction", "IgnoreUnmodifiedGroupSizeProperties"];
  return isOn(readAt(node.stack.valueOf(node.declaration.updatePolicy), path, world));
}
