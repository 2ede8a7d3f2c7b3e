/**
 * Where visitors come in: listeners of load balancers, and the cache behaviours of content delivery networks.
 *
 * Not here: what they do with visitors; see plain-http.ts.
 */
import type { Guard } from "../../resolve/guard.ts";
import { itemsOf, numberOf, readAt, valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { childOf, type SourceNode } from "../../source/node.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { type NamedNode, nodeNamed, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";

const listenerType = "AWS::ElasticLoadBalancingV2::Listener";
const balancerType = "AWS::ElasticLoadBalancingV2::LoadBalancer";

export interface Listener {
  readonly kind: "balancer" | "classic" | "cdn";
  /** The resource that declares it: the listener, the Classic Load Balancer, the distribution. */
  readonly node: GraphNode;
  /** A port or a path pattern, where the resource has several. */
  readonly name: string;
  readonly settings: Value;
  readonly guard: Guard;
  /** Where it stands inside the resource. */
  readonly property: string;
  readonly origin: SourceNode;
}

/** Every place of the app where visitors come in. */
export const listenersOf = oncePerGraph((index): readonly Listener[] => [
  ...index.nodesOfType(listenerType).map(
    (node): Listener => ({
      kind: "balancer",
      node,
      name: "",
      settings: node.properties,
      guard: node.guard,
      property: "",
      origin: node.origin,
    }),
  ),
  ...index
    .nodesOfType("AWS::ElasticLoadBalancing::LoadBalancer")
    .flatMap((node) => partsAt(node, "classic", ["Listeners"], "LoadBalancerPort")),
  ...index
    .nodesOfType("AWS::CloudFront::Distribution")
    .flatMap((node) => [
      ...partsAt(node, "cdn", ["DistributionConfig", "DefaultCacheBehavior"], undefined),
      ...partsAt(node, "cdn", ["DistributionConfig", "CacheBehaviors"], "PathPattern"),
    ]),
]);

function partsAt(
  node: GraphNode,
  kind: Listener["kind"],
  path: readonly string[],
  named: string | undefined,
): readonly Listener[] {
  return itemsOf(valueAt(node.properties, path)).items.flatMap(({ guard, value }) => {
    if (value.kind !== "map") return [];
    const name = named === undefined ? "*" : spell(valueAt(value, [named]));
    return [
      { kind, node, name, settings: value, guard, property: path.join("."), origin: value.origin ?? node.origin },
    ];
  });
}

/** The load balancer of a listener, or the distribution of a behaviour; why it is not known, where it is not. */
export function entranceOf(
  index: NodeIndex,
  listener: Listener,
  world: World,
): GraphNode | { readonly reason: Reason } {
  if (listener.kind !== "balancer") return listener.node;
  const value = readAt(listener.settings, ["LoadBalancerArn"], world);
  const { node, reason } = nodeNamed(index, value, balancerType, world);
  return node ?? { reason: reason ?? reasonOf(value) ?? elsewhere(listener.node) };
}

function elsewhere(node: GraphNode): Reason {
  return {
    kind: "load-balancer",
    name: node.logicalId,
    stack: node.stack.stack.name,
    message: `the load balancer of ${node.logicalId} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}

/** The port that it listens on, where it is known; a distribution has none to choose. */
export function listenerPort(listener: Listener, world: World): number | undefined {
  if (listener.kind === "cdn") return undefined;
  return numberOf(readAt(listener.settings, [listener.kind === "classic" ? "LoadBalancerPort" : "Port"], world));
}

/** The line that a reviewer would edit: where the protocol is written. */
export function protocolAt({ kind, node, origin }: Listener): SourceNode {
  const holder = kind === "balancer" ? node.declaration.properties : origin;
  return childOf(holder, kind === "cdn" ? "ViewerProtocolPolicy" : "Protocol") ?? origin;
}

/** The listeners of a load balancer, or the behaviours of a distribution. */
export function listenersAt(index: NodeIndex, entrance: GraphNode): readonly Listener[] {
  return byEntrance(index).get(entrance) ?? [];
}

const byEntrance = oncePerGraph((index) => {
  const found = new Map<GraphNode, Listener[]>();
  for (const listener of listenersOf(index)) {
    const entrances =
      listener.kind === "balancer"
        ? nodesNamed(index, valueAt(listener.settings, ["LoadBalancerArn"]), [balancerType])
        : [listener];
    for (const { node } of entrances) fileUnder(found, node, listener);
  }
  return found;
});

/** The rules of a listener that are resources of the app, in a world. */
export function rulesOfListener(index: NodeIndex, { node }: Listener, world: World): readonly GraphNode[] {
  const rules = rulesByListener(index).get(node) ?? [];
  return rules.filter((rule) => world.holds(rule.node.guard) && world.holds(rule.guard)).map((rule) => rule.node);
}

const rulesByListener = oncePerGraph((index) => {
  const byListener = new Map<GraphNode, Pick<NamedNode, "node" | "guard">[]>();
  for (const rule of index.nodesOfType("AWS::ElasticLoadBalancingV2::ListenerRule")) {
    for (const { node, guard } of nodesNamed(index, valueAt(rule.properties, ["ListenerArn"]), [listenerType]))
      fileUnder(byListener, node, { node: rule, guard });
  }
  return byListener;
});
