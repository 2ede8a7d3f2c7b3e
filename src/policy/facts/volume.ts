/**
 * What is asked of EBS volumes and of their attachments.
 */
import { type AttachesEdge, type GraphNode, isOutside } from "../../graph/model.ts";
import { isDurablePath, type Mount, mountsOfVolume } from "../../graph/mounts.ts";
import { sameZone, type Zone, zoneOf } from "../../graph/zone.ts";
import { booleanOf, readAt } from "../../resolve/reading.ts";
import {
  type Fact,
  type FactType,
  hop,
  listOf,
  missing,
  nodeFact,
  type RoleType,
  type SubjectKind,
  unknown,
} from "../fact.ts";

const volume: FactType<GraphNode> = {
  name: "Volume",
  extends: "Node",
  doc: "An EBS volume: a resource of its own, or what a block-device mapping makes.",
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
    deletesOnTermination: {
      type: "bool",
      optional: true,
      doc: "`DeleteOnTermination` of a mapping, where it is set.",
      read: (self, { world }) => {
        const value = readAt(self.properties, ["Ebs", "DeleteOnTermination"], world);
        if (value.kind === "unknown") return unknown(value.reason);
        return booleanOf(value) ?? missing;
      },
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
