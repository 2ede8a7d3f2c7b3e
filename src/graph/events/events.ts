/**
 * Who triggers whom: all builders of `triggers` edges, and every edge once.
 *
 * Each hop is an edge of its own: bucket -> rule -> function, bucket -> queue -> function. Whether a hop really delivers
 * (enabled, permitted, filtered) is asked of it elsewhere.
 */
import { or } from "../../resolve/guard.ts";
import { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { NodeIndex, TriggersEdge } from "../model.ts";
import { notificationEdges } from "./notifications.ts";
import { pollEdges } from "./poll-edges.ts";
import { ruleEdges } from "./rule-edges.ts";
import { subscriptionEdges } from "./subscription-edges.ts";
import { workflowEdges } from "./workflow-edges.ts";

/** All `triggers` edges, each once. */
export function allTriggersEdges(index: NodeIndex): readonly TriggersEdge[] {
  const edges = [notificationEdges, ruleEdges, pollEdges, subscriptionEdges, workflowEdges].flatMap((build) =>
    build(index),
  );
  const byId = new Map<string, TriggersEdge[]>();
  for (const edge of edges) fileUnder(byId, edge.id, edge);
  return [...byId.values()].flatMap((same) => (same.length === 1 ? same : distinct(same)));
}

/**
 * What is said of one delivery in several branches of a condition is one edge. Two notifications that are alike and there
 * together are two: S3 refuses that.
 */
function distinct(same: readonly TriggersEdge[]): readonly TriggersEdge[] {
  const kept: TriggersEdge[] = [];
  for (const edge of same) {
    const again = kept.findIndex((before) => edge.via !== "notification" || !areTogether(before, edge));
    const before = kept[again];
    if (before === undefined) kept.push(kept.length === 0 ? edge : { ...edge, id: `${edge.id}:${kept.length + 1}` });
    else kept[again] = { ...before, guard: or(before.guard, edge.guard) };
  }
  return kept;
}

function areTogether(a: TriggersEdge, b: TriggersEdge): boolean {
  return World.open.assume(a.guard)?.assume(b.guard) !== undefined;
}
