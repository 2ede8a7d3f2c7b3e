/**
 * What deletion does to a node's data; part of the type `Node` (base.ts).
 */

import type { GraphNode } from "../../graph/model.ts";
import { isTaggedDurable, isTaggedTemporary } from "../../graph/organisation/data-tags.ts";
import { deletionOf, emptiedBeforeDeletion, isProtected, replacementOf } from "../../graph/stores/deletion.ts";
import { type FactField, hop, listOf, location, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const deletionFields: Readonly<Record<string, FactField<GraphNode>>> = {
  onDelete: {
    type: "string",
    doc: "The deletion policy in effect: what is written, else CloudFormation's default (`Snapshot` for databases, else `Delete`).",
    read: (self, { world }) => {
      const deletion = deletionOf(self, world);
      return typeof deletion === "string" ? deletion : unknown(deletion.reason);
    },
  },
  deletionPolicyAt: {
    type: "Location",
    doc: "Where `DeletionPolicy` is written, else the resource.",
    read: (self) => location(self.declaration.deletionPolicy ?? self.origin),
  },
  onReplace: {
    type: "string",
    doc: "What becomes of it when an update replaces it (`UpdateReplacePolicy`); `Delete` where nothing is written, for databases too.",
    read: (self, { world }) => {
      const replacement = replacementOf(self, world);
      return typeof replacement === "string" ? replacement : unknown(replacement.reason);
    },
  },
  replacePolicyAt: {
    type: "Location",
    doc: "Where `UpdateReplacePolicy` is written, else the resource.",
    read: (self) => location(self.declaration.updateReplacePolicy ?? self.origin),
  },
  deletionProtected: {
    type: "bool",
    doc: "Whether its service refuses to delete it (`DeletionProtection`).",
    read: (self, { world }) => ternaryFact(isProtected(self, world)),
  },
  taggedTemporary: {
    type: "bool",
    doc: "Whether a tag says that what it holds is temporary (`temp`, `scratch`, `cache`).",
    read: (self, { world }) => isTaggedTemporary(self, world),
  },
  taggedDurable: {
    type: "bool",
    doc: "Whether a tag says that what it holds is meant to last (`durable`, `persistent`, `user-data`).",
    read: (self, { world }) => isTaggedDurable(self, world),
  },
  emptiedBeforeDeletion: {
    type: "list<Hop>",
    doc: "The custom resources of CDK that empty a bucket before it is deleted.",
    read: (self, { graph, world }) => listOf(emptiedBeforeDeletion(graph, self, world).map(hop)),
  },
};
