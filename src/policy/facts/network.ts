/**
 * Where something stands in the network, part of the type `Node` (base.ts); what compute reaches from there, part of the
 * type `Compute` (compute.ts); and who reaches a database, part of the type `Database` (database.ts).
 */

import type { GraphNode } from "../../graph/model.ts";
import { bypassesOf } from "../../graph/network/bypass.ts";
import { type Position, positionOf } from "../../graph/network/position.ts";
import { reach } from "../../graph/network/reach.ts";
import { storesUsedBy, wayToStore } from "../../graph/network/service-way.ts";
import { subnetKind } from "../../graph/network/subnet-kind.ts";
import { isRole } from "../../graph/role.ts";
import { listeningPort } from "../../graph/stores/database-connections.ts";
import { databaseUsersOf } from "../../graph/stores/database-users.ts";
import type { Reason } from "../../resolve/value.ts";
import { answerFact } from "../answer-fact.ts";
import {
  type Fact,
  type FactField,
  type FactMethod,
  hop,
  listOf,
  missing,
  nodeFact,
  object,
  unknown,
} from "../fact.ts";

export const networkFields: Readonly<Record<string, FactField<GraphNode>>> = {
  subnets: {
    type: "list<Subnet>",
    doc: "The subnets that it stands in; those of other stacks are not known.",
    read: (self, { graph, world }) => {
      const position = positionOf(graph, self, world);
      const subnets = position.subnets.map((subnet) => object("Subnet", subnet));
      return listOf(subnets, [...position.elsewhere, ...unnamed(position)]);
    },
  },
  publicSubnet: {
    type: "Subnet",
    optional: true,
    doc: "The first of its subnets that has a route to an internet gateway; not set where none has.",
    read: (self, { graph, world }) => {
      const position = positionOf(graph, self, world);
      const reasons = [...position.elsewhere, ...unnamed(position)];
      for (const subnet of position.subnets) {
        const found = subnetKind(graph, subnet, world);
        if (!("kind" in found)) reasons.push(...found.reasons);
        else if (found.kind === "public") return object("Subnet", subnet);
      }
      return reasons.length === 0 ? missing : unknown(...reasons);
    },
  },
  securityGroups: {
    type: "list<SecurityGroup>",
    doc: "The security groups that it wears; those of other stacks are not known.",
    read: (self, { graph, world }) => {
      const { groups, open } = positionOf(graph, self, world);
      return listOf(
        groups.map((group) => object("SecurityGroup", group)),
        open,
      );
    },
  },
};

export const wayFields: Readonly<Record<string, FactField<GraphNode>>> = {
  inVpc: {
    type: "bool",
    doc: "Whether it stands in a VPC of the account; functions do only where they are given subnets.",
    read: (self, { graph, world }) => positionOf(graph, self, world).vpc !== undefined,
  },
  usedStores: {
    type: "list<Node>",
    doc: "The buckets, tables, queues, topics, secrets and workflows that it is told about, which it uses by calling an AWS service.",
    read: (self, { graph, world }) => listOf(storesUsedBy(graph, self, world).map(nodeFact)),
  },
  bypasses: {
    type: "list<SecurityRule>",
    doc: "Rules of its security groups that let the world in on the port that its load balancer sends traffic to.",
    read: (self, { graph, world }) => {
      const { items, open } = bypassesOf(graph, self, world);
      return listOf(
        items.map((rule) => object("SecurityRule", rule)),
        open,
      );
    },
  },
};

export const wayMethods: Readonly<Record<string, FactMethod<GraphNode>>> = {
  hasWayTo: {
    parameters: [{ name: "store", type: "Node" }],
    returns: "bool",
    doc: "Whether it has a way from all of its subnets to the AWS service of a store: over the internet, or by an endpoint of its VPC; and its security groups let it out.",
    call: (self, [store], { graph, world }) => answerFact(wayToStore(graph, self, nodeOf(store), world).answer),
  },
  wayEnds: {
    parameters: [{ name: "store", type: "Node" }],
    returns: "list<Hop>",
    doc: "The subnets from which it has no way to the service of a store, with their route tables; or the security groups that do not let it out.",
    call: (self, [store], { graph, world }) =>
      listOf(wayToStore(graph, self, nodeOf(store), world).answer.evidence.map(hop)),
  },
  wayObstacle: {
    parameters: [{ name: "store", type: "Node" }],
    returns: "string",
    doc: "What it lacks to get to the service of a store, as a clause; empty where it lacks nothing.",
    call: (self, [store], { graph, world }) => wayToStore(graph, self, nodeOf(store), world).obstacle,
  },
  reaches: {
    parameters: [{ name: "database", type: "Node" }],
    returns: "bool",
    doc: "Whether it can open a connection to a database, or to a proxy, on the port that it listens on.",
    call: (self, [database], { graph, world }) => {
      const target = nodeOf(database);
      const port = listeningPort(target, world);
      return port === undefined ? unknown(portUnknown(target)) : answerFact(reach(graph, self, target, port, world));
    },
  },
};

/** Part of the type `Database` (database.ts). */
export const databaseWayFields: Readonly<Record<string, FactField<GraphNode>>> = {
  users: {
    type: "list<Node>",
    doc: "Compute that is told its address, that of a proxy in front of it, or the secret that holds its password.",
    read: (self, { graph, world }) => {
      const { items, open } = databaseUsersOf(graph, self, world);
      return listOf(items.map(nodeFact), open);
    },
  },
  reachers: {
    type: "list<Node>",
    doc: "Compute that can open a connection to it.",
    read: (self, { graph, world }) => {
      const computes = graph.nodes.filter(({ role, guard }) => isRole(role, "compute") && world.holds(guard));
      const port = listeningPort(self, world);
      if (port === undefined) return listOf([], computes.length === 0 ? [] : [portUnknown(self)]);
      const answers = computes.map((node) => ({ node, ...reach(graph, node, self, port, world) }));
      return listOf(
        answers.filter(({ answer }) => answer === "yes").map(({ node }) => nodeFact(node)),
        answers.flatMap((each) => (each.answer === "unknown" ? each.reasons : [])),
      );
    },
  },
};

/** What names no subnets is created in the account's default VPC, of which the template says nothing. */
function unnamed({ node, subnets, elsewhere, vpc }: Position): readonly Reason[] {
  if (vpc === undefined || subnets.length > 0 || elsewhere.length > 0) return [];
  const { logicalId, stack } = node;
  const message = `${logicalId} names no subnets, and AWS chooses some of the account's default VPC`;
  return [{ kind: "subnet", name: logicalId, stack: stack.stack.name, message, settle: `subnets on ${logicalId}` }];
}

function portUnknown({ logicalId, stack }: GraphNode): Reason {
  const message = `the port of ${logicalId} is not known`;
  return { kind: "port", name: logicalId, stack: stack.stack.name, message, settle: `Port on ${logicalId}` };
}

function nodeOf(fact: Fact | undefined): GraphNode {
  if (typeof fact === "object" && fact !== null && fact.kind === "object") return fact.self as GraphNode;
  throw new Error("the checker lets only nodes through");
}
