/**
 * What deletion does to a node's data; part of the type `Node` (base.ts).
 */
import { deletionOf, emptiedBeforeDeletion, isProtected } from "../../graph/deletion.ts";
import type { GraphNode } from "../../graph/model.ts";
import { type FactField, hop, listOf, unknown } from "../fact.ts";

export const deletionFields: Readonly<Record<string, FactField<GraphNode>>> = {
  onDelete: {
    type: "string",
    doc: "The deletion policy in effect: what is written, else CloudFormation's default (`Snapshot` for databases, else `Delete`).",
    read: (self, { world }) => {
      const deletion = deletionOf(self, world);
      return "reason" in deletion ? unknown(deletion.reason) : deletion.policy;
    },
  },
  deletionProtected: {
    type: "bool",
    doc: "Whether its service refuses to delete it (`DeletionProtection`).",
    read: (self, { world }) => isProtected(self, world),
  },
  emptiedBeforeDeletion: {
    type: "list<Hop>",
    doc: "The custom resources of CDK that empty a bucket before it is deleted.",
    read: (self, { graph, world }) => listOf(emptiedBeforeDeletion(graph, self, world).map(hop)),
  },
};
