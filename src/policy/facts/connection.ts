/**
 * What is asked of connections to databases: compute that is told where one listens, and what is in its way.
 */

import { obstacleAt, obstacleHops, obstacleOf } from "../../graph/network/obstacle.ts";
import { connected } from "../../graph/network/reach.ts";
import {
  type DatabaseConnection,
  databaseConnections,
  type Hop,
  hopsTo,
} from "../../graph/stores/database-connections.ts";
import { every, type Ternary } from "../../graph/ternary.ts";
import type { SourceNode } from "../../source/node.ts";
import { type FactContext, type FactType, hop, listOf, location, object, type SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const connection: FactType<DatabaseConnection> = {
  name: "Connection",
  doc: "Compute is told the address of a database, or of a proxy in front of one: it means to connect.",
  text: ({ source, target }) => `${source.logicalId} to ${target.logicalId}`,
  fields: {
    source: { type: "Compute", doc: "The compute that is told.", read: ({ source }) => object("Compute", source) },
    target: { type: "Database", doc: "The database or the proxy.", read: ({ target }) => object("Database", target) },
    reachable: {
      type: "bool",
      doc: "Whether its network and the security groups on both sides let it connect; of a proxy also on to its databases.",
      read: (self, context) => ternaryFact(isReachable(self, context)),
    },
    betweenNetworks: {
      type: "bool",
      doc: "Whether both stand in a VPC, in different ones that nothing connects.",
      read: (self, context) => ternaryFact(isBetweenNetworks(self, context)),
    },
    obstacle: {
      type: "string",
      doc: "What is in the way, as a clause; empty where nothing is.",
      read: (self, context) => {
        const broken = brokenHop(self, context);
        return broken === undefined ? "" : obstacleOf(broken);
      },
    },
    obstacleAt: {
      type: "Location",
      doc: "Where what is in the way would be mended; where the address is passed if nothing is.",
      read: (self, context) => location(placeOf(self, context)),
    },
    path: {
      type: "list<Hop>",
      doc: "Where the address is passed, and both sides with the security groups that they wear.",
      read: (self, context) => {
        const broken = brokenHop(self, context);
        const passed = self.references.slice(0, 1).flatMap(({ evidence }) => evidence);
        return listOf([...passed, ...(broken === undefined ? [] : obstacleHops(broken))].map(hop));
      },
    },
  },
};

export const types: readonly FactType<never>[] = [connection];
export const subjects: readonly SubjectKind[] = [
  {
    name: "connection",
    type: "Connection",
    select: (graph) =>
      databaseConnections(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.source,
        property: "",
        key: `connection:${self.source.id}>${self.target.id}`,
        origin: self.references[0]?.declaration ?? self.source.origin,
      })),
  },
];

function isReachable({ source, target }: DatabaseConnection, { graph, world }: FactContext): Ternary {
  return every(hopsTo(graph, source, target, world), (each) => {
    if ("reason" in each) return [each.reason];
    const { answer } = each.reach;
    if (answer.answer !== "unknown") return answer.answer === "yes";
    const [first, ...others] = answer.reasons;
    return first === undefined ? false : [first, ...others];
  });
}

function isBetweenNetworks({ source, target }: DatabaseConnection, { graph, world }: FactContext): Ternary {
  const [first] = hopsTo(graph, source, target, world);
  if (first === undefined || "reason" in first) return false;
  const { from, to, answer } = first.reach;
  if (answer.answer === "yes" || from.vpc === undefined || to.vpc === undefined) return false;
  const way = connected(graph, from, to, world);
  return typeof way === "boolean" ? !way : way;
}

function brokenHop({ source, target }: DatabaseConnection, { graph, world }: FactContext): Hop | undefined {
  return hopsTo(graph, source, target, world)
    .filter((each) => "reach" in each)
    .find(({ reach }) => reach.answer.answer === "no");
}

function placeOf(self: DatabaseConnection, context: FactContext): SourceNode {
  const broken = brokenHop(self, context);
  return broken === undefined ? (self.references[0]?.declaration ?? self.source.origin) : obstacleAt(broken);
}
