/**
 * What is asked of how a database copes with more; part of the type `Database` (database.ts).
 */
import type { GraphNode } from "../../graph/model.ts";
import { readsScale } from "../../graph/stores/read-scaling.ts";
import { storageGrows } from "../../graph/stores/storage-growth.ts";
import type { FactField } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const growthFields: Readonly<Record<string, FactField<GraphNode>>> = {
  readsScale: {
    type: "bool",
    doc: "Whether reads can go elsewhere: to readers, replicas, readable standbys, or a cache of the app.",
    read: (self, { graph, world }) => ternaryFact(readsScale(graph, self, world)),
  },
  storageGrows: {
    type: "bool",
    doc: "Whether the storage of an instance grows by itself (`MaxAllocatedStorage`).",
    read: (self, { world }) => ternaryFact(storageGrows(self, world)),
  },
};
