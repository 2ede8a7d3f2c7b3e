/**
 * Whether a bucket sends its events to EventBridge: its own setting, or that of CDK's custom resource.
 *
 * In the words of the SDK, which CDK uses, an empty `EventBridgeConfiguration` means on.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html
 */

import { alternativesOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { stated } from "../setting.ts";
import { both, either, some, type Ternary, unlessOpen } from "../ternary.ts";
import { customConfigurationOf } from "./custom-configuration.ts";

const configuration = ["NotificationConfiguration", "EventBridgeConfiguration"];

/** @throws Split where the world does not decide it. */
export function sendsToEventBridge(index: NodeIndex, bucket: GraphNode, world: World): Ternary {
  const said = either(isOn(bucket, world), () =>
    some(customResources(index).get(bucket) ?? [], (resource) =>
      both(isOn(resource, world), () => world.holds(resource.guard)),
    ),
  );
  return either(said, () => unlessOpen(customConfigurationOf(index, bucket)));
}

function isOn(node: GraphNode, world: World): Ternary {
  const setting = readAt(node.properties, configuration, world);
  if (setting.kind === "unknown") return [setting.reason];
  if (setting.kind === "absent" || (setting.kind === "known" && textOf(setting) !== "true")) return false;
  return stated(readAt(setting, ["EventBridgeEnabled"], world)) ?? true;
}

/** CDK's resources for the notifications of a bucket. */
const customResources = oncePerGraph((index): ReadonlyMap<GraphNode, readonly GraphNode[]> => {
  const found = new Map<GraphNode, GraphNode[]>();
  for (const resource of index.nodesOfType("Custom::S3BucketNotifications")) {
    for (const { value } of alternativesOf(valueAt(resource.properties, ["BucketName"]))) {
      for (const { node } of identify(index, value, ["AWS::S3::Bucket"]).certain) fileUnder(found, node, resource);
    }
  }
  return found;
});
