/**
 * Notifications of one bucket whose filters take the same keys for the same event: S3 refuses them together.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
import type { World } from "../../resolve/world.ts";
import { type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";
import { both, type Ternary } from "../ternary.ts";
import { meets } from "./key-filter.ts";
import { keysOf, shareEvent } from "./trigger-keys.ts";

export interface Overlap {
  readonly with: TriggersEdge;
  readonly overlaps: Ternary;
}

/** At most this many notifications of a bucket are compared; S3 takes 100. */
const maximalNotifications = 100;

/** The notifications written before this one that may overlap with it. @throws Split */
export function overlapsOf(graph: Graph, trigger: TriggersEdge, world: World): readonly Overlap[] {
  const all = graph
    .edgesFrom("triggers", trigger.source)
    .filter(({ via }) => via === "notification")
    .slice(0, maximalNotifications);
  const context = { index: graph, world };
  return all.slice(0, Math.max(0, all.indexOf(trigger))).flatMap((other) => {
    if (!shareEvent(trigger, other) || world.test(other.guard) === false) return [];
    const overlaps = both(meets(keysOf(trigger, context), keysOf(other, context)), () => world.holds(other.guard));
    return overlaps === false ? [] : [{ with: other, overlaps }];
  });
}

/**
 * Whether uploads in parts, or copies, are announced to the same target: by this trigger or by another one of the bucket.
 * @throws Split
 */
export function hearsMultipart(graph: Graph, trigger: TriggersEdge, world: World): boolean {
  const target = (edge: TriggersEdge): GraphNode | string => (isOutside(edge.target) ? edge.id : edge.target);
  return graph
    .edgesFrom("triggers", trigger.source)
    .filter((edge) => target(edge) === target(trigger))
    .some(
      ({ events, guard, via }) =>
        (via === "eventbridge" || events.some((event) => /^s3:(?:\*|ObjectCreated:(?:\*|Complete))/.test(event))) &&
        world.holds(guard),
    );
}
