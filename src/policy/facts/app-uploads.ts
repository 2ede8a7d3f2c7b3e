/**
 * What is asked of an app about uploads; part of the type `App` (app.ts).
 */
import type { Graph } from "../../graph/model.ts";
import { canAnybodyUpload } from "../../graph/stores/upload-writers.ts";
import type { FactField } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const uploadFields: Readonly<Record<string, FactField<Graph>>> = {
  canUpload: {
    type: "bool",
    doc: "Whether compute, a role that browsers or phones get, or an API may put objects into one of its buckets.",
    read: (self, { world }) => ternaryFact(canAnybodyUpload(self, world)),
  },
};
