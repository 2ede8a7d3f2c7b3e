/**
 * What is asked of a reference that tells compute the secret of a database. Part of the type `Reference` (reference.ts).
 */

import { canReadSecret, tellsDatabaseSecret } from "../../graph/access/secret-access.ts";
import type { ReferencesEdge } from "../../graph/model.ts";
import { answerFact } from "../answer-fact.ts";
import { type FactField, hop, listOf } from "../fact.ts";

export const secretFields: Readonly<Record<string, FactField<ReferencesEdge>>> = {
  tellsDatabaseSecret: {
    type: "bool",
    doc: "Whether it tells the secret of a database: one that is attached to it, that holds its password, or that RDS keeps.",
    read: (self, { graph }) => tellsDatabaseSecret(graph, self),
  },
  canReadSecret: {
    type: "bool",
    doc: "Whether who is told may read the secret and decrypt it; for a secret of a container's definition, its execution role.",
    read: (self, { graph, world }) => answerFact(canReadSecret(graph, self, world)),
  },
  secretPath: {
    type: "list<Hop>",
    doc: "What decides whether who is told may read the secret.",
    read: (self, { graph, world }) => listOf(canReadSecret(graph, self, world).evidence.map(hop)),
  },
};
