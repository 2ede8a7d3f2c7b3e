/**
 * What is asked of DynamoDB tables: whether their items can be brought back, and whether their capacity follows the
 * traffic.
 */
import type { GraphNode } from "../../graph/model.ts";
import { fixedCapacity, isOnDemand } from "../../graph/stores/table-capacity.ts";
import { keyAttribute, namesSomebody, uploadWriters } from "../../graph/stores/table-key.ts";
import { hasPointInTimeRecovery, isBackedUp, itemsExpire } from "../../graph/stores/table-recovery.ts";
import { always } from "../../resolve/guard.ts";
import type { Reason } from "../../resolve/value.ts";
import { type Fact, type FactType, hop, listOf, missing, nodeFact, type RoleType, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const table: FactType<GraphNode> = {
  name: "Table",
  extends: "Node",
  doc: "A DynamoDB table or global table.",
  fields: {
    pointInTimeRecovery: {
      type: "bool",
      doc: "Whether point-in-time recovery is on; for a global table, in every replica.",
      read: (self, { world }) => ternaryFact(hasPointInTimeRecovery(self, world)),
    },
    backedUp: {
      type: "bool",
      doc: "Whether a backup plan selects it; unknown where a plan outside the app may.",
      read: (self, { graph, world }) => ternaryFact(isBackedUp(graph, self, world)),
    },
    itemsExpire: {
      type: "bool",
      doc: "Whether its items are declared to expire (time to live): a cache, sessions, locks.",
      read: (self, { world }) => ternaryFact(itemsExpire(self, world)),
    },
    partitionKey: {
      type: "string",
      optional: true,
      doc: "The attribute that is its partition key.",
      read: (self, { world }) => keyFact(keyAttribute(self, "HASH", world)),
    },
    sortKey: {
      type: "string",
      optional: true,
      doc: "The attribute that is its sort key; not set where it has none.",
      read: (self, { world }) => keyFact(keyAttribute(self, "RANGE", world)),
    },
    keyNamesSomebody: {
      type: "bool",
      doc: "Whether the name of its partition key speaks of a person: `userId`, `owner`, `customer_email`.",
      read: (self, { world }) => {
        const key = keyAttribute(self, "HASH", world);
        return typeof key === "object" ? unknown(key) : key !== undefined && namesSomebody(key);
      },
    },
    uploadWriters: {
      type: "list<Node>",
      doc: "Functions and workflows that uploads start and that are told of the table.",
      read: (self, { graph, world }) => listOf(uploadWriters(graph, self, world).map(({ writer }) => nodeFact(writer))),
    },
    uploadHops: {
      type: "list<Hop>",
      doc: "The hops by which uploads get to those.",
      read: (self, { graph, world }) =>
        listOf(
          uploadWriters(graph, self, world).flatMap(({ path }) => path.flatMap(({ evidence }) => evidence.map(hop))),
        ),
    },
    onDemand: {
      type: "bool",
      doc: "Whether it is billed by request, so that it has no capacity to run out of (`BillingMode`; not set means provisioned).",
      read: (self, { world }) => ternaryFact(isOnDemand(self, world)),
    },
    fixedCapacity: {
      type: "list<string>",
      doc: "Which provisioned capacities nothing scales: `reads of the table`, `writes of the index by-owner`.",
      read: (self, { graph, world }) => {
        const { items, open, unless } = fixedCapacity(graph, self, world);
        const doubt = unless === null ? {} : { doubt: [unless] };
        return { kind: "list", open, items: items.map((value) => ({ guard: always, value, ...doubt })) };
      },
    },
  },
};

function keyFact(key: string | Reason | undefined): Fact {
  return typeof key === "object" ? unknown(key) : (key ?? missing);
}

export const types: readonly FactType<never>[] = [table];
export const roleTypes: readonly RoleType[] = [{ role: "nosql", type: "Table" }];
