/**
 * What is asked of buckets about what uploads to them start.
 */

import { startsFunction } from "../../graph/events/upload-start.ts";
import type { GraphNode } from "../../graph/model.ts";
import type { FactField } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const bucketTriggerFields: Readonly<Record<string, FactField<GraphNode>>> = {
  startsFunction: {
    type: "bool",
    doc: "Whether an upload to it starts a function, directly or by way of queues, topics, rules and workflows; or a workflow that writes to a table itself.",
    read: (self, { graph, world }) => ternaryFact(startsFunction(graph, self, world)),
  },
};
