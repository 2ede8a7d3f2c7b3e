/**
 * What is asked of security groups.
 */
import type { GraphNode } from "../../graph/model.ts";
import type { Ports } from "../../graph/network/security-ports.ts";
import { type SecurityRule, strayRules } from "../../graph/network/security-rules.ts";
import { isWornSilently } from "../../graph/network/wearers.ts";
import { worldIngressOf } from "../../graph/network/world-ingress.ts";
import { textOf } from "../../resolve/reading.ts";
import {
  type Fact,
  type FactType,
  hop,
  listOf,
  location,
  nodeFact,
  object,
  type RoleType,
  type SubjectKind,
} from "../fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const securityGroup: FactType<GraphNode> = {
  name: "SecurityGroup",
  extends: "Node",
  doc: "A security group with its rules, inline ones and those that are resources of their own; or such a rule, where its group is not in the app.",
  fields: {},
  methods: {
    worldPorts: {
      parameters: [{ name: "ports", type: "list<int>" }],
      returns: "string",
      doc: "In words, on which ports it lets the whole world in, of those that include one of these: `every port, SSH (22) among them`; empty where none is known to.",
      call: (self, [ports], { graph, world }) => {
        const asked = numbersIn(ports);
        const [rule] = worldIngressOf(graph, self, asked, world).items;
        return rule === undefined ? "" : coveredWords(rule.ports, asked);
      },
    },
    isWornSilently: {
      parameters: [{ name: "ports", type: "list<int>" }],
      returns: "bool",
      doc: "Whether all that wears it is known and has no login on these ports: load balancers without such a listener, functions, databases, endpoints.",
      call: (self, [ports], { graph, world }) => isWornSilently(graph, self, numbersIn(ports), world),
    },
    worldIngress: {
      parameters: [{ name: "ports", type: "list<int>" }],
      returns: "list<SecurityRule>",
      doc: "Rules that let the whole world in on one of these TCP ports (`0.0.0.0/0`, `::/0`, or half of either).",
      call: (self, [ports], { graph, world }) => {
        const { items, open } = worldIngressOf(graph, self, numbersIn(ports), world);
        return listOf(
          items.map((rule) => object("SecurityRule", rule)),
          open,
        );
      },
    },
  },
};

const securityRule: FactType<SecurityRule> = {
  name: "SecurityRule",
  doc: "A rule of a security group.",
  fields: {
    declaration: {
      type: "Location",
      doc: "Where the rule is written.",
      read: (self) => location(self.origin ?? self.declaredBy.origin),
    },
    declaredBy: { type: "Node", doc: "The resource that holds the rule.", read: (self) => nodeFact(self.declaredBy) },
    hop: {
      type: "Hop",
      doc: "The rule as a hop of evidence.",
      read: (self) => {
        const peer = textOf(self.peer.value) ?? "a source that is not known";
        const verb = self.direction === "ingress" ? "lets in" : "lets out to";
        return hop({
          message: `${self.declaredBy.logicalId} ${verb} ${peer} on ${portWords(self.ports)}`,
          node: self.origin ?? self.declaredBy.origin,
        });
      },
    },
  },
};

export const types: readonly FactType<never>[] = [securityGroup, securityRule];
export const roleTypes: readonly RoleType[] = [{ role: "network.security-group", type: "SecurityGroup" }];
export const subjects: readonly SubjectKind[] = [
  {
    name: "stray-ingress",
    type: "SecurityGroup",
    select: (graph) => strayRules(graph, "ingress").map(nodeSubject),
  },
];

function numbersIn(list: Fact | undefined): readonly number[] {
  if (list === null || typeof list !== "object" || list.kind !== "list") return [];
  return list.items.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
}

function portWords(ports: Ports): string {
  if (ports.kind === "unknown") return "a port that is not known";
  if (ports.kind === "all" || (ports.from <= 1 && ports.to >= 65_535)) return "every port";
  return ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from} to ${ports.to}`;
}

const services: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [3389, "Remote Desktop"],
]);

/** The ports of a rule, and which of those that were asked for they include. */
function coveredWords(ports: Ports, asked: readonly number[]): string {
  const isCovered = (port: number): boolean =>
    ports.kind === "all" || (ports.kind === "range" && ports.from <= port && port <= ports.to);
  const covered = asked.filter(isCovered);
  const [only] = covered;
  if (ports.kind === "range" && ports.from === ports.to && only !== undefined)
    return `port ${only}${services.has(only) ? ` (${services.get(only)})` : ""}`;
  const names = covered.map((port) => `${services.get(port) ?? "port"} (${port})`);
  return `${portWords(ports)}, ${names.join(" and ")} among them`;
}
