/**
 * EBS volumes: the ones that are resources of their own, the ones that are parts of something else (block-device
 * mappings, volumes of ECS tasks), and who attaches them: a template, or the script of an instance.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { itemsOf, valueAt } from "../../resolve/reading.ts";
import { absent, type Value } from "../../resolve/value.ts";
import type { AttachesEdge, GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { scriptAttachments } from "../scripts/script-attachments.ts";
import { uniteEdges } from "../unite-edges.ts";

interface Parts {
  readonly path: readonly string[];
  /** What an item has where it makes an EBS volume, and no instance store. */
  readonly mark: string;
}

/** Where each type describes volumes that are made with it. */
const partsAt: ReadonlyMap<string, Parts> = new Map([
  ["AWS::EC2::Instance", { path: ["BlockDeviceMappings"], mark: "Ebs" }],
  ["AWS::EC2::LaunchTemplate", { path: ["LaunchTemplateData", "BlockDeviceMappings"], mark: "Ebs" }],
  ["AWS::AutoScaling::LaunchConfiguration", { path: ["BlockDeviceMappings"], mark: "Ebs" }],
  ["AWS::ECS::Service", { path: ["VolumeConfigurations"], mark: "ManagedEBSVolume" }],
]);

/** The volumes that are made with a resource, each a node of its own. */
export function blockDeviceParts(node: GraphNode): readonly GraphNode[] {
  const parts = partsAt.get(node.type);
  if (parts === undefined) return [];
  return itemsOf(valueAt(node.properties, parts.path)).items.flatMap(({ guard, value }, i): readonly GraphNode[] => {
    if (valueAt(value, [parts.mark]).kind === "absent") return [];
    const part = `${parts.path.join(".")}.${i}`;
    return [
      {
        ...node,
        id: `${node.id}#${part}`,
        role: "block",
        guard: and(node.guard, guard),
        part,
        origin: value.origin ?? node.origin,
        properties: value,
      },
    ];
  });
}

/** `attaches` edges: instance or group -> volume, as the instance says, an attachment or a script does. */
export function attachesEdges(index: NodeIndex): readonly AttachesEdge[] {
  const byInstances = index
    .nodesOfType("AWS::EC2::Instance")
    .flatMap((instance) =>
      itemsOf(valueAt(instance.properties, ["Volumes"])).items.flatMap(({ guard, value }) =>
        volumesAttached(index, { source: instance, declaredBy: instance, guard, to: value }),
      ),
    );
  const byAttachments = index.nodesOfType("AWS::EC2::VolumeAttachment").flatMap((attachment) =>
    nodesNamed(index, valueAt(attachment.properties, ["InstanceId"]), ["AWS::EC2::Instance"]).flatMap((named) =>
      volumesAttached(index, {
        source: named.node,
        declaredBy: attachment,
        guard: and(attachment.guard, named.guard),
        to: attachment.properties,
      }),
    ),
  );
  return uniteEdges([...byInstances, ...byAttachments, ...byScripts(index)]);
}

function byScripts(index: NodeIndex): readonly AttachesEdge[] {
  return [...scriptAttachments(index)].flatMap(([source, attachments]) =>
    attachments.flatMap(({ volume, guard, evidence }): readonly AttachesEdge[] =>
      volume === null
        ? []
        : [
            {
              kind: "attaches",
              id: `attaches:${source.id}>${volume.id}`,
              source,
              target: volume,
              guard: and(source.guard, guard, volume.guard),
              // Under which name is said by the script, or by nobody.
              device: absent,
              byScript: true,
              declaration: evidence.node,
              declaredBy: source,
              evidence: [evidence],
            },
          ],
    ),
  );
}

interface Attachment {
  readonly source: GraphNode;
  readonly declaredBy: GraphNode;
  readonly guard: Guard;
  /** A map with the volume's id and the device's name. */
  readonly to: Value;
}

function volumesAttached(index: NodeIndex, { source, declaredBy, guard, to }: Attachment): readonly AttachesEdge[] {
  return nodesNamed(index, valueAt(to, ["VolumeId"]), ["AWS::EC2::Volume"]).map(({ node, guard: named, value }) => {
    const declaration = value.origin ?? declaredBy.origin;
    return {
      kind: "attaches",
      id: `attaches:${source.id}>${node.id}`,
      source,
      target: node,
      guard: and(source.guard, guard, named, node.guard),
      device: valueAt(to, ["Device"]),
      byScript: false,
      declaration,
      declaredBy,
      evidence: [{ message: `${node.logicalId} is attached to ${source.logicalId}`, node: declaration }],
    };
  });
}
