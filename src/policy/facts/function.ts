/**
 * What is asked of functions: the tables that they were never told of, the connections that they open, the
 * age of their runtimes.
 *
 * These fields are part of the type `Compute` (compute.ts); for what is no function they say no.
 */
import { directConnections } from "../../graph/functions/direct-connections.ts";
import { followsTraffic, hasBoundedConcurrency } from "../../graph/functions/function-traffic.ts";
import { runtimeDeprecation } from "../../graph/functions/runtimes.ts";
import type { GraphNode } from "../../graph/model.ts";
import { untoldTables } from "../../graph/stores/untold-tables.ts";
import { always } from "../../resolve/guard.ts";
import { type FactField, hop, listOf, missing, nodeFact, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const functionFields: Readonly<Record<string, FactField<GraphNode>>> = {
  untoldTables: {
    type: "list<Node>",
    doc: "Tables that a policy of its own role lets it write by name, while neither its environment nor its code says the name; none where several functions share the role.",
    read: (self, { graph, world }) => ({
      kind: "list",
      open: [],
      items: untoldTables(graph, self, world).map(({ table, unless }) => ({
        guard: always,
        value: nodeFact(table),
        ...(unless !== undefined && { doubt: [unless] }),
      })),
    }),
  },
  untoldHops: {
    type: "list<Hop>",
    doc: "The statements that name those tables.",
    read: (self, { graph, world }) =>
      listOf(untoldTables(graph, self, world).flatMap(({ evidence }) => evidence.map(hop))),
  },
  directDatabases: {
    type: "list<Node>",
    doc: "Databases whose address it is told, by itself or in an attached secret, without a proxy and without a Data API, so that each execution opens a connection of its own.",
    read: (self, { graph, world }) => {
      const databases = directConnections(graph, self, world).map(({ database }) => database);
      return listOf([...new Set(databases)].map(nodeFact));
    },
  },
  directHops: {
    type: "list<Hop>",
    doc: "Where it is told those addresses.",
    read: (self, { graph, world }) =>
      listOf(directConnections(graph, self, world).flatMap(({ evidence }) => evidence.map(hop))),
  },
  boundedConcurrency: {
    type: "bool",
    doc: "Whether something keeps the number of its concurrent executions down: `ReservedConcurrentExecutions`, or `MaximumConcurrency` of all mappings that start it.",
    read: (self, { graph, world }) => ternaryFact(hasBoundedConcurrency(graph, self, world)),
  },
  runtimeDeprecated: {
    type: "string",
    optional: true,
    doc: "The day on which AWS deprecated its runtime (`2024-06-12`); not set where it did not, or where the function is an image.",
    read: (self, { world }) => {
      const day = runtimeDeprecation(self, world);
      return typeof day === "object" ? unknown(day) : (day ?? missing);
    },
  },
  followsTraffic: {
    type: "bool",
    doc: "Whether it is called more often where there is more traffic: by requests, uploads or messages, not by a schedule alone.",
    read: (self, { graph, world }) => ternaryFact(followsTraffic(graph, self, world)),
  },
};
