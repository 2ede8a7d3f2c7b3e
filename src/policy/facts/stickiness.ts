/**
 * What is asked of sticky sessions: whether visitors are tied to one instance.
 */
import { isSticky, type Stickiness, stickinessOf } from "../../graph/web/stickiness.ts";
import { type FactType, location, nodeFact, type SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const stickiness: FactType<Stickiness> = {
  name: "Stickiness",
  doc: "A setting that can tie visitors to one instance: of a target group, a Classic Load Balancer, an Elastic Beanstalk process.",
  text: (self) => self.node.logicalId,
  fields: {
    declaredBy: { type: "Node", doc: "The resource that holds the setting.", read: (self) => nodeFact(self.node) },
    enabled: {
      type: "bool",
      doc: "Whether it is on.",
      read: (self, { world }) => ternaryFact(isSticky(self, world)),
    },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.origin) },
  },
};

export const types: readonly FactType<never>[] = [stickiness];
export const subjects: readonly SubjectKind[] = [
  {
    name: "stickiness",
    type: "Stickiness",
    select: (graph) =>
      stickinessOf(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.node,
        property: "",
        key: "stickiness",
        origin: self.origin,
      })),
  },
];
