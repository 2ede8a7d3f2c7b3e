/**
 * What is asked about logs of who asked what, and of what traffic there was.
 */

import type { GraphNode } from "../../graph/model.ts";
import { isLogged, loggedNodes } from "../../graph/web/access-logs.ts";
import type { FactType, SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const logged: FactType<GraphNode> = {
  name: "Logged",
  extends: "Node",
  doc: "What can log who asked what: a load balancer, a bucket, a distribution, an API, a VPC. Buckets that logs are put into are left out.",
  fields: {
    isLogged: {
      type: "bool",
      doc: "Whether requests to it, or the traffic of a VPC, are logged; of an API, by all of its stages.",
      read: (self, { graph, world }) => ternaryFact(isLogged(graph, self, world)),
    },
  },
};

export const types: readonly FactType<never>[] = [logged];
export const subjects: readonly SubjectKind[] = [
  { name: "logged", type: "Logged", select: (graph) => loggedNodes(graph).map(nodeSubject) },
];
