/**
 * What belongs to a node without being a component by itself: its policies, roles, security groups, listeners, log group,
 * alarms, the instances that its tasks run on. A rule about one of these is about the node.
 *
 * Resources that name each other belong together, over as many of these as stand between; networks and keys, which
 * everything names, and other components end it.
 */
import { mentionsIn } from "../../graph/mentions.ts";
import type { GraphNode, NodeIndex } from "../../graph/model.ts";
import { instancesOf } from "../../graph/network/container-hosts.ts";
import { oncePerGraph } from "../../graph/once-per-graph.ts";
import { isRole, type Role } from "../../graph/role.ts";

/** How many resources may stand between. */
const deepest = 3;

const ownRoles: readonly Role[] = [
  "identity.role",
  "identity.policy",
  "network.security-group",
  "alarm",
  "waf",
  "other",
];

/** Everything names it, so that it says nothing about what belongs together. */
const shared =
  /^AWS::(?:EC2::(?:VPC|Subnet|RouteTable|Route|InternetGateway|NatGateway)|CloudFormation|KMS|ECS::Cluster)/;

/** The nodes, and what belongs to them. */
export function withBelongings(index: NodeIndex, nodes: readonly GraphNode[]): ReadonlySet<GraphNode> {
  const neighbours = neighboursOf(index);
  const parts = partsOf(index);
  const found = new Set(
    nodes.flatMap((node) => [
      node,
      index.nodeOf(node.stack.stack.name, node.logicalId) ?? node,
      ...instancesOf(index, node),
    ]),
  );
  let frontier: readonly GraphNode[] = [...found];
  for (let depth = 0; depth < deepest && frontier.length > 0; depth++) {
    const next: GraphNode[] = [];
    for (const node of frontier) {
      for (const neighbour of neighbours.get(node) ?? []) {
        if (found.has(neighbour) || !belongs(neighbour)) continue;
        found.add(neighbour);
        next.push(neighbour);
      }
    }
    frontier = next;
  }
  for (const node of [...found]) for (const part of parts.get(node.declaration) ?? []) found.add(part);
  return found;
}

function belongs({ role, type }: GraphNode): boolean {
  return ownRoles.some((own) => isRole(role, own)) && !shared.test(type);
}

const neighboursOf = oncePerGraph((index): ReadonlyMap<GraphNode, ReadonlySet<GraphNode>> => {
  const neighbours = new Map<GraphNode, Set<GraphNode>>();
  const add = (a: GraphNode, b: GraphNode): void => {
    const known = neighbours.get(a);
    if (known === undefined) neighbours.set(a, new Set([b]));
    else known.add(b);
  };
  for (const node of index.nodes) {
    if (node.part !== "" || shared.test(node.type)) continue;
    for (const { node: named } of mentionsIn(index, node.properties)) {
      if (named === node) continue;
      add(node, named);
      add(named, node);
    }
  }
  return neighbours;
});

const partsOf = oncePerGraph((index): ReadonlyMap<unknown, readonly GraphNode[]> => {
  const byResource = new Map<unknown, GraphNode[]>();
  for (const node of index.nodes) {
    if (node.part === "") continue;
    const before = byResource.get(node.declaration);
    if (before === undefined) byResource.set(node.declaration, [node]);
    else before.push(node);
  }
  return byResource;
});
