/**
 * What is asked of triggers about recursion: whether what they start may start them again.
 */

import { recursionOf } from "../../graph/events/recursion.ts";
import type { TriggersEdge } from "../../graph/model.ts";
import { type FactField, hop, listOf } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const recursionFields: Readonly<Record<string, FactField<TriggersEdge>>> = {
  restartsItself: {
    type: "bool",
    doc: "Whether a function that it starts may change objects that it listens to, directly or over other buckets.",
    read: (self, { graph, world }) => ternaryFact(recursionOf(graph, self, world).restarts),
  },
  restartsSurely: {
    type: "bool",
    doc: "Whether every object that the function may write there starts it again, and not only some.",
    read: (self, { graph, world }) => recursionOf(graph, self, world).surely,
  },
  writer: {
    type: "string",
    doc: "The function that may start it again; empty where none may.",
    read: (self, { graph, world }) => recursionOf(graph, self, world).writer?.logicalId ?? "",
  },
  recursion: {
    type: "list<Hop>",
    doc: "The way round: what the trigger starts, and what lets that start it again.",
    read: (self, { graph, world }) => listOf(recursionOf(graph, self, world).evidence.map(hop)),
  },
};
