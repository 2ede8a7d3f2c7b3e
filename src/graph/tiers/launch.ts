/**
 * What instances are launched from: the place where image, user data, security groups, block devices and the instance
 * profile of a `compute.vm` node are written, which is rarely the node itself.
 *
 * An instance takes what it does not say itself from its launch template. An Auto Scaling group takes a launch template
 * (alone or in a mixed-instances policy, whose overrides may name others), a launch configuration, or an existing
 * instance; fleets take launch templates or specifications of their own.
 */
import { listIn, readAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";

/** Where the settings of the instances stand; or why they cannot be seen. */
export type Launch =
  /** `node` holds the settings, or the template that completes the instance's own. */
  { readonly node: GraphNode; readonly settings: Value } | { readonly reason: Reason };

/** What a node launches first of all; undefined for nodes that launch no instances. */
export function launchOf(index: NodeIndex, node: GraphNode, world: World): Launch | undefined {
  return launchesOf(index, node, world)[0];
}

/** Everything that a node may launch; empty for nodes that launch no instances. */
export function launchesOf(index: NodeIndex, node: GraphNode, world: World): readonly Launch[] {
  switch (node.type) {
    case "AWS::EC2::Instance":
      return [ofInstance(index, node, world)];
    case "AWS::AutoScaling::AutoScalingGroup":
      return ofGroup(index, node, world);
    case "AWS::EC2::SpotFleet":
      return ofFleet(index, node, readAt(node.properties, ["SpotFleetRequestConfigData"], world), world);
    case "AWS::EC2::EC2Fleet":
      return ofFleet(index, node, world.read(node.properties), world);
    default:
      return [];
  }
}

function ofInstance(index: NodeIndex, node: GraphNode, world: World): Launch {
  const specification = readAt(node.properties, ["LaunchTemplate"], world);
  if (specification.kind === "absent") return { node, settings: node.properties };
  const template = ofSpecification(index, specification, node, world);
  const own = world.read(node.properties);
  if (own.kind !== "map") return { node, settings: own };
  if ("reason" in template) return { node, settings: { ...own, open: template.reason } };
  const below = world.read(template.settings);
  if (below.kind !== "map") return { node, settings: below.kind === "unknown" ? { ...own, open: below.reason } : own };
  const said = [...own.entries].filter(([, entry]) => entry.kind !== "absent");
  return { node: template.node, settings: { ...below, entries: new Map([...below.entries, ...said]) } };
}

function ofGroup(index: NodeIndex, node: GraphNode, world: World): readonly Launch[] {
  const at = (...path: readonly string[]): Decided => readAt(node.properties, path, world);
  const direct = at("LaunchTemplate");
  if (direct.kind !== "absent") return [ofSpecification(index, direct, node, world)];
  const mixed = at("MixedInstancesPolicy", "LaunchTemplate");
  if (mixed.kind !== "absent") {
    const { items } = listIn(readAt(mixed, ["Overrides"], world), world);
    return [mixed, ...items]
      .map((item) => readAt(item, ["LaunchTemplateSpecification"], world))
      .filter((specification) => specification.kind !== "absent")
      .map((specification) => ofSpecification(index, specification, node, world));
  }
  const configuration = at("LaunchConfigurationName");
  if (configuration.kind !== "absent") {
    const found = nodeNamed(index, configuration, "AWS::AutoScaling::LaunchConfiguration", world);
    return [
      found.node === undefined ? elsewhere(node, found.reason) : { node: found.node, settings: found.node.properties },
    ];
  }
  const instance = nodeNamed(index, at("InstanceId"), "AWS::EC2::Instance", world);
  return [instance.node === undefined ? elsewhere(node, instance.reason) : ofInstance(index, instance.node, world)];
}

function ofFleet(index: NodeIndex, node: GraphNode, config: Decided, world: World): readonly Launch[] {
  const own = listIn(readAt(config, ["LaunchSpecifications"], world), world);
  const templates = listIn(readAt(config, ["LaunchTemplateConfigs"], world), world);
  return [
    ...own.items.map((settings) => ({ node, settings })),
    ...templates.items.map((item) =>
      ofSpecification(index, readAt(item, ["LaunchTemplateSpecification"], world), node, world),
    ),
    ...[...own.open, ...templates.open].map((reason) => ({ reason })),
  ];
}

function ofSpecification(index: NodeIndex, specification: Decided, node: GraphNode, world: World): Launch {
  const reasons: Reason[] = [];
  for (const key of ["LaunchTemplateId", "LaunchTemplateName"]) {
    const named = nodeNamed(index, readAt(specification, [key], world), "AWS::EC2::LaunchTemplate", world);
    if (named.node !== undefined) {
      return { node: named.node, settings: readAt(named.node.properties, ["LaunchTemplateData"], world) };
    }
    if (named.reason !== null) reasons.push(named.reason);
  }
  return elsewhere(node, reasons[0] ?? null);
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
