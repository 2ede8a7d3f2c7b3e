/**
 * Whether a tier that something scales by its load can become any larger.
 *
 * A schedule sets the bounds themselves, so that it needs no room between them.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Graph, GraphNode, ScalesEdge } from "../model.ts";
import type { Ternary } from "../ternary.ts";
import { type Capacity, maximalCapacity, minimalCapacity } from "./capacity.ts";
import { scalableTargets } from "./scaling.ts";

/** Types whose actions change the bounds: scheduled actions, alone or in a scalable target. */
const schedules: ReadonlySet<string> = new Set([
  "AWS::AutoScaling::ScheduledAction",
  "AWS::ApplicationAutoScaling::ScalableTarget",
]);

/** The policies that follow the load of a node; none where a schedule moves its bounds, too. */
export function loadPolicies(graph: Graph, node: GraphNode, world: World): readonly ScalesEdge[] {
  const edges = graph.edgesTo("scales", node).filter(({ guard }) => world.holds(guard));
  return edges.some(({ source }) => schedules.has(source.type)) ? [] : edges;
}

export function hasRoom(graph: Graph, node: GraphNode, world: World): Ternary {
  const isRegistered = (scalableTargets(graph).byScaled.get(node) ?? []).some(({ guard }) => world.holds(guard));
  if (node.type === "AWS::ECS::Service" && !isRegistered) return [registeredElsewhere(node)];
  const bounds = [minimalCapacity(graph, node, world), maximalCapacity(graph, node, world)];
  const [doubt, ...doubts] = bounds.flatMap(doubtAbout);
  if (doubt !== undefined) return [doubt, ...doubts];
  const [least, most] = bounds.map((capacity) => (capacity && "number" in capacity ? capacity.number : undefined));
  return least === undefined || most === undefined || most > least;
}

function doubtAbout(capacity: Capacity): readonly Reason[] {
  if (capacity === undefined) return [];
  if ("reason" in capacity) return [capacity.reason];
  return capacity.unless === undefined ? [] : [capacity.unless];
}

function registeredElsewhere({ logicalId, stack }: GraphNode): Reason {
  const message = `the bounds of ${logicalId} are registered outside this app`;
  return {
    kind: "scalable-target",
    name: logicalId,
    stack: stack.stack.name,
    message,
    settle: "judge the stack that registers them together with this one",
  };
}
