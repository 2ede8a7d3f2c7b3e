/**
 * What is asked of triggers: who starts whom, on what, and who may.
 */

import { permissionsFor } from "../../graph/events/trigger-permissions.ts";
import type { InvokeAllowedEdge, TriggersEdge } from "../../graph/model.ts";
import { isOutside } from "../../graph/model.ts";
import { spell } from "../../resolve/spell.ts";
import {
  type Fact,
  type FactContext,
  type FactType,
  hop,
  listOf,
  location,
  nodeFact,
  object,
  type SubjectKind,
  unknown,
} from "../fact.ts";
import { handoverFields } from "./handover.ts";
import { deliveryFields } from "./trigger-delivery.ts";
import { recursionFields } from "./trigger-recursion.ts";

const trigger: FactType<TriggersEdge> = {
  name: "Trigger",
  doc: "Something starts something else: an upload a function, a queue its consumer, a rule its target.",
  text: ({ source, target, targetValue }) =>
    `${source.logicalId} to ${isOutside(target) ? spell(targetValue) : target.logicalId}`,
  fields: {
    source: {
      type: "Node",
      doc: "What it comes from: a bucket, queue, topic, rule.",
      read: (self) => nodeFact(self.source),
    },
    target: {
      type: "Node",
      doc: "What is started; not known where it is outside the app.",
      read: ({ target, targetValue }) => {
        if (!isOutside(target)) return nodeFact(target);
        const name = spell(targetValue);
        return unknown(
          target.reason ?? {
            kind: "outside",
            name,
            stack: "",
            message: `${name} is defined outside this app`,
            settle: "judge the stack that defines it together with this one",
          },
        );
      },
    },
    targetName: {
      type: "string",
      doc: "What a person calls the target, also where it is outside the app.",
      read: ({ target, targetValue }) => (isOutside(target) ? spell(targetValue) : target.logicalId),
    },
    targetsFunction: {
      type: "bool",
      doc: "Whether the target is a function, also where it is outside the app.",
      read: (self) => self.targetRole === "compute.fn",
    },
    targetRole: {
      type: "string",
      doc: "The part that the target plays, also where it is outside the app; empty where that is not said.",
      read: (self) => self.targetRole ?? "",
    },
    via: {
      type: "string",
      doc: "`notification` (S3's own), `eventbridge`, `queue`, `topic`, `pipe` or `workflow`.",
      read: (self) => self.via,
    },
    events: { type: "list<string>", doc: "The events: `s3:ObjectCreated:*`.", read: (self) => listOf(self.events) },
    permissions: {
      type: "list<Permission>",
      doc: "Permissions to invoke the target that are about this source or the service that invokes for it.",
      read: (self, { graph, world }) => {
        const { items, open } = permissionsFor(graph, self, world);
        return {
          kind: "list",
          open,
          items: items.map((edge: InvokeAllowedEdge) => ({ guard: edge.guard, value: object("Permission", edge) })),
        };
      },
    },
    ...handoverFields,
    declaration: { type: "Location", doc: "Where it is configured.", read: (self) => location(self.declaration) },
    path: { type: "list<Hop>", doc: "The hops of the trigger, as evidence.", read: pathOf },
    ...deliveryFields,
    ...recursionFields,
  },
};

function pathOf(self: TriggersEdge, { graph, world }: FactContext): Fact {
  const permitted = permissionsFor(graph, self, world).items.flatMap((edge) => edge.evidence);
  const end = isOutside(self.target)
    ? []
    : [{ node: self.target.origin, message: `${self.target.logicalId} is to be invoked` }];
  return listOf([...self.evidence, ...permitted, ...end].map(hop));
}

export const types: readonly FactType<never>[] = [trigger];
export const subjects: readonly SubjectKind[] = [
  {
    name: "triggers",
    type: "Trigger",
    select: (graph) =>
      graph.edges("triggers").map((edge) => ({
        self: edge,
        guard: edge.guard,
        node: edge.source,
        property: edge.declaredBy === edge.source && edge.via === "notification" ? "NotificationConfiguration" : "",
        key: edge.id,
        origin: edge.declaration,
      })),
  },
];
