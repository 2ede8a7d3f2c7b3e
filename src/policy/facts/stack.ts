/**
 * What is asked of one stack: what is deployed, and deleted, together.
 */
import type { GraphNode } from "../../graph/model.ts";
import { isRole, type Role } from "../../graph/role.ts";
import { always } from "../../resolve/guard.ts";
import type { ResolvedStack } from "../../resolve/resolved.ts";
import { childOf } from "../../source/node.ts";
import { type Fact, type FactContext, type FactType, nodeFact, type SubjectKind } from "../fact.ts";

const stores: readonly Role[] = ["rdb", "nosql", "shared-fs", "object"];

const stack: FactType<ResolvedStack> = {
  name: "Stack",
  doc: "One stack: what is deployed, and deleted, together.",
  text: (self) => self.stack.name,
  fields: {
    name: { type: "string", doc: "Its name.", read: (self) => self.stack.name },
    stores: {
      type: "list<Node>",
      doc: "What holds data in it: databases, tables, file systems, buckets; what is tagged as temporary too.",
      read: (self, context) => nodesOf(self, context, ({ role }) => stores.some((store) => isRole(role, store))),
    },
    computes: {
      type: "list<Node>",
      doc: "What runs code in it, functions of custom resources left out.",
      read: (self, context) => nodesOf(self, context, ({ role }) => isRole(role, "compute")),
    },
  },
};

function nodesOf(self: ResolvedStack, { graph }: FactContext, test: (node: GraphNode) => boolean): Fact {
  const nodes = graph.nodes.filter((node) => node.stack === self && node.part === "" && test(node));
  return { kind: "list", items: nodes.map((node) => ({ guard: node.guard, value: nodeFact(node) })), open: [] };
}

export const types: readonly FactType<never>[] = [stack];
export const subjects: readonly SubjectKind[] = [
  {
    name: "stack",
    type: "Stack",
    select: (graph) =>
      graph.stacks.map((self) => {
        const { root } = self.template;
        return {
          self,
          guard: always,
          node: null,
          stack: self,
          property: "",
          key: self.stack.name,
          origin: childOf(root, "Resources") ?? root,
        };
      }),
  },
];
