/**
 * Whether a bucket is created after the permission that its notification needs, and not in a circle with what it starts.
 *
 * S3 tries the notification when the bucket is created; CDK's custom resource does so later, and waits by itself.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-notificationconfiguration.html
 */
import type { World } from "../../resolve/world.ts";
import { cycleThrough, type Dependency, dependsOn } from "../dependencies.ts";
import { type Graph, type InvokeAllowedEdge, isOutside, type TriggersEdge } from "../model.ts";
import { fitOf } from "./invoke-permissions.ts";
import { permissionsFor } from "./trigger-permissions.ts";

/** Whether the bucket itself holds the notification, so that the order matters. */
export function isInline(trigger: TriggersEdge): boolean {
  return trigger.via === "notification" && trigger.declaredBy === trigger.source;
}

/** Whether the bucket waits for a permission that covers the trigger. @throws Split */
export function waitsForPermission(graph: Graph, trigger: TriggersEdge, world: World): boolean {
  return fitting(graph, trigger, world).some(
    // Stacks are deployed one after the other: a permission of another stack is there, or the order is that of the stacks.
    ({ declaredBy }) =>
      declaredBy.stack !== trigger.source.stack || dependsOn(graph, trigger.source, declaredBy, world),
  );
}

/** The circle in which the bucket waits for what it starts, and that for the bucket; empty where there is none. @throws Split */
export function circleOf(graph: Graph, trigger: TriggersEdge, world: World): readonly Dependency[] {
  const { source, target } = trigger;
  const others = fitting(graph, trigger, world).map(({ declaredBy }) => declaredBy);
  for (const via of isOutside(target) ? others : [target, ...others]) {
    if (via.stack !== source.stack) continue;
    const circle = cycleThrough(graph, source, via, world);
    if (circle !== undefined) return circle;
  }
  return [];
}

function fitting(graph: Graph, trigger: TriggersEdge, world: World): readonly InvokeAllowedEdge[] {
  return permissionsFor(graph, trigger, world).items.filter(
    (permission) => fitOf(graph, permission, trigger, world).fits !== false,
  );
}
