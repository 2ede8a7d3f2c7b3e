/**
 * What is asked of DynamoDB tables: whether their items can be brought back.
 */
import type { GraphNode } from "../../graph/model.ts";
import { hasPointInTimeRecovery, isBackedUp, itemsExpire } from "../../graph/table-recovery.ts";
import type { FactType, RoleType } from "../fact.ts";
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
  },
};

export const types: readonly FactType<never>[] = [table];
export const roleTypes: readonly RoleType[] = [{ role: "nosql", type: "Table" }];
