/**
 * What is asked of compute about access: what it may do, by which statements, and whether uploads start it.
 */

import { canAny } from "../../graph/access/can.ts";
import { mayAny } from "../../graph/access/delegation.ts";
import { withPlaceToGrant } from "../../graph/access/place-to-grant.ts";
import { policiesOf } from "../../graph/access/policies.ts";
import { principalOf } from "../../graph/access/principals.ts";
import { s3ObjectActions } from "../../graph/access/s3-actions.ts";
import { statementAt } from "../../graph/access/written-statements.ts";
import { permissionsFor } from "../../graph/events/trigger-permissions.ts";
import { uploadPathTo } from "../../graph/events/upload-path.ts";
import type { Answer, GraphNode } from "../../graph/model.ts";
import { answerFact } from "../answer-fact.ts";
import { type Fact, type FactContext, type FactField, type FactMethod, hop, listOf, object } from "../fact.ts";
import { keyMethods, logFields } from "./needed-access.ts";

export const accessFields: Readonly<Record<string, FactField<GraphNode>>> = {
  ...logFields,
  startedByUpload: {
    type: "bool",
    doc: "Whether an upload to a bucket leads to it, directly or by way of queues, topics, rules and workflows.",
    read: (self, { graph, world }) => uploadPathTo(graph, self, world) !== undefined,
  },
  uploadPath: {
    type: "list<Hop>",
    doc: "The hops by which an upload gets to it, with the permissions for them; none where no upload does.",
    read: (self, { graph, world }) => {
      const path = uploadPathTo(graph, self, world) ?? [];
      const hops = path.flatMap((edge) => [edge, ...permissionsFor(graph, edge, world).items]);
      return listOf(hops.flatMap(({ evidence }) => evidence).map(hop));
    },
  },
  statements: {
    type: "list<Statement>",
    doc: "The statements of the policies of its role that the app's templates write.",
    read: (self, { graph, world }) => {
      const { role } = principalOf(graph, self, world);
      const policies = role === undefined ? [] : policiesOf(graph, role);
      const origins = policies.flatMap(({ statements }) => statements.items.flatMap(({ origin }) => origin ?? []));
      return listOf(
        origins.flatMap((origin) => {
          const written = statementAt(graph, origin);
          return written === undefined ? [] : [object("Statement", written)];
        }),
      );
    },
  },
};

export const accessMethods: Readonly<Record<string, FactMethod<GraphNode>>> = {
  ...keyMethods,
  can: {
    parameters: [
      { name: "action", type: "string" },
      { name: "resource", type: "Node" },
    ],
    returns: "bool",
    doc: 'Whether it may do an action on a resource: `compute.can("s3:PutObject", bucket)`.',
    call: (self, [action, resource], context) => answerFact(ask(self, [action], resource, context)),
  },
  canAny: {
    parameters: [
      { name: "actions", type: "list<string>" },
      { name: "resource", type: "Node" },
    ],
    returns: "bool",
    doc: "Whether it may do at least one of several actions on a resource.",
    call: (self, [actions, resource], context) => answerFact(ask(self, itemsOf(actions), resource, context)),
  },
  canUse: {
    parameters: [{ name: "store", type: "Node" }],
    returns: "bool",
    doc: "Whether it, or a role that it may use, may do anything with what a store holds: the objects of a bucket, the items of a table.",
    call: (self, [store], context) => answerFact(ask(self, dataActionsOf(store), store, context, mayAny)),
  },
  accessPath: {
    parameters: [
      { name: "actions", type: "list<string>" },
      { name: "resource", type: "Node" },
    ],
    returns: "list<Hop>",
    doc: "What decides whether it may do one of the actions: its role, and the statements that allow, deny, or miss the resource.",
    call: (self, [actions, resource], context) =>
      listOf(ask(self, itemsOf(actions), resource, context).evidence.map(hop)),
  },
  canWriteItems: {
    parameters: [{ name: "table", type: "Node" }],
    returns: "bool",
    doc: "Whether it, or a role that it may use, may put, change or delete items of a table, in any of the ways there are.",
    call: (self, [table], context) => answerFact(ask(self, writeItemActions, table, context, mayAny)),
  },
  usePath: {
    parameters: [{ name: "store", type: "Node" }],
    returns: "list<Hop>",
    doc: "What decides whether it may do anything with what a store holds.",
    call: (self, [store], context) => listOf(ask(self, dataActionsOf(store), store, context).evidence.map(hop)),
  },
};

/** Actions on what a store holds, the most common ones first. */
function dataActionsOf(store: Fact | undefined): readonly string[] {
  return nodeOf(store).role === "nosql" ? itemActions : s3ObjectActions;
}

const itemActions = [
  ...["GetItem", "PutItem", "UpdateItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem", "DeleteItem"],
  ...["PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete", "ConditionCheckItem"],
].map((name) => `dynamodb:${name}`);

const writeItemActions = [
  ...["PutItem", "UpdateItem", "BatchWriteItem", "DeleteItem", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"],
].map((name) => `dynamodb:${name}`);

function ask(
  self: GraphNode,
  actions: readonly (Fact | undefined)[],
  resource: Fact | undefined,
  { graph, world }: FactContext,
  question: typeof canAny = canAny,
): Answer {
  const names = actions.filter((action) => typeof action === "string");
  const node = nodeOf(resource);
  return withPlaceToGrant(question(graph, self, names, node, world), graph, self, node, world);
}

function nodeOf(fact: Fact | undefined): GraphNode {
  if (typeof fact === "object" && fact !== null && fact.kind === "object") return fact.self as GraphNode;
  throw new Error("the checker lets only nodes through");
}

function itemsOf(list: Fact | undefined): readonly Fact[] {
  return typeof list === "object" && list !== null && list.kind === "list" ? list.items.map(({ value }) => value) : [];
}
