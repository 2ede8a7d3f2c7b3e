/**
 * What compute needs beside the permission on a store: to write its log, to use the key of the store, to read what was uploaded.
 * Part of the type `Compute` (access.ts).
 */
import { canUseKeyOf } from "../../graph/access/key-access.ts";
import { canLog } from "../../graph/access/log-access.ts";
import { withPlaceToGrant } from "../../graph/access/place-to-grant.ts";
import type { GraphNode } from "../../graph/model.ts";
import { uploadSourcesOf } from "../../graph/stores/upload-sources.ts";
import { answerFact } from "../answer-fact.ts";
import { type Fact, type FactField, type FactMethod, hop, listOf, object } from "../fact.ts";

export const logFields: Readonly<Record<string, FactField<GraphNode>>> = {
  canLog: {
    type: "bool",
    doc: "Whether a function may write its log: create a stream in its log group, and put events there.",
    read: (self, { graph, world }) => answerFact(canLog(graph, self, world)),
  },
  logPath: {
    type: "list<Hop>",
    doc: "What decides whether a function may write its log.",
    read: (self, { graph, world }) =>
      listOf(withPlaceToGrant(canLog(graph, self, world), graph, self, self, world, "its log").evidence.map(hop)),
  },
  uploadSources: {
    type: "list<Bucket>",
    doc: "The buckets from which uploads lead to it, directly or by way of queues, topics, rules and workflows.",
    read: (self, { graph, world }) => listOf(uploadSourcesOf(graph, self, world).map((one) => object("Bucket", one))),
  },
};

export const keyMethods: Readonly<Record<string, FactMethod<GraphNode>>> = {
  canEncrypt: {
    parameters: [{ name: "store", type: "Node" }],
    returns: "bool",
    doc: "Whether it may use the key of a store to write there (`kms:GenerateDataKey`); true where no key of anybody's is needed.",
    call: (self, [store], { graph, world }) =>
      answerFact(canUseKeyOf(graph, self, "kms:GenerateDataKey", nodeOf(store), world)),
  },
  canDecrypt: {
    parameters: [{ name: "store", type: "Node" }],
    returns: "bool",
    doc: "Whether it may use the key of a store to read there (`kms:Decrypt`); true where no key of anybody's is needed.",
    call: (self, [store], { graph, world }) =>
      answerFact(canUseKeyOf(graph, self, "kms:Decrypt", nodeOf(store), world)),
  },
  keyPath: {
    parameters: [
      { name: "action", type: "string" },
      { name: "store", type: "Node" },
    ],
    returns: "list<Hop>",
    doc: "The key of a store, and what decides whether it may do the action with it.",
    call: (self, [action, store], { graph, world }) =>
      listOf(canUseKeyOf(graph, self, String(action), nodeOf(store), world).evidence.map(hop)),
  },
};

function nodeOf(fact: Fact | undefined): GraphNode {
  if (typeof fact === "object" && fact !== null && fact.kind === "object") return fact.self as GraphNode;
  throw new Error("the checker lets only nodes through");
}
