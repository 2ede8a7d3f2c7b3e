/**
 * What is asked of the way of requests: load balancer -> target group -> tier, and of the groups of subnets that
 * databases stand in.
 */

import { type FrontsEdge, type GraphNode, isOutside } from "../../graph/model.ts";
import { zonesBeyond } from "../../graph/web/beyond-balancer.ts";
import { forwardedTo, hasTargets } from "../../graph/web/idle-target-group.ts";
import { targetGroup } from "../../graph/web/target-groups.ts";
import { type FactType, hop, listOf, missing, nodeFact, type SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const fronting: FactType<FrontsEdge> = {
  name: "Fronting",
  doc: "Something that sends requests to something: a load balancer to a tier, a distribution to its origin.",
  fields: {
    front: { type: "Node", doc: "What sends them.", read: (self) => nodeFact(self.source) },
    target: {
      type: "Node",
      doc: "What gets them.",
      read: (self) => (isOutside(self.target) ? missing : nodeFact(self.target)),
    },
    leavesOutZones: {
      type: "bool",
      doc: "Whether the target stands in a zone that is not enabled on the load balancer, so that nothing there gets requests.",
      read: (self, { graph, world }) =>
        isOutside(self.target) || ternaryFact(zonesBeyond(graph, self.source, self.target, world).any),
    },
    zonesLeftOut: {
      type: "list<string>",
      doc: "The zones of the target that are not enabled on the load balancer, in words.",
      read: (self, { graph, world }) =>
        isOutside(self.target)
          ? listOf([])
          : listOf(zonesBeyond(graph, self.source, self.target, world).zones.map(({ label }) => label)),
    },
    path: {
      type: "list<Hop>",
      doc: "The hops from the front to the target: listener, target group, registration.",
      read: (self) => listOf(self.evidence.map(hop)),
    },
  },
};

const group: FactType<GraphNode> = {
  name: "TargetGroup",
  extends: "Node",
  doc: "A target group of a load balancer.",
  fields: {
    isForwardedTo: {
      type: "bool",
      doc: "Whether a listener of a load balancer sends requests to it.",
      read: (self, { graph, world }) => forwardedTo(graph, self, world) !== undefined,
    },
    forwardHops: {
      type: "list<Hop>",
      doc: "How requests come to it: load balancer, listener.",
      read: (self, { graph, world }) => listOf((forwardedTo(graph, self, world) ?? []).map(hop)),
    },
    hasTargets: {
      type: "bool",
      doc: "Whether anything registers with it.",
      read: (self, { graph, world }) => ternaryFact(hasTargets(graph, self, world)),
    },
  },
};

const subnetGroups = ["AWS::RDS::DBSubnetGroup", "AWS::DocDB::DBSubnetGroup", "AWS::Neptune::DBSubnetGroup"];

export const types: readonly FactType<never>[] = [fronting, group];
export const subjects: readonly SubjectKind[] = [
  {
    name: "fronts",
    type: "Fronting",
    select: (graph) =>
      graph.edges("fronts").map((edge) => ({
        self: edge,
        guard: edge.guard,
        node: isOutside(edge.target) ? edge.source : edge.target,
        property: "",
        key: edge.id,
        origin: edge.declaration,
      })),
  },
  {
    name: "target-group",
    type: "TargetGroup",
    select: (graph) => graph.nodesOfType(targetGroup).map(nodeSubject),
  },
  {
    name: "db-subnet-group",
    type: "Node",
    select: (graph) => subnetGroups.flatMap((type) => graph.nodesOfType(type)).map(nodeSubject),
  },
];
