/**
 * Who stands in front of whom: load balancer -> target group -> compute, written from either side.
 *
 * A load balancer forwards to target groups by its listeners and their rules; compute registers with a target group by
 * itself (Auto Scaling group, ECS service) or is listed in it. A Classic Load Balancer and its instances name each other.
 */
import { and, type Guard } from "../resolve/guard.ts";
import { type Guarded, itemsOf, listIn, readAt, valueAt } from "../resolve/reading.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { identify } from "./identity.ts";
import type { Answer, Evidence, FrontsEdge, GraphNode, NodeIndex } from "./model.ts";

interface Link {
  readonly to: GraphNode;
  readonly guard: Guard;
  readonly declaredBy: GraphNode;
  readonly evidence: readonly Evidence[];
}

/** `fronts` edges: load balancer -> compute. */
export function frontsEdges(index: NodeIndex): readonly FrontsEdge[] {
  const edges: FrontsEdge[] = [];
  const registered = registrations(index);
  for (const { listener, balancer, group } of forwardings(index)) {
    for (const link of registered.get(group.to) ?? []) {
      edges.push(
        edge(
          balancer.to,
          link,
          [...group.evidence, ...link.evidence],
          and(balancer.guard, group.guard, listener.guard),
        ),
      );
    }
  }
  for (const node of index.nodes) {
    for (const link of classicLinks(index, node))
      edges.push(edge(link.balancer, link, link.evidence, link.balancer.guard));
  }
  return [...new Map(edges.map((e) => [e.id, e])).values()];
}

function edge(source: GraphNode, link: Link, evidence: readonly Evidence[], guard: Guard): FrontsEdge {
  return {
    kind: "fronts",
    id: `fronts:${source.id}>${link.to.id}`,
    source,
    target: link.to,
    guard: and(source.guard, guard, link.guard, link.to.guard),
    declaration: evidence.at(-1)?.node ?? source.origin,
    declaredBy: link.declaredBy,
    evidence,
  };
}

/** Compute by target group. */
function registrations(index: NodeIndex): ReadonlyMap<GraphNode, readonly Link[]> {
  const byGroup = new Map<GraphNode, Link[]>();
  const register = (group: GraphNode, link: Link): void => {
    const links = byGroup.get(group);
    if (links === undefined) byGroup.set(group, [link]);
    else links.push(link);
  };
  for (const node of index.nodes) {
    for (const { guard, value } of targetGroupValues(node)) {
      for (const { node: group } of identify(index, value).certain) {
        register(group, {
          to: node,
          guard,
          declaredBy: node,
          evidence: hop(value, `${node.logicalId} registers with target group ${group.logicalId}`),
        });
      }
    }
  }
  for (const group of index.nodesOfType(targetGroup)) {
    for (const { guard, value } of itemsOf(valueAt(group.properties, ["Targets"])).items) {
      for (const { guard: inner, value: id } of itemsOf(valueAt(value, ["Id"])).items) {
        for (const { node } of identify(index, id).certain) {
          register(group, {
            to: node,
            guard: and(guard, inner),
            declaredBy: group,
            evidence: hop(id, `target group ${group.logicalId} lists ${node.logicalId}`),
          });
        }
      }
    }
  }
  return byGroup;
}

const targetGroup = "AWS::ElasticLoadBalancingV2::TargetGroup";

/** Target groups that a node registers with, by whatever property of its type. */
function targetGroupValues(node: GraphNode): readonly Guarded<Decided>[] {
  const each = (list: Value, key: string): readonly Guarded<Decided>[] =>
    itemsOf(list).items.flatMap(({ guard, value }) =>
      itemsOf(valueAt(value, [key])).items.map((item) => ({ guard: and(guard, item.guard), value: item.value })),
    );
  switch (node.type) {
    case "AWS::AutoScaling::AutoScalingGroup":
      return [
        ...itemsOf(valueAt(node.properties, ["TargetGroupARNs"])).items,
        ...each(valueAt(node.properties, ["TrafficSources"]), "Identifier"),
      ];
    case "AWS::ECS::Service":
      return each(valueAt(node.properties, ["LoadBalancers"]), "TargetGroupArn");
    default:
      return [];
  }
}

interface Forwarding {
  readonly listener: GraphNode;
  readonly balancer: Link;
  readonly group: Link;
}

