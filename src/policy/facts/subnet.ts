/**
 * What is asked of subnets and of the NAT gateways that they go out by.
 */
import type { GraphNode } from "../../graph/model.ts";
import { crossesZones, isRegional, natGateway, natUse } from "../../graph/network/nat-use.ts";
import { subnetKind } from "../../graph/network/subnet-kind.ts";
import { between, type FactType, hop, listOf, type RoleType, type SubjectKind, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const subnet: FactType<GraphNode> = {
  name: "Subnet",
  extends: "Node",
  doc: "A subnet of a VPC.",
  fields: {
    kind: {
      type: "string",
      doc: "By where its default route leads: `public` (internet gateway), `private` (NAT gateway), `routed` (a network whose routes are not looked at), `isolated` (nowhere).",
      read: (self, { graph, world }) => {
        const found = subnetKind(graph, self, world);
        return "kind" in found ? found.kind : unknown(...found.reasons);
      },
    },
    kindHops: {
      type: "list<Hop>",
      doc: "The association with its route table, and the route that decides its kind.",
      read: (self, { graph, world }) => {
        const found = subnetKind(graph, self, world);
        return listOf("kind" in found ? found.evidence.map(hop) : []);
      },
    },
  },
};

const gateway: FactType<GraphNode> = {
  name: "NatGateway",
  extends: "Node",
  doc: "A NAT gateway.",
  fields: {
    regional: {
      type: "bool",
      doc: "Whether it works in all zones (`AvailabilityMode: regional`); a zonal one is gone with its zone.",
      read: (self, { world }) => ternaryFact(isRegional(self, world)),
    },
    crossesZones: {
      type: "bool",
      doc: "Whether subnets lose their way out with a zone that is not theirs: those of several zones share it, or those of another zone use it, and what goes out by NAT gateways stands in several.",
      read: (self, { graph, world }) => ternaryFact(crossesZones(graph, self, world)),
    },
    users: {
      type: "string",
      doc: "Whose way out it is, in words: `subnets in 2 zones`, `subnets of another zone`.",
      read: (self, { graph, world }) => {
        const { least, most } = natUse(graph, self, world).zones;
        if (least >= 2) return `subnets in ${least} zones`;
        return most < 2 ? "subnets of another zone" : "subnets whose zones are not known";
      },
    },
    servedZones: {
      type: "int",
      doc: "In how many distinct zones the subnets stand whose default route leads to it; a number with bounds where zones cannot be told apart.",
      read: (self, { graph, world }) => {
        const { least, most, reasons } = natUse(graph, self, world).zones;
        return between(least, most, reasons);
      },
    },
    useHops: {
      type: "list<Hop>",
      doc: "Where it stands, and the routes that lead subnets to it.",
      read: (self, { graph, world }) => listOf(natUse(graph, self, world).evidence.map(hop)),
    },
  },
};

export const types: readonly FactType<never>[] = [subnet, gateway];
export const roleTypes: readonly RoleType[] = [{ role: "network.subnet", type: "Subnet" }];
export const subjects: readonly SubjectKind[] = [
  { name: "nat-gateway", type: "NatGateway", select: (graph) => graph.nodesOfType(natGateway).map(nodeSubject) },
];
