/**
 * What is asked of references: compute that is told about a store, and may or may not use it.
 */
import { isOutside, type ReferencesEdge } from "../../graph/model.ts";
import { type FactType, hop, listOf, location, nodeFact, object, type SubjectKind, unknown } from "../fact.ts";
import { secretFields } from "./secret.ts";

const reference: FactType<ReferencesEdge> = {
  name: "Reference",
  doc: "Compute is told about a store: in its environment, its container definition, its user data or its code.",
  text: ({ source, via }) => `${via} of ${source.logicalId}`,
  fields: {
    source: { type: "Compute", doc: "The compute that is told.", read: (self) => object("Compute", self.source) },
    target: {
      type: "Node",
      doc: "The store; references always lead to one of the app.",
      read: (self) => (isOutside(self.target) ? unknown() : nodeFact(self.target)),
    },
    via: {
      type: "string",
      doc: "How: `environment`, `container`, `user-data`, `cfn-init`, `code`, `parameter-store`.",
      read: (self) => self.via,
    },
    attribute: {
      type: "string",
      doc: "What is told: `Ref`, `Arn` or `Name`, or something about it: `DomainName`, `WebsiteURL`, `Url`, `StreamArn`.",
      read: (self) => self.attribute,
    },
    namesTarget: {
      type: "bool",
      doc: "Whether it names the store itself, so that it can be used; not an address that it is served under.",
      read: (self) => ["Ref", "Arn", "Name"].includes(self.attribute),
    },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.declaration) },
    path: { type: "list<Hop>", doc: "The reference, as evidence.", read: (self) => listOf(self.evidence.map(hop)) },
    ...secretFields,
  },
};

export const types: readonly FactType<never>[] = [reference];
export const subjects: readonly SubjectKind[] = [
  {
    name: "references",
    type: "Reference",
    select: (graph) =>
      graph.edges("references").map((edge) => ({
        self: edge,
        guard: edge.guard,
        node: edge.source,
        property: "",
        key: edge.id,
        origin: edge.declaration,
      })),
  },
];
