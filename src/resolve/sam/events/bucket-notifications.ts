/**
 * What S3 events add to buckets: notifications, and that each bucket waits for the permissions of its functions.
 *
 * S3 refuses a notification whose target it may not invoke yet.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { synthesize } from "../../../source/synthesize.ts";
import { ifElse, ref } from "../../../template/intrinsic-call.ts";
import { compose } from "../draft.ts";
import type { Expansion } from "../expansion.ts";
import { asMapping, given, listed, mappingAt } from "../property.ts";
import { spell } from "../sameness.ts";
import type { BucketEvent } from "./bucket-event.ts";

/** Writes what all events together add, once for each bucket. */
export function amendBuckets(expansion: Expansion): void {
  const byBucket = new Map<string, BucketEvent[]>();
  for (const event of expansion.bucketEvents) {
    const events = byBucket.get(event.bucketId) ?? [];
    events.push(event);
    byBucket.set(event.bucketId, events);
  }
  for (const [bucketId, events] of byBucket) {
    expansion.amend(bucketId, {
      properties: (before) => withEvents(before, events),
      dependsOn: events.filter(({ condition }) => condition === undefined).map(({ permission }) => permission),
    });
  }
}

function withEvents(before: SourceNode | undefined, events: readonly BucketEvent[]): MappingNode {
  const origin = before ?? events[0]?.origin;
  const properties = asMapping(before);
  if (origin === undefined) throw new Error("a bucket is amended for at least one event");
  const configuration = mappingAt(properties, "NotificationConfiguration");
  const notifications = new Map<string, SourceNode>();
  const present = listed(given(configuration, "LambdaConfigurations"));
  for (const one of [...present, ...events.flatMap((event) => event.notifications)]) {
    const spelling = spell(one);
    if (!notifications.has(spelling)) notifications.set(spelling, one);
  }
  const tags = events.flatMap(waitingTag);
  return compose(origin, properties, {
    NotificationConfiguration: compose(configuration ?? origin, configuration, {
      LambdaConfigurations: [...notifications.values()],
    }),
    Tags: tags.length > 0 ? [...listed(given(properties, "Tags")), ...tags] : undefined,
  });
}

/** DependsOn cannot be conditional: SAM makes the bucket refer to the permission in a tag instead. */
function waitingTag({ condition, permission, origin }: BucketEvent): readonly SourceNode[] {
  if (condition === undefined) return [];
  const tag = {
    Key: `sam:ConditionalDependsOn:${permission}`,
    Value: ifElse(condition, ref(permission), "no dependency"),
  };
  return [synthesize(origin, tag)];
}
