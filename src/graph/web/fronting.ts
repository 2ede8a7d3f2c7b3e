/**
 * Who stands in front of whom: load balancer -> target group -> compute, written from either side.
 *
 * A load balancer forwards to target groups by its listeners and their rules. A Classic Load Balancer and its instances
 * name each other.
 * Not here: who stands in a target group; see target-groups.ts. What a content delivery network fetches from; see
 * origins.ts.
 */
import { and, type Guard, or } from "../../resolve/guard.ts";
import { itemsOf, listIn, readAt, valueAt } from "../../resolve/reading.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { noteBound } from "../beyond-bounds.ts";
import { fileUnder } from "../file-under.ts";
import type { Answer, Evidence, FrontsEdge, Graph, GraphNode, NodeIndex } from "../model.ts";
import { hopAt, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { uniteEdges } from "../unite-edges.ts";
import { namesGiven, registersAt, registrationsOf, targetGroup } from "./target-groups.ts";

const balancerType = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const classicType = "AWS::ElasticLoadBalancing::LoadBalancer";
const listenerType = "AWS::ElasticLoadBalancingV2::Listener";

/** Thousands of balancers before thousands of groups make more pairs than memory holds; nothing is decided by so many. */
const maximalEdges = 50_000;

/** `fronts` edges: load balancer -> compute. */
export function frontsEdges(index: NodeIndex): readonly FrontsEdge[] {
  const { byGroup } = registrationsOf(index);
  const edges: FrontsEdge[] = [];
  for (const { balancer, group, guard, evidence } of forwardings(index)) {
    if (edges.length > maximalEdges) {
      const message = `load balancers stand before compute in more than ${maximalEdges} ways; those of ${balancer.logicalId} and others are not all seen`;
      noteBound(index, balancer, message);
      break;
    }
    for (const { member, declaredBy, ...registration } of byGroup.get(group) ?? []) {
      const when = and(guard, group.guard, registration.guard);
      edges.push(edge(balancer, member, when, declaredBy, [...evidence, ...registration.evidence]));
    }
  }
  return uniteEdges([...edges, ...classicEdges(index)]);
}

function edge(
  source: GraphNode,
  target: GraphNode,
  guard: Guard,
  declaredBy: GraphNode,
  evidence: readonly Evidence[],
): FrontsEdge {
  return {
    kind: "fronts",
    id: `fronts:${source.id}>${target.id}`,
    source,
    target,
    guard: and(source.guard, guard, target.guard),
    declaration: evidence.at(-1)?.node ?? source.origin,
    declaredBy,
    evidence,
  };
}

/** A load balancer that sends traffic to a target group. */
export interface Forwarding {
  readonly balancer: GraphNode;
  /** What forwards: the listener by its default action, or one of its rules. */
  readonly by: GraphNode;
  readonly group: GraphNode;
  readonly guard: Guard;
  readonly evidence: readonly Evidence[];
}

/** The load balancers that send traffic to a target group, each once. */
export function forwardingsTo(index: NodeIndex, group: GraphNode): readonly Forwarding[] {
  return forwardingsByGroup(index).get(group) ?? [];
}

const forwardingsByGroup = oncePerGraph((index) => {
  const byGroup = new Map<GraphNode, Forwarding[]>();
  for (const forwarding of forwardings(index)) fileUnder(byGroup, forwarding.group, forwarding);
  return byGroup;
});

/** What each load balancer forwards to, by any of its listeners and their rules: each pair once. */
const forwardings = oncePerGraph((index): readonly Forwarding[] => {
  const pairs = new Map<string, Forwarding[]>();
  const forward = (by: GraphNode, listener: GraphNode, when: Guard, actions: Value): void => {
    for (const balancer of nodesNamed(index, valueAt(listener.properties, ["LoadBalancerArn"]), [balancerType])) {
      for (const group of groupsIn(index, by, actions)) {
        const guard = and(by.guard, listener.guard, when, balancer.guard, group.guard);
        const { node } = balancer;
        const listens = hopAt(balancer.value, `load balancer ${node.logicalId} has listener ${listener.logicalId}`);
        const evidence = [...listens, ...group.evidence];
        fileUnder(pairs, `${node.id}>${group.group.id}`, { ...group, by, balancer: node, guard, evidence });
      }
    }
  };
  for (const listener of index.nodesOfType(listenerType)) {
    forward(listener, listener, and(), valueAt(listener.properties, ["DefaultActions"]));
  }
  for (const rule of index.nodesOfType("AWS::ElasticLoadBalancingV2::ListenerRule")) {
    for (const { node, guard } of nodesNamed(index, valueAt(rule.properties, ["ListenerArn"]), [listenerType]))
      forward(rule, node, guard, valueAt(rule.properties, ["Actions"]));
  }
  return [...pairs.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, guard: or(first.guard, ...others.map(({ guard }) => guard)) }],
  );
});

