/**
 * What instances are launched from: the place where image, user data, security groups, block devices and the instance
 * profile of a `compute.vm` node are written, which is rarely the node itself.
 *
 * An Auto Scaling group takes a launch template (alone or in a mixed-instances policy), a launch configuration, or an
 * existing instance.
 */
import { readAt } from "../resolve/reading.ts";
import type { Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { identify } from "./identity.ts";
import type { GraphNode, NodeIndex } from "./model.ts";

/** Where the settings of the instances stand; or why they cannot be seen. */
export type Launch =
  | { readonly node: GraphNode; readonly settings: Value; readonly kind: "instance" | "template" | "configuration" }
  | { readonly reason: Reason };

const launchTemplate = "AWS::EC2::LaunchTemplate";
const launchConfiguration = "AWS::AutoScaling::LaunchConfiguration";

/** What a node launches; undefined for nodes that launch no instances. */
export function launchOf(index: NodeIndex, node: GraphNode, world: World): Launch | undefined {
  switch (node.type) {
    case "AWS::EC2::Instance":
      return ofInstance(index, node, world);
    case "AWS::AutoScaling::AutoScalingGroup":
      return ofGroup(index, node, world);
    default:
      return undefined;
  }
}

/** An instance's own settings come before those of its launch template; where it has none of its own, the template's. */
function ofInstance(index: NodeIndex, node: GraphNode, world: World): Launch {
  const specification = readAt(node.properties, ["LaunchTemplate"], world);
  const own = readAt(node.properties, ["ImageId"], world);
  if (specification.kind === "absent" || own.kind !== "absent")
    return { node, settings: node.properties, kind: "instance" };
  return ofSpecification(index, specification, node, world);
}

function ofGroup(index: NodeIndex, node: GraphNode, world: World): Launch {
  const direct = readAt(node.properties, ["LaunchTemplate"], world);
  const mixed = readAt(
    node.properties,
    ["MixedInstancesPolicy", "LaunchTemplate", "LaunchTemplateSpecification"],
    world,
  );
  for (const specification of [direct, mixed]) {
    if (specification.kind !== "absent") return ofSpecification(index, specification, node, world);
  }
  const configuration = readAt(node.properties, ["LaunchConfigurationName"], world);
  if (configuration.kind !== "absent") {
    const { certain, reason } = identify(index, configuration, [launchConfiguration]);
    const found = certain.find((named) => named.node.type === launchConfiguration)?.node;
    return found === undefined
      ? elsewhere(node, reason)
      : { node: found, settings: found.properties, kind: "configuration" };
  }
  const { certain, reason } = identify(index, readAt(node.properties, ["InstanceId"], world));
  const instance = certain.find((named) => named.node.type === "AWS::EC2::Instance")?.node;
  return instance === undefined ? elsewhere(node, reason) : ofInstance(index, instance, world);
}

function ofSpecification(index: NodeIndex, specification: Value, node: GraphNode, world: World): Launch {
  const reasons: (Reason | null)[] = [];
  for (const key of ["LaunchTemplateId", "LaunchTemplateName"]) {
    const { certain, reason } = identify(index, readAt(specification, [key], world), [launchTemplate]);
    const found = certain.find((named) => named.node.type === launchTemplate)?.node;
    if (found !== undefined) {
      return { node: found, settings: readAt(found.properties, ["LaunchTemplateData"], world), kind: "template" };
    }
    reasons.push(reason);
  }
  return elsewhere(node, reasons.find((reason) => reason !== null) ?? null);
}

function elsewhere(node: GraphNode, reason: Reason | null): Launch {
  return {
    reason: reason ?? {
      kind: "launch-template",
      name: node.logicalId,
      stack: node.stack.stack.name,
      message: `what ${node.logicalId} launches is defined outside this app`,
      settle: null,
    },
  };
}
