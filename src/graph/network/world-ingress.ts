/**
 * Which rules let everybody in on a port: `0.0.0.0/0`, `::/0`, or half of either, which is how the check for the whole is
 * sometimes evaded.
 */
import { type Items, listIn, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { partsOf } from "../arn.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { both, either, isUnknown, some, type Ternary, unlessOpen } from "../ternary.ts";
import { coversTcp, type Ports } from "./security-ports.ts";
import { ruleOf, rulesOf, type SecurityRule } from "./security-rules.ts";

/** Some TCP ports, or why the port in question is not known. */
export type AskedPorts = readonly number[] | Reason;

/** The rules of a group (or the one rule that is a resource of its own) that let the world in on one of the ports, and why there may be more. */
export function worldIngressOf(
  index: NodeIndex,
  group: GraphNode,
  asked: AskedPorts,
  world: World,
): Items<SecurityRule> {
  const isRule = group.type === "AWS::EC2::SecurityGroupIngress";
  const matters = (rule: SecurityRule, here: World): Ternary => admits(index, rule, asked, here);
  const rules = isRule
    ? { items: [ruleOf(index, group, world)], open: [] }
    : rulesOf(index, group, "ingress", world, matters);
  const admitting = admittingWorld(index, rules.items, asked, world);
  return { items: admitting.items, open: [...rules.open, ...admitting.open] };
}

/** Those of the rules that let the world in on one of the ports, and why others may. */
export function admittingWorld(
  index: NodeIndex,
  rules: readonly SecurityRule[],
  asked: AskedPorts,
  world: World,
): Items<SecurityRule> {
  const items: SecurityRule[] = [];
  const open: Reason[] = [];
  for (const rule of rules) {
    const answer = admits(index, rule, asked, world);
    if (answer === true) items.push(rule);
    else if (isUnknown(answer)) open.push(...answer);
  }
  return { items, open };
}

function admits(index: NodeIndex, rule: SecurityRule, asked: AskedPorts, world: World): Ternary {
  return both(covers(rule.ports, asked), () => isWorld(index, rule.peer, world));
}

function covers(ports: Ports, asked: AskedPorts): Ternary {
  if (!("message" in asked)) return some(asked, (port) => coversTcp(ports, port));
  // A port that is not known is covered for sure only where every port is.
  const [lowest, highest] = [coversTcp(ports, 1), coversTcp(ports, 65_535)];
  if (lowest === true && highest === true) return true;
  return ports.kind === "range" && ports.protocol !== "tcp" ? false : [asked];
}

function isWorld(index: NodeIndex, { kind, value }: SecurityRule["peer"], world: World): Ternary {
  if (kind === "cidr") return isWorldCidr(value);
  return kind === "prefix-list" ? holdsWorld(index, value, world) : false;
}

/** How long the prefix is decides, whatever the address before it. */
function isWorldCidr(cidr: Decided): Ternary {
  const end = partsOf(cidr).at(-1);
  const length = end === undefined ? undefined : textOf(end)?.trim().split("/")[1];
  if (length !== undefined) return length === "0" || length === "1";
  if (cidr.kind === "identity" && cidr.symbol.kind === "attribute" && /cidr/i.test(cidr.symbol.attribute)) return false;
  const reason = reasonOf(cidr);
  return reason === undefined ? false : [reason];
}

/** Whether a prefix list has everybody among its entries. */
function holdsWorld(index: NodeIndex, list: Decided, world: World): Ternary {
  const { node, reason } = nodeNamed(index, list, "AWS::EC2::PrefixList", world);
  if (node === undefined) return [reason ?? reasonOf(list) ?? outside(list)];
  const entries = listIn(readAt(node.properties, ["Entries"], world), world);
  return either(
    some(entries.items, (entry) => isWorldCidr(readAt(entry, ["Cidr"], world))),
    () => unlessOpen(entries.open),
  );
}

function outside(list: Decided): Reason {
  const name = textOf(list) ?? "";
  return {
    kind: "prefix-list",
    name,
    stack: "",
    message: `what prefix list ${name} holds is not known from here`,
    settle: null,
  };
}
