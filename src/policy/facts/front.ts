/**
 * What is asked of what visitors are served from.
 */

import type { GraphNode } from "../../graph/model.ts";
import { frontCandidates, isBehindCdn, servesVisitors } from "../../graph/web/front.ts";
import type { FactType, SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const front: FactType<GraphNode> = {
  name: "Front",
  extends: "Node",
  doc: "A load balancer or a bucket, which visitors may be served from.",
  fields: {
    servesVisitors: {
      type: "bool",
      doc: "Whether visitors are served from it: a bucket that is a website, a load balancer for the web that faces the internet.",
      read: (self, { world }) => ternaryFact(servesVisitors(self, world)),
    },
    behindCdn: {
      type: "bool",
      doc: "Whether a CloudFront distribution fetches from it; unknown where one outside the app may.",
      read: (self, { graph, world }) => ternaryFact(isBehindCdn(graph, self, world)),
    },
  },
};

export const types: readonly FactType<never>[] = [front];
export const subjects: readonly SubjectKind[] = [
  { name: "front", type: "Front", select: (graph) => frontCandidates(graph).map(nodeSubject) },
];
