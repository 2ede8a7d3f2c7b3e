/**
 * Whether compute keeps uploads on its own disks; part of the type `Compute` (compute.ts).
 */
import { mayPutObjects } from "../../graph/access/object-writer.ts";
import type { GraphNode } from "../../graph/model.ts";
import { localUploadsOf } from "../../graph/scripts/local-uploads.ts";
import { type FactField, hop, listOf } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const diskFields: Readonly<Record<string, FactField<GraphNode>>> = {
  localUploads: {
    type: "list<Hop>",
    doc: "Directories for uploads that its scripts make on its own disks; not on shared file systems, mounted buckets, or where they are copied to a bucket.",
    read: (self, { graph, world }) => {
      const { items, open } = localUploadsOf(graph, self, world);
      return listOf(items.map(hop), open);
    },
  },
  mayPutObjects: {
    type: "bool",
    doc: "Whether its role is allowed to put objects into any bucket at all, in the app or outside.",
    read: (self, { graph, world }) => ternaryFact(mayPutObjects(graph, self, world)),
  },
};