function groupsIn(index: NodeIndex, by: GraphNode, actions: Value): readonly Omit<Forwarding, "balancer" | "by">[] {
  return itemsOf(actions).items.flatMap((action) => {
    const several = itemsOf(valueAt(action.value, ["ForwardConfig", "TargetGroups"])).items;
    return [action, ...several].flatMap((item) =>
      nodesNamed(index, valueAt(item.value, ["TargetGroupArn"]), [targetGroup]).map((named) => ({
        group: named.node,
        guard: and(action.guard, item.guard, named.guard),
        evidence: hopAt(named.value, `${by.logicalId} forwards to ${named.node.logicalId}`),
      })),
    );
  });
}

/** Classic Load Balancers and the instances, groups and services behind them. */
function classicEdges(index: NodeIndex): readonly FrontsEdge[] {
  const listed = index
    .nodesOfType(classicType)
    .flatMap((balancer) =>
      nodesNamed(index, valueAt(balancer.properties, ["Instances"]), ["AWS::EC2::Instance"]).map((named) =>
        edge(
          balancer,
          named.node,
          named.guard,
          balancer,
          hopAt(named.value, `load balancer ${balancer.logicalId} lists ${named.node.logicalId}`),
        ),
      ),
    );
  const registered = [...registersAt.keys()].flatMap((type) =>
    index
      .nodesOfType(type)
      .flatMap((member) =>
        namesGiven(member).flatMap(({ guard, value }) =>
          nodesNamed(index, value, [classicType]).map((named) =>
            edge(
              named.node,
              member,
              and(guard, named.guard),
              member,
              hopAt(named.value, `${member.logicalId} registers with load balancer ${named.node.logicalId}`),
            ),
          ),
        ),
      ),
  );
  return [...listed, ...registered];
}

/**
 * Whether a load balancer sends traffic to a node: yes also where the target group comes from outside, because what
 * registers with one is fronted whoever made it.
 */
export function isFronted(graph: Graph, node: GraphNode, world: World): Answer {
  for (const front of graph.edgesTo("fronts", node)) {
    if (front.source.role === "lb" && world.holds(front.guard)) return { answer: "yes", evidence: front.evidence };
  }
  for (const registration of registrationsOf(graph).byMember.get(node) ?? []) {
    if (world.holds(registration.guard)) return { answer: "yes", evidence: registration.evidence };
  }
  const reasons: Reason[] = [];
  for (const property of new Set((registersAt.get(node.type) ?? []).map(({ list }) => list))) {
    const value = readAt(node.properties, [property], world);
    const { items, open } = listIn(value, world);
    if (items.length > 0)
      return { answer: "yes", evidence: hopAt(value, `${node.logicalId} registers with a load balancer`) };
    reasons.push(...open);
  }
  return reasons.length > 0 ? { answer: "unknown", reasons, evidence: [] } : { answer: "no", evidence: [] };
}
