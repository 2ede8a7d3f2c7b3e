/**
 * How an upload gets to compute: the chain of triggers from a bucket, over queues, topics, rules and workflows.
 *
 * A bucket outside the app is where a path can begin too: in the custom resource that configures its notifications, or in a
 * rule that asks for events of S3.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import type { World } from "../../resolve/world.ts";
import { type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";
import { eventsNamed, patternOf, speaksOfS3 } from "./bucket-pattern.ts";

/** Triggers from a bucket to the node, in the order of the event; undefined where no upload leads to it. */
export function uploadPathTo(graph: Graph, node: GraphNode, world: World): readonly TriggersEdge[] | undefined {
  const seen = new Set<GraphNode>([node]);
  const waiting: { at: GraphNode; path: readonly TriggersEdge[]; guard: Guard }[] = [
    { at: node, path: [], guard: and() },
  ];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const edge of graph.edgesTo("triggers", next.at)) {
      if (!announcesUploads(edge)) continue;
      const guard = and(next.guard, edge.guard);
      if (world.test(guard) === false) continue;
      const path = [edge, ...next.path];
      if (startsUploads(graph, edge.source)) {
        if (world.holds(guard)) return path;
      } else if (!seen.has(edge.source)) {
        seen.add(edge.source);
        waiting.push({ at: edge.source, path, guard });
      }
    }
  }
  return undefined;
}

/** The same for one last trigger: the path that ends with it; undefined where no upload takes it. */
export function uploadPathOver(graph: Graph, edge: TriggersEdge, world: World): readonly TriggersEdge[] | undefined {
  if (!announcesUploads(edge) || world.test(edge.guard) === false) return undefined;
  if (startsUploads(graph, edge.source)) return world.holds(edge.guard) ? [edge] : undefined;
  const before = uploadPathTo(graph, edge.source, world);
  return before === undefined || !world.holds(edge.guard) ? undefined : [...before, edge];
}

/** Whether uploads come from here: a bucket, or what stands for one outside the app. */
export function startsUploads(graph: Graph, node: GraphNode): boolean {
  if (node.role === "object" || node.type === "Custom::S3BucketNotifications") return true;
  if (node.type !== "AWS::Events::Rule" || !speaksOfS3(patternOf(node))) return false;
  return announcesCreation(eventsNamed(patternOf(node))) && graph.edgesTo("triggers", node).length === 0;
}

/** Deletions, restores and expirations are events of a bucket too, and no uploads. */
function announcesUploads(edge: TriggersEdge): boolean {
  const fromBucket = edge.source.role === "object" || edge.source.type === "Custom::S3BucketNotifications";
  return isOutside(edge.target) || !fromBucket || announcesCreation(edge.events);
}

/** Whether an event may be that an object was created: in the words of notifications, of S3's events, of CloudTrail's calls. */
function announcesCreation(events: readonly string[]): boolean {
  return (
    events.length === 0 ||
    events.some(
      (event) =>
        !/^(?:s3:(?:ObjectRemoved|ObjectRestore|LifecycleExpiration|ObjectTagging:Delete)|Object (?:Deleted|Restore|Storage|Access|ACL|Tags)|Delete|Get|Head|List)/.test(
          event,
        ),
    )
  );
}
