/**
 * The facts that everything else builds on: nodes, places in templates, hops of evidence.
 *
 * Not here: what only some roles have; each topic has a file beside this one.
 */
import type { Evidence, GraphNode } from "../../graph/model.ts";
import { valueAt } from "../../resolve/reading.ts";
import { nodeAt, type SourceNode, spanOf } from "../../source/node.ts";
import { type Fact, type FactContext, type FactType, hop, location, unknown } from "../fact.ts";
import { valueFact } from "../value-fact.ts";
import { deletionFields } from "./deletion.ts";
import { networkFields } from "./network.ts";
import { tagsFact } from "./node-tags.ts";
import { placementFields } from "./placement.ts";

const node: FactType<GraphNode> = {
  name: "Node",
  doc: "A resource of a template, or a part of one that plays a part of its own (a block device of a launch template).",
  text: (self) => nameOf(self),
  fields: {
    id: {
      type: "string",
      doc: "Its logical ID, with `#path` where it is a part of a resource.",
      read: (self) => nameOf(self),
    },
    stack: { type: "string", doc: "The name of its stack.", read: (self) => self.stack.stack.name },
    type: { type: "string", doc: "Its CloudFormation type: `AWS::S3::Bucket`.", read: (self) => self.type },
    role: {
      type: "string",
      doc: "The part that it plays in the architecture: `object`, `rdb`, `compute.fn`.",
      read: (self) => self.role,
    },
    properties: {
      type: "dyn",
      doc: "Its properties as the template says them. What may not be set must be tested with `has()`.",
      read: (self, { world }) => {
        const properties = world.read(self.properties);
        if (properties.kind === "unknown") return unknown(properties.reason);
        return properties.kind === "map" ? valueFact(properties, world) : { kind: "map", entries: new Map() };
      },
    },
    tags: {
      type: "dyn",
      doc: 'Its tags by key, from either form of `Tags`: `has(bucket.tags.data)`, `bucket.tags["data"]`.',
      read: (self, { world }) => tagsFact(valueAt(self.properties, ["Tags"]), world),
    },
    deletionPolicy: {
      type: "string",
      optional: true,
      doc: "`DeletionPolicy` as it is written; not set where AWS's default applies.",
      read: (self, context) => attribute(self, self.declaration.deletionPolicy, context),
    },
    updateReplacePolicy: {
      type: "string",
      optional: true,
      doc: "`UpdateReplacePolicy` as it is written; not set where AWS's default applies.",
      read: (self, context) => attribute(self, self.declaration.updateReplacePolicy, context),
    },
    ...deletionFields,
    ...placementFields,
    ...networkFields,
    declaration: {
      type: "Location",
      doc: "Where it is declared.",
      read: (self) => location(self.origin),
    },
  },
  methods: {
    at: {
      parameters: [{ name: "path", type: "string" }],
      returns: "Location",
      doc: 'Where a property is written (`bucket.at("VersioningConfiguration.Status")`), else the nearest place around it.',
      call: (self, [path]) => location(placeOf(self, path)),
    },
    hop: {
      parameters: [
        { name: "path", type: "string" },
        { name: "message", type: "string" },
      ],
      returns: "Hop",
      doc: "A hop of evidence at a property, or at the nearest place around it.",
      call: (self, [path, message]) => hop({ node: placeOf(self, path), message: String(message) }),
    },
  },
};

const place: FactType<SourceNode> = {
  name: "Location",
  doc: "A place in a template.",
  text: (self) => {
    const { file, start } = spanOf(self);
    return `${file}:${start.line}`;
  },
  fields: {
    file: { type: "string", doc: "Path of the file.", read: (self) => spanOf(self).file },
    line: { type: "int", doc: "Line, from 1.", read: (self) => spanOf(self).start.line },
  },
};

const evidence: FactType<Evidence> = {
  name: "Hop",
  doc: "A place in a template, and what it contributes to a finding.",
  text: (self) => self.message,
  fields: {
    message: { type: "string", doc: "What the place contributes.", read: (self) => self.message },
    location: { type: "Location", doc: "The place.", read: (self) => location(self.node) },
  },
};

export const types: readonly FactType<never>[] = [node, place, evidence];

function nameOf({ logicalId, part }: GraphNode): string {
  return part === "" ? logicalId : `${logicalId}#${part}`;
}

function attribute(self: GraphNode, written: SourceNode | undefined, { world }: FactContext): Fact {
  return valueFact(self.stack.valueOf(written), world);
}

/** The line that a reviewer would edit: the property, what is around it, or the resource's logical ID. */
function placeOf(self: GraphNode, path: Fact | undefined): SourceNode {
  const steps =
    typeof path === "string" ? path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step)) : [];
  const from = self.part === "" ? self.declaration.properties : self.origin;
  for (let length = steps.length; length > 0; length--) {
    const found = nodeAt(from, steps.slice(0, length));
    if (found !== undefined) return found;
  }
  return self.origin;
}
