/**
 * Whom a bucket notifies by its own configuration: object -> function, queue, topic.
 *
 * It is written inline, or by CDK's custom resource in the words of the SDK; what SAM writes is inline after expansion.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Value } from "../../resolve/value.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex, TriggersEdge } from "../model.ts";
import type { Role } from "../role.ts";
import { triggersEdges } from "./triggers.ts";

/** The words of one way of writing a notification configuration. */
interface Form {
  readonly event: string;
  readonly filter: readonly string[];
  /** Lists of configurations, where each says whom it notifies, and what that is. */
  readonly lists: readonly (readonly [list: string, target: string, role: Role])[];
}

const inline: Form = {
  event: "Event",
  filter: ["Filter", "S3Key", "Rules"],
  lists: [
    ["LambdaConfigurations", "Function", "compute.fn"],
    ["QueueConfigurations", "Queue", "queue"],
    ["TopicConfigurations", "Topic", "topic"],
  ],
};

const customResource: Form = {
  event: "Events",
  filter: ["Filter", "Key", "FilterRules"],
  lists: [
    ["LambdaFunctionConfigurations", "LambdaFunctionArn", "compute.fn"],
    ["QueueConfigurations", "QueueArn", "queue"],
    ["TopicConfigurations", "TopicArn", "topic"],
  ],
};

/** `triggers` edges of S3's own notifications. */
export function notificationEdges(index: NodeIndex): readonly TriggersEdge[] {
  const edges = index
    .nodesOfType("AWS::S3::Bucket")
    .flatMap((bucket) => configured(index, bucket, bucket, inline, and()));
  for (const resource of index.nodesOfType("Custom::S3BucketNotifications")) {
    for (const { guard, value } of alternativesOf(valueAt(resource.properties, ["BucketName"]))) {
      const { certain } = identify(index, value, ["AWS::S3::Bucket"]);
      // Of a bucket outside the app, the custom resource is all that can be seen: it stands for the bucket.
      const buckets = certain.length > 0 ? certain.map(({ node }) => node) : [resource];
      for (const node of buckets) edges.push(...configured(index, node, resource, customResource, guard));
    }
  }
  return edges;
}

function configured(
  index: NodeIndex,
  bucket: GraphNode,
  declaredBy: GraphNode,
  form: Form,
  when: Guard,
): readonly TriggersEdge[] {
  const configuration = valueAt(declaredBy.properties, ["NotificationConfiguration"]);
  return form.lists.flatMap(([list, target, role]) =>
    itemsOf(valueAt(configuration, [list])).items.flatMap(({ guard, value }) =>
      triggersEdges(index, {
        source: bucket,
        via: "notification",
        to: valueAt(value, [target]),
        role,
        guard: and(when, guard),
        declaration: value.origin ?? declaredBy.origin,
        declaredBy,
        settings: value,
        events: itemsOf(valueAt(value, [form.event])).items.map((event) => spell(event.value)),
        ...filtersOf(valueAt(value, form.filter)),
        ...(declaredBy === bucket
          ? {}
          : { before: [{ node: bucket.origin, message: `${bucket.logicalId} receives the objects` }] }),
      }),
    ),
  );
}

function filtersOf(rules: Value): { readonly prefix?: Value; readonly suffix?: Value } {
  const filters: { prefix?: Value; suffix?: Value } = {};
  for (const { value } of itemsOf(rules).items) {
    const name = textOf(valueAt(value, ["Name"]))?.toLowerCase();
    if (name === "prefix" || name === "suffix") filters[name] = valueAt(value, ["Value"]);
  }
  return filters;
}
