/**
 * What is asked of listeners: where visitors come in, who may, and whether they are kept on HTTPS.
 */
import { isInternetFacing } from "../../graph/network/exposure.ts";
import { admitsOnlyPrefixLists, isOpenToWorld } from "../../graph/network/listener-ingress.ts";
import { entranceOf, type Listener, listenerPort, listenersOf, protocolAt } from "../../graph/web/listeners.ts";
import { demandsHeader, servesPlainHttp, servingRules } from "../../graph/web/plain-http.ts";
import {
  type Fact,
  type FactContext,
  type FactType,
  hop,
  listOf,
  location,
  missing,
  nodeFact,
  type SubjectKind,
  unknown,
} from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const listener: FactType<Listener> = {
  name: "Listener",
  doc: "Where visitors come in: a listener of a load balancer, or a cache behaviour of a CloudFront distribution.",
  text: (self) => nameOf(self),
  fields: {
    kind: {
      type: "string",
      doc: "`balancer` (Application or Network), `classic` or `cdn`.",
      read: (self) => self.kind,
    },
    name: { type: "string", doc: "What a person calls it.", read: nameOf },
    entrance: {
      type: "Node",
      doc: "The load balancer or the distribution; not known where it is outside the app.",
      read: (self, { graph, world }) => {
        const entrance = entranceOf(graph, self, world);
        return "reason" in entrance ? unknown(entrance.reason) : nodeFact(entrance);
      },
    },
    port: {
      type: "int",
      optional: true,
      doc: "The port that a load balancer listens on, where it is known.",
      read: (self, { world }) => listenerPort(self, world) ?? missing,
    },
    internetFacing: {
      type: "bool",
      doc: "Whether visitors on the internet can address it; a load balancer without a scheme is internet-facing.",
      read: internetFacing,
    },
    servesPlainHttp: {
      type: "bool",
      doc: "Whether it serves visitors over plain HTTP instead of sending them on to HTTPS, by its default action or by any of its rules.",
      read: (self, { graph, world }) => ternaryFact(servesPlainHttp(graph, self, world)),
    },
    openToWorld: {
      type: "bool",
      doc: "Whether the security groups of its load balancer let the whole world in on its port; true for a distribution.",
      read: (self, { graph, world }) => ternaryFact(isOpenToWorld(graph, self, world)),
    },
    admitsOnlyPrefixLists: {
      type: "bool",
      doc: "Whether the security groups of its load balancer admit prefix lists and nothing else on its port: the list of CloudFront, as a rule.",
      read: (self, { graph, world }) => admitsOnlyPrefixLists(graph, self, world),
    },
    demandsHeader: {
      type: "bool",
      doc: "Whether everything that it answers demands a header, which only what stands in front of it knows.",
      read: (self, { graph, world }) => ternaryFact(demandsHeader(graph, self, world)),
    },
    protocolAt: {
      type: "Location",
      doc: "Where its protocol is written.",
      read: (self) => location(protocolAt(self)),
    },
    path: {
      type: "list<Hop>",
      doc: "The load balancer that it belongs to, the listener, and the rules that answer over HTTP.",
      read: (self, { graph, world }) => {
        const entrance = entranceOf(graph, self, world);
        const message = `${nameOf(self)} is where visitors come in`;
        return listOf(
          [
            ...("reason" in entrance || entrance === self.node
              ? []
              : [{ message: `${entrance.logicalId} faces the internet`, node: entrance.origin }]),
            { message, node: self.origin },
            ...servingRules(graph, self, world),
          ].map(hop),
        );
      },
    },
  },
};

export const types: readonly FactType<never>[] = [listener];
export const subjects: readonly SubjectKind[] = [
  {
    name: "listener",
    type: "Listener",
    // Two that are alike in all of this are told apart by their fingerprints.
    select: (graph) =>
      listenersOf(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.node,
        property: self.property,
        key: self.name,
        origin: self.origin,
      })),
  },
];

function internetFacing(self: Listener, { graph, world }: FactContext): Fact {
  const entrance = entranceOf(graph, self, world);
  return "reason" in entrance ? unknown(entrance.reason) : ternaryFact(isInternetFacing(entrance, world));
}

function nameOf({ kind, node, name, property }: Listener): string {
  if (kind === "balancer") return `listener ${node.logicalId}`;
  if (kind === "classic") return `port ${name} of ${node.logicalId}`;
  return property.endsWith("DefaultCacheBehavior") ? node.logicalId : `${node.logicalId} (for ${name})`;
}
