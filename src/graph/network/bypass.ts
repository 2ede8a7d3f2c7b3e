/**
 * Ways past a load balancer: rules of the security groups of what stands behind it that let the whole world in on the port
 * that it sends traffic to.
 *
 * A Network Load Balancer hands on the addresses of its clients, so that the groups behind it have to admit them.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
import { type Items, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Graph, GraphNode } from "../model.ts";
import { securityGroupsOf } from "./security-groups.ts";
import type { SecurityRule } from "./security-rules.ts";
import { portsMeant, targetPortsOf } from "./target-ports.ts";
import { type AskedPorts, worldIngressOf } from "./world-ingress.ts";

/** @throws Split where the world does not decide what the answer rests on */
export function bypassesOf(graph: Graph, node: GraphNode, world: World): Items<SecurityRule> {
  const groups = securityGroupsOf(graph, node, world);
  const rules = new Set<SecurityRule>();
  const open: Reason[] = [...groups.open];
  for (const { port, by } of targetPortsOf(graph, node, world)) {
    const asked: AskedPorts = typeof port === "number" ? portsMeant(port) : port;
    const found = groups.items.map((group) => worldIngressOf(graph, group, asked, world));
    open.push(...found.flatMap((each) => each.open));
    const admitting = found.flatMap(({ items }) => items);
    const preserving = admitting.length > 0 ? preservation(by, world) : undefined;
    if (preserving !== undefined) open.push(preserving);
    else for (const rule of admitting) rules.add(rule);
  }
  return { items: byOrigin([...rules]), open };
}

/** One rule for each place, however many ports it was found by. */
function byOrigin(rules: readonly SecurityRule[]): readonly SecurityRule[] {
  return [...new Map(rules.map((rule) => [rule.origin, rule])).values()];
}

const preservingProtocols: ReadonlySet<string> = new Set(["TCP", "UDP", "TCP_UDP", "TLS", "QUIC", "TCP_QUIC"]);

/** Why the targets of a group may have to admit everybody. */
function preservation(group: GraphNode, world: World): Reason | undefined {
  const protocol = readAt(group.properties, ["Protocol"], world);
  const text = textOf(protocol)?.toUpperCase();
  if (text === undefined) return reasonOf(protocol);
  if (!preservingProtocols.has(text)) return undefined;
  return {
    kind: "client-addresses",
    name: group.logicalId,
    stack: group.stack.stack.name,
    message: `a Network Load Balancer may hand on the addresses of its clients to ${group.logicalId}, whose targets then have to admit them`,
    settle: `security groups that let in only what the Network Load Balancer of ${group.logicalId} wears`,
  };
}
