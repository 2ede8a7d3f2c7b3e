/**
 * Whether CloudFormation replaces the instances of an Auto Scaling group when what they are launched from changes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 */

import { itemsOf, readAt, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isOn } from "../setting.ts";
import { either, type Ternary, unlessOpen } from "../ternary.ts";

export function replacesInstances(index: NodeIndex, group: GraphNode, world: World): Ternary {
  const policy = group.stack.valueOf(group.declaration.updatePolicy);
  const isSet = (...path: readonly string[]): boolean => readAt(policy, path, world).kind !== "absent";
  if (isSet("AutoScalingRollingUpdate")) return true;
  const willReplace = readAt(policy, ["AutoScalingReplacingUpdate", "WillReplace"], world);
  return either(isOn(willReplace), () => unlessOpen(deployments(index).has(group) ? [deployed(group)] : []));
}

/** The groups that CodeDeploy brings new revisions to. */
const deployments = oncePerGraph((index) => {
  const groups = new Set<GraphNode>();
  for (const deployment of index.nodesOfType("AWS::CodeDeploy::DeploymentGroup")) {
    for (const { value } of itemsOf(valueAt(deployment.properties, ["AutoScalingGroups"])).items)
      for (const { node } of nodesNamed(index, value, ["AWS::AutoScaling::AutoScalingGroup"])) groups.add(node);
  }
  return groups;
});

function deployed({ logicalId, stack }: GraphNode): Reason {
  const message = `CodeDeploy brings new revisions to ${logicalId}, and how is decided there`;
  return { kind: "deployment", name: logicalId, stack: stack.stack.name, message, settle: null };
}