/** What each listener, with its rules, forwards to. */
function forwardings(index: NodeIndex): readonly Forwarding[] {
  const listeners = new Map<GraphNode, readonly Link[]>();
  for (const listener of index.nodesOfType("AWS::ElasticLoadBalancingV2::Listener")) {
    listeners.set(listener, links(index, listener, valueAt(listener.properties, ["LoadBalancerArn"]), "listens for"));
  }
  const result: Forwarding[] = [];
  const forward = (by: GraphNode, actions: Value, balancers: readonly Link[]): void => {
    for (const group of groupsIn(index, by, actions))
      for (const balancer of balancers) result.push({ listener: by, balancer, group });
  };
  for (const [listener, balancers] of listeners)
    forward(listener, valueAt(listener.properties, ["DefaultActions"]), balancers);
  for (const rule of index.nodesOfType("AWS::ElasticLoadBalancingV2::ListenerRule")) {
    const balancers = links(index, rule, valueAt(rule.properties, ["ListenerArn"]), "is a rule of").flatMap((link) =>
      (listeners.get(link.to) ?? []).map((balancer) => ({ ...balancer, guard: and(balancer.guard, link.guard) })),
    );
    forward(rule, valueAt(rule.properties, ["Actions"]), balancers);
  }
  return result;
}

function groupsIn(index: NodeIndex, by: GraphNode, actions: Value): readonly Link[] {
  return itemsOf(actions).items.flatMap(({ guard, value }) =>
    [
      valueAt(value, ["TargetGroupArn"]),
      ...itemsOf(valueAt(value, ["ForwardConfig", "TargetGroups"])).items.map((item) =>
        valueAt(item.value, ["TargetGroupArn"]),
      ),
    ].flatMap((arn) =>
      links(index, by, arn, "forwards to").map((link) => ({ ...link, guard: and(guard, link.guard) })),
    ),
  );
}

function links(index: NodeIndex, by: GraphNode, value: Value, verb: string): readonly Link[] {
  return itemsOf(value).items.flatMap(({ guard, value: item }) =>
    identify(index, item).certain.map(({ node }) => ({
      to: node,
      guard: and(by.guard, guard),
      declaredBy: by,
      evidence: hop(item, `${by.logicalId} ${verb} ${node.logicalId}`),
    })),
  );
}

const classicBalancer = "AWS::ElasticLoadBalancing::LoadBalancer";

/** Classic Load Balancers and the instances and groups behind them. */
function classicLinks(index: NodeIndex, node: GraphNode): readonly (Link & { readonly balancer: GraphNode })[] {
  const from = (property: string, message: (other: GraphNode) => string): readonly Link[] =>
    itemsOf(valueAt(node.properties, [property])).items.flatMap(({ guard, value }) =>
      identify(index, value, [classicBalancer]).certain.map(({ node: to }) => ({
        to,
        guard,
        declaredBy: node,
        evidence: hop(value, message(to)),
      })),
    );
  if (node.type === "AWS::AutoScaling::AutoScalingGroup") {
    return from("LoadBalancerNames", (to) => `${node.logicalId} registers with load balancer ${to.logicalId}`).map(
      (link) => ({
        ...link,
        balancer: link.to,
        to: node,
      }),
    );
  }
  if (node.type === classicBalancer) {
    return from("Instances", (to) => `load balancer ${node.logicalId} lists ${to.logicalId}`).map((link) => ({
      ...link,
      balancer: node,
    }));
  }
  return [];
}

function hop(value: Value, message: string): readonly Evidence[] {
  return value.origin === null ? [] : [{ message, node: value.origin }];
}

/**
 * Whether a load balancer sends traffic to a node: yes also where the target group comes from outside, because what
 * registers with one is fronted whoever made it.
 */
export function isFronted(node: GraphNode, fronts: readonly FrontsEdge[], world: World): Answer {
  for (const front of fronts) if (world.holds(front.guard)) return { answer: "yes", evidence: front.evidence };
  const registers = ["TargetGroupARNs", "LoadBalancerNames", "TrafficSources", "LoadBalancers"];
  const reasons: Reason[] = [];
  for (const property of registers) {
    const value = readAt(node.properties, [property], world);
    const { items, open } = listIn(value, world);
    if (items.length > 0)
      return { answer: "yes", evidence: hop(value, `${node.logicalId} registers with a load balancer`) };
    reasons.push(...open);
  }
  return reasons.length > 0 ? { answer: "unknown", reasons, evidence: [] } : { answer: "no", evidence: [] };
}
