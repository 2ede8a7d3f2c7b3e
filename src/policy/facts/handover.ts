/**
 * What is asked of a trigger that rewrites what it hands on: whether the upload can still be recognised.
 *
 * These fields are part of the type `Trigger` (trigger.ts).
 */

import { uploadPathOver } from "../../graph/events/upload-path.ts";
import { losesUpload } from "../../graph/functions/metadata-content.ts";
import type { TriggersEdge } from "../../graph/model.ts";
import { leadsToTable } from "../../graph/stores/table-key.ts";
import { type FactField, hop, listOf } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const handoverFields: Readonly<Record<string, FactField<TriggersEdge>>> = {
  fromUploads: {
    type: "bool",
    doc: "Whether uploads to a bucket come by it.",
    read: (self, { graph, world }) => uploadPathOver(graph, self, world) !== undefined,
  },
  leadsToTable: {
    type: "bool",
    doc: "Whether it leads to a table: as its target, or by a target that is told of one or puts items into one.",
    read: (self, { graph }) => leadsToTable(graph, self),
  },
  losesUpload: {
    type: "bool",
    doc: "Whether it rewrites the event so that neither the object's key nor the time is left: an input of a rule's target, the template of a pipe, the item that a workflow puts.",
    read: (self, { world }) => ternaryFact(losesUpload(self, world)),
  },
  pathFromUpload: {
    type: "list<Hop>",
    doc: "The hops from the bucket up to and with this one; none where no uploads come by it.",
    read: (self, { graph, world }) =>
      listOf((uploadPathOver(graph, self, world) ?? []).flatMap(({ evidence }) => evidence).map(hop)),
  },
};
