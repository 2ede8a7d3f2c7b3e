/**
 * What is asked of EBS volumes and of their attachments.
 */
import { type AttachesEdge, type GraphNode, isOutside } from "../../graph/model.ts";
import { isDurablePath, type Mount, mountsOfVolume } from "../../graph/scripts/mounts.ts";
import {
  groupsLaunching,
  isDeletedWithInstance,
  isVolumeEncrypted,
  settingPath,
} from "../../graph/stores/volume-settings.ts";
import { zoneOf } from "../../graph/zones/zone.ts";
import { sameZone, type Zone } from "../../graph/zones/zone-name.ts";
import { valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import { nodeAt, type SourceNode } from "../../source/node.ts";
import {
  type Fact,
  type FactType,
  hop,
  listOf,
  location,
  missing,
  nodeFact,
  type RoleType,
  type SubjectKind,
  unknown,
} from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

/** `Data`, `/dev/sdf of Web`. */
function volumeName({ logicalId, part, properties }: GraphNode): string {
  if (part === "") return logicalId;
  const names = [valueAt(properties, ["DeviceName"]), valueAt(properties, ["Name"])];
  const name = names.find(({ kind }) => kind === "known");
  return `${name === undefined ? "a volume" : spell(name)} of ${logicalId}`;
}

const volume: FactType<GraphNode> = {
  name: "Volume",
  extends: "Node",
  doc: "An EBS volume: a resource of its own, or what a block-device mapping makes.",
  text: volumeName,
  fields: {
    isStandalone: {
      type: "bool",
      doc: "Whether it is a resource of its own, that outlives the instances it is attached to.",
      read: (self) => self.part === "",
    },
    durableMounts: {
      type: "list<Hop>",
      doc: "Mounts of it at paths of data that is meant to last: databases, uploads, content.",
      read: (self, { graph, world }) => durableMounts(mountsOfVolume(graph, self, world)),
    },
    deletedWithInstance: {
      type: "bool",
      doc: "Whether it is deleted when its instance is terminated; launch configurations delete volumes by default, of launch templates the image decides.",
      read: (self, { world }) => ternaryFact(isDeletedWithInstance(self, world)),
    },
    launchedByGroups: {
      type: "list<Hop>",
      doc: "The Auto Scaling groups that launch instances with it.",
      read: (self, { graph, world }) => listOf(groupsLaunching(graph, self, world).map(hop)),
    },
    encrypted: {
      type: "bool",
      doc: "Whether it is encrypted; where the template says nothing, the account decides.",
      read: (self, { world }) => ternaryFact(isVolumeEncrypted(self, world)),
    },
    encryptionAt: {
      type: "Location",
      doc: "Where its encryption is written, else the volume.",
      read: (self) => location(settingAt(self, "Encrypted")),
    },
    terminationAt: {
      type: "Location",
      doc: "Where it is written what happens to it when its instance is terminated, else the volume.",
      read: (self) => location(settingAt(self, "DeleteOnTermination")),
    },
  },
};

const attachment: FactType<AttachesEdge> = {
  name: "Attachment",
  doc: "A volume that is attached to an instance.",
  fields: {
    instance: { type: "Node", doc: "The instance.", read: (self) => nodeFact(self.source) },
    volume: {
      type: "Node",
      doc: "The volume.",
      read: (self) => (isOutside(self.target) ? missing : nodeFact(self.target)),
    },
    byScript: {
      type: "bool",
      doc: "Whether the user data of the instance attaches it.",
      read: (self) => self.byScript,
    },
    declaredBy: { type: "Node", doc: "The resource that attaches it.", read: (self) => nodeFact(self.declaredBy) },
    sameZone: {
      type: "bool",
      doc: "Whether both stand in one Availability Zone, as they must.",
      read: (self, { graph, world }): Fact => {
        if (isOutside(self.target)) return true;
        const [instanceZone, volumeZone] = [zoneOf(graph, self.source, world), zoneOf(graph, self.target, world)];
        const same = sameZone(instanceZone, volumeZone);
        return same ?? unknown(...[instanceZone, volumeZone].flatMap(reasonsOf));
      },
    },
    instanceZone: {
      type: "string",
      doc: "The zone of the instance, in words.",
      read: (self, { graph, world }) => zoneOf(graph, self.source, world).label,
    },
    volumeZone: {
      type: "string",
      doc: "The zone of the volume, in words.",
      read: (self, { graph, world }) => (isOutside(self.target) ? "" : zoneOf(graph, self.target, world).label),
    },
    path: {
      type: "list<Hop>",
      doc: "The attachment, and what places both ends.",
      read: (self, { graph, world }) => {
        const zones = isOutside(self.target)
          ? []
          : [zoneOf(graph, self.source, world), zoneOf(graph, self.target, world)];
        const places = zones.flatMap((zone, i) => placed(i === 0 ? self.source : self.target, zone));
        return listOf([...self.evidence.map(hop), ...places]);
      },
    },
  },
};

export const types: readonly FactType<never>[] = [volume, attachment];
export const roleTypes: readonly RoleType[] = [{ role: "block", type: "Volume" }];
export const subjects: readonly SubjectKind[] = [
  {
    name: "attaches",
    type: "Attachment",
    select: (graph) =>
      graph.edges("attaches").map((edge) => ({
        self: edge,
        guard: edge.guard,
        node: edge.declaredBy,
        property: "",
        key: edge.id,
        origin: edge.declaration,
      })),
  },
];

function settingAt(volume: GraphNode, property: string): SourceNode {
  const from = volume.part === "" ? volume.declaration.properties : volume.origin;
  return nodeAt(from, settingPath(volume, property)) ?? volume.origin;
}

function durableMounts(mounts: readonly Mount[]): Fact {
  const durable = mounts.filter((mount) => isDurablePath(mount.path));
  return listOf(
    durable.filter(({ doubt }) => doubt === undefined).map((mount) => hop(mount.evidence)),
    durable.flatMap(({ doubt }) => doubt ?? []),
  );
}

function placed(end: AttachesEdge["source"] | AttachesEdge["target"], zone: Zone): readonly Fact[] {
  if (isOutside(end) || zone.evidence === null) return [];
  return [hop({ message: `${end.logicalId} stands in ${zone.label}`, node: zone.evidence.node })];
}

function reasonsOf(zone: Zone): readonly NonNullable<Zone["reason"]>[] {
  if (zone.reason !== null) return [zone.reason];
  return [
    {
      kind: "zone",
      name: zone.label,
      stack: "",
      message: `${zone.label} cannot be compared with the zone of the other end`,
      settle: null,
    },
  ];
}
