/**
 * Who triggers whom: all builders of `triggers` edges, and every edge once.
 *
 * Each hop is an edge of its own: bucket -> rule -> function, bucket -> queue -> function. Whether a hop really delivers
 * (enabled, permitted, filtered) is asked of it elsewhere.
 */
import { pollEdges } from "./events/poll-edges.ts";
import { ruleEdges } from "./events/rule-edges.ts";
import { subscriptionEdges } from "./events/subscription-edges.ts";
import { workflowEdges } from "./events/workflow-edges.ts";
import type { NodeIndex, TriggersEdge } from "./model.ts";
import { notificationEdges } from "./notifications.ts";

/** All `triggers` edges, each once. */
export function allTriggersEdges(index: NodeIndex): readonly TriggersEdge[] {
  const edges = [notificationEdges, ruleEdges, pollEdges, subscriptionEdges, workflowEdges].flatMap((build) =>
    build(index),
  );
  return [...new Map(edges.map((edge) => [edge.id, edge])).values()];
}
