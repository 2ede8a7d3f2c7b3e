/**
 * Who may come in at a listener: the whole world, by the security groups of its load balancer, or CloudFront alone.
 *
 * Not here: what it does with who comes in; see plain-http.ts.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { Graph, GraphNode } from "../model.ts";
import { both, either, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { entranceOf, type Listener, listenerPort, listenersAt } from "../web/listeners.ts";
import { demandsHeader } from "../web/plain-http.ts";
import { isApplicationBalancer } from "./exposure.ts";
import { securityGroupsOf } from "./security-groups.ts";
import { coversTcp } from "./security-ports.ts";
import { rulesOf } from "./security-rules.ts";
import { worldIngressOf } from "./world-ingress.ts";

/** Whether the world can come in: always at a distribution, by security groups at a load balancer. */
export function isOpenToWorld(graph: Graph, listener: Listener, world: World): Ternary {
  const entrance = entranceOf(graph, listener, world);
  if ("reason" in entrance) return [entrance.reason];
  if (listener.kind === "cdn") return true;
  const port = listenerPort(listener, world);
  const asked = port === undefined ? portUnknown(listener) : [port];
  const groups = securityGroupsOf(graph, entrance, world);
  const admits = some(groups.items, (group) => {
    const { items, open } = worldIngressOf(graph, group, asked, world);
    return items.length > 0 || unlessOpen(open);
  });
  // A Network Load Balancer without security groups lets everybody in.
  const wearsNone = groups.items.length === 0 && groups.open.length === 0;
  return either(admits, () =>
    either(unlessOpen(groups.open), () => (wearsNone ? negated(isApplicationBalancer(entrance, world)) : false)),
  );
}

/**
 * Whether its security groups admit prefix lists and nothing else on its port: the list of CloudFront, as a rule. What a
 * list of AWS holds cannot be seen.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
export function admitsOnlyPrefixLists(graph: Graph, listener: Listener, world: World): boolean {
  const entrance = entranceOf(graph, listener, world);
  const port = listenerPort(listener, world);
  if ("reason" in entrance || port === undefined || listener.kind === "cdn") return false;
  const groups = securityGroupsOf(graph, entrance, world);
  const rules = groups.items.map((group) => rulesOf(graph, group, "ingress", world));
  const onPort = rules.flatMap(({ items }) => items).filter(({ ports }) => coversTcp(ports, port) !== false);
  const isOpen = groups.open.length > 0 || rules.some(({ open }) => open.length > 0);
  return !isOpen && onPort.length > 0 && onPort.every(({ peer }) => peer.kind === "prefix-list");
}

function portUnknown({ node }: Listener): Reason {
  const message = `the port of ${node.logicalId} is not known`;
  return {
    kind: "port",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message,
    settle: `Port on ${node.logicalId}`,
  };
}

/** Whether any listener of a load balancer lets the world in without asking for a header; one elsewhere may. */
export function takesAnybody(graph: Graph, balancer: GraphNode, world: World): Ternary {
  const here = some(
    listenersAt(graph, balancer).filter(({ guard }) => world.holds(guard)),
    (listener) => both(isOpenToWorld(graph, listener, world), () => negated(demandsHeader(graph, listener, world))),
  );
  return either(here, () => {
    const escape = escapeOf(graph, balancer);
    return escape === null ? false : [escape];
  });
}
