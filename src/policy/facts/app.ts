/**
 * What is asked of the app as a whole: what there is in it, and what is missing.
 *
 * A finding about the app stands under the name of its first stack, at the section that holds its resources.
 */
import { missingStacks } from "../../graph/missing-stacks.ts";
import type { Graph } from "../../graph/model.ts";
import { isRole } from "../../graph/role.ts";
import { always } from "../../resolve/guard.ts";
import { childOf } from "../../source/node.ts";
import { type Fact, type FactType, object, type Subject, type SubjectKind } from "../fact.ts";
import { storeFields } from "./app-stores.ts";
import { uploadFields } from "./app-uploads.ts";

const app: FactType<Graph> = {
  name: "App",
  doc: "Everything that is judged together: the stacks of an assembly, a template with its nested stacks.",
  text: () => "the app",
  fields: {
    computes: {
      type: "list<Compute>",
      doc: "What runs code, functions of custom resources left out.",
      read: (self) => nodesOf(self, "compute", "Compute"),
    },
    buckets: { type: "list<Bucket>", doc: "Its S3 buckets.", read: (self) => nodesOf(self, "object", "Bucket") },
    databases: {
      type: "list<Database>",
      doc: "Its relational databases.",
      read: (self) => nodesOf(self, "rdb", "Database"),
    },
    tables: { type: "list<Table>", doc: "Its DynamoDB tables.", read: (self) => nodesOf(self, "nosql", "Table") },
    nodes: {
      type: "list<Node>",
      doc: "All its resources, and their parts.",
      read: (self) => nodesOf(self, "", "Node"),
    },
    ...storeFields,
    ...uploadFields,
  },
};

function nodesOf(graph: Graph, role: string, type: string): Fact {
  const nodes = graph.nodes.filter((node) => role === "" || isRole(node.role, role));
  const items = nodes.map((node) => ({ guard: node.guard, value: object(type, node) }));
  return { kind: "list", items, open: missingStacks(graph) };
}

function appSubject(graph: Graph): readonly Subject[] {
  const [stack] = graph.stacks;
  if (stack === undefined) return [];
  const { root } = stack.template;
  const origin = childOf(root, "Resources") ?? root;
  return [{ self: graph, guard: always, node: null, stack, property: "", key: "", origin }];
}

export const types: readonly FactType<never>[] = [app];
export const subjects: readonly SubjectKind[] = [{ name: "app", type: "App", select: appSubject }];
