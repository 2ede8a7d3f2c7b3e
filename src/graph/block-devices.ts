/**
 * EBS volumes: the ones that are resources of their own, the ones that block-device mappings make, and who attaches them.
 */
import { and, type Guard } from "../resolve/guard.ts";
import { itemsOf, valueAt } from "../resolve/reading.ts";
import type { Decided, Value } from "../resolve/value.ts";
import { identify } from "./identity.ts";
import type { AttachesEdge, GraphNode, NodeIndex } from "./model.ts";

/** Where each type keeps its block-device mappings. */
const mappingsAt: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::EC2::Instance", ["BlockDeviceMappings"]],
  ["AWS::EC2::LaunchTemplate", ["LaunchTemplateData", "BlockDeviceMappings"]],
  ["AWS::AutoScaling::LaunchConfiguration", ["BlockDeviceMappings"]],
]);

/** The volumes that a resource's block-device mappings make, each a node of its own. */
export function blockDeviceParts(node: GraphNode): readonly GraphNode[] {
  const path = mappingsAt.get(node.type);
  if (path === undefined) return [];
  return itemsOf(valueAt(node.properties, path)).items.flatMap(({ guard, value }, i) => {
    if (valueAt(value, ["Ebs"]).kind === "absent") return [];
    const part = `${path.join(".")}.${i}`;
    return [
      {
        ...node,
        id: `${node.id}#${part}`,
        role: "block",
        guard: and(node.guard, guard),
        part,
        origin: value.origin ?? node.origin,
        properties: value,
      } satisfies GraphNode,
    ];
  });
}

/** `attaches` edges: instance -> volume, from the instance, from an attachment, or from a mapping of the instance itself. */
export function attachesEdges(index: NodeIndex): readonly AttachesEdge[] {
  const edges: AttachesEdge[] = [];
  for (const instance of index.nodesOfType("AWS::EC2::Instance")) {
    for (const { guard, value } of itemsOf(valueAt(instance.properties, ["Volumes"])).items) {
      edges.push(...attach(index, [{ guard, node: instance }], valueAt(value, ["VolumeId"]), instance));
    }
  }
  for (const attachment of index.nodesOfType("AWS::EC2::VolumeAttachment")) {
    const instances = named(index, valueAt(attachment.properties, ["InstanceId"]), "AWS::EC2::Instance");
    edges.push(...attach(index, instances, valueAt(attachment.properties, ["VolumeId"]), attachment));
  }
  return edges;
}

interface GuardedNode {
  readonly guard: Guard;
  readonly node: GraphNode;
}

function attach(
  index: NodeIndex,
  instances: readonly GuardedNode[],
  volume: Value,
  declaredBy: GraphNode,
): readonly AttachesEdge[] {
  return named(index, volume, "AWS::EC2::Volume").flatMap((target) =>
    instances.map((source): AttachesEdge => {
      const declaration = volume.origin ?? declaredBy.origin;
      return {
        kind: "attaches",
        id: `attaches:${source.node.id}>${target.node.id}`,
        source: source.node,
        target: target.node,
        guard: and(declaredBy.guard, source.guard, target.guard, source.node.guard, target.node.guard),
        declaration,
        declaredBy,
        evidence: [{ message: `${target.node.logicalId} is attached to ${source.node.logicalId}`, node: declaration }],
      };
    }),
  );
}

function named(index: NodeIndex, value: Value, type: string): readonly GuardedNode[] {
  return itemsOf(value).items.flatMap(({ guard, value: item }: { guard: Guard; value: Decided }) =>
    identify(index, item).certain.flatMap(({ node }) => (node.type === type ? [{ guard, node }] : [])),
  );
}
