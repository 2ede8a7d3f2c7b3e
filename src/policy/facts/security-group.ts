/**
 * What is asked of security groups.
 */
import type { GraphNode } from "../../graph/model.ts";
import { coversTcp, isWorld, rulesOf, type SecurityRule } from "../../graph/security-groups.ts";
import type { Reason } from "../../resolve/value.ts";
import { type Fact, type FactType, listOf, object, type RoleType } from "../fact.ts";

const securityGroup: FactType<GraphNode> = {
  name: "SecurityGroup",
  extends: "Node",
  doc: "A security group with its rules, inline ones and those that are resources of their own.",
  fields: {},
  methods: {
    worldIngress: {
      parameters: [{ name: "ports", type: "list<int>" }],
      returns: "list<SecurityRule>",
      doc: "Rules that let the whole world in on one of these TCP ports (`0.0.0.0/0`, `::/0`, or half of either).",
      call: (self, [ports], { graph, world }) => {
        const asked = numbersIn(ports);
        const rules = rulesOf(graph, self, "ingress", world);
        const covers = (rule: SecurityRule): readonly (boolean | undefined)[] =>
          asked.map((port) => coversTcp(rule.ports, port));
        const found = rules.items.filter((rule) => covers(rule).includes(true) && isWorld(rule) === true);
        const doubtful = rules.items.filter(
          (rule) => !found.includes(rule) && covers(rule).some((c) => c !== false) && isWorld(rule) !== false,
        );
        const open = [...rules.open, ...doubtful.flatMap(reasonsOf)];
        return listOf(
          found.map((rule) => object("SecurityRule", rule)),
          open,
        );
      },
    },
  },
};

export const types: readonly FactType<never>[] = [securityGroup];
export const roleTypes: readonly RoleType[] = [{ role: "network.security-group", type: "SecurityGroup" }];

function numbersIn(list: Fact | undefined): readonly number[] {
  if (list === null || typeof list !== "object" || list.kind !== "list") return [];
  return list.items.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
}

function reasonsOf({ ports, peer }: SecurityRule): readonly Reason[] {
  return [
    ...(ports.kind === "unknown" ? [ports.reason] : []),
    ...(peer.value.kind === "unknown" ? [peer.value.reason] : []),
  ];
}
