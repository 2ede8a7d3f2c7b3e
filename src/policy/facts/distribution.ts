/**
 * What is asked of what visitors meet first: load balancers, APIs, distributions, and the origins behind those.
 */

import type { GraphNode } from "../../graph/model.ts";
import { isInternetFacing } from "../../graph/network/exposure.ts";
import { canBeBypassed } from "../../graph/web/origin-bypass.ts";
import { type Origin, originsOf } from "../../graph/web/origins.ts";
import { canHaveWebAcl, isBehindWebAcl } from "../../graph/web/web-acl.ts";
import { type FactType, hop, listOf, location, nodeFact, type RoleType, type SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const entrance: FactType<GraphNode> = {
  name: "Entrance",
  extends: "Node",
  doc: "What visitors meet first: a load balancer, an API, a CloudFront distribution.",
  fields: {
    internetFacing: {
      type: "bool",
      doc: "Whether visitors on the internet can address it; a load balancer without a scheme is internet-facing.",
      read: (self, { world }) => ternaryFact(isInternetFacing(self, world)),
    },
    canHaveWebAcl: {
      type: "bool",
      doc: "Whether AWS WAF can be put in front of it: not of Network and Classic Load Balancers, nor of HTTP APIs.",
      read: (self, { world }) => ternaryFact(canHaveWebAcl(self, world)),
    },
    behindWebAcl: {
      type: "bool",
      doc: "Whether a web ACL protects it, its own or that of a distribution in front of it.",
      read: (self, { graph, world }) => ternaryFact(isBehindWebAcl(graph, self, world)),
    },
    distributions: {
      type: "list<Node>",
      doc: "The CloudFront distributions that fetch from it.",
      read: (self, { graph }) => ({
        kind: "list",
        items: graph
          .edgesTo("fronts", self)
          .filter(({ source }) => source.role === "cdn")
          .map(({ source, guard }) => ({ guard, value: nodeFact(source) })),
        open: [],
      }),
    },
  },
};

const origin: FactType<Origin> = {
  name: "Origin",
  doc: "Where a CloudFront distribution fetches from, where that is a resource of the app.",
  text: (self) => self.target.logicalId,
  fields: {
    distribution: { type: "Node", doc: "The distribution.", read: (self) => nodeFact(self.distribution) },
    target: { type: "Node", doc: "What it fetches from.", read: (self) => nodeFact(self.target) },
    isWebsite: {
      type: "bool",
      doc: "Whether it is the website endpoint of a bucket, which is public by nature and takes no signatures.",
      read: (self) => self.isWebsite,
    },
    canBeBypassed: {
      type: "bool",
      doc: "Whether visitors can ask the origin directly: a bucket without origin access control, a load balancer that takes anybody.",
      read: (self, { graph, world }) => ternaryFact(canBeBypassed(graph, self, world)),
    },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.origin) },
    path: {
      type: "list<Hop>",
      doc: "The distribution, and what it fetches from.",
      read: ({ distribution, target, origin: at }) =>
        listOf([
          hop({ message: `${distribution.logicalId} fetches from ${target.logicalId}`, node: at }),
          hop({ message: `${target.logicalId} is declared here`, node: target.origin }),
        ]),
    },
  },
};

export const types: readonly FactType<never>[] = [entrance, origin];
export const roleTypes: readonly RoleType[] = ["lb", "api", "cdn"].map((role) => ({ role, type: "Entrance" }));
export const subjects: readonly SubjectKind[] = [
  {
    name: "origin",
    type: "Origin",
    select: (graph) =>
      originsOf(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.distribution,
        property: "DistributionConfig.Origins",
        key: `${self.target.id} ${self.name}`,
        origin: self.origin,
      })),
  },
];
