/**
 * S3 events: the notification goes into the bucket's own declaration, and the bucket waits for the permission.
 *
 * The permission has no SourceArn: it would name the bucket, which depends on the permission. SAM narrows it by account.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-s3.html
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { synthesize } from "../../../source/synthesize.ts";
import { ifElse, noValue, ref } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, pick } from "../draft.ts";
import { asMapping, given, listed, mappingAt, refTarget } from "../property.ts";
import { spell } from "../sameness.ts";
import { allowInvoke, type FunctionEvent, refuse, required } from "./event.ts";

export function expandS3(event: FunctionEvent): void {
  const bucket = required(event, "Bucket");
  const events = required(event, "Events");
  if (bucket === undefined || events === undefined) return;
  const { expansion, target } = event;
  const bucketId = refTarget(bucket);
  if (bucketId === undefined || expansion.get(bucketId) === undefined) {
    refuse(
      event,
      "must name a bucket of this template with Ref: SAM adds the notification to the bucket's declaration.",
      bucket,
    );
    return;
  }
  const permission = allowInvoke(event, { principal: "s3.amazonaws.com", sourceAccount: ref("AWS::AccountId") });
  const { condition } = target.inherited;
  const notifications = listed(events).map((name) => {
    const notification = compose(event.entry.key, { Function: target.arn }, pick(event.properties, ["Filter"]), {
      Event: name,
    });
    return synthesize(
      event.entry.key,
      condition === undefined ? notification : ifElse(condition, notification, noValue),
    );
  });
  expansion.amend(bucketId, {
    properties: (before) => withNotifications(before, notifications, event),
    ...(condition === undefined && { dependsOn: permission }),
  });
  if (condition !== undefined) waitForConditional(event, bucketId, condition, permission);
}

function withNotifications(
  before: SourceNode | undefined,
  added: readonly SourceNode[],
  event: FunctionEvent,
): MappingNode {
  const origin = event.entry.key;
  const properties = asMapping(before);
  const configuration = mappingAt(properties, "NotificationConfiguration");
  const present = listed(given(configuration, "LambdaConfigurations"));
  const known = new Set(present.map((one) => spell(one)));
  const lambdas = [...present, ...added.filter((one) => !known.has(spell(one)))];
  return compose(before ?? origin, properties, {
    NotificationConfiguration: compose(configuration ?? origin, configuration, { LambdaConfigurations: lambdas }),
  });
}

/** DependsOn cannot be conditional: SAM makes the bucket refer to the permission in a tag instead. */
function waitForConditional(event: FunctionEvent, bucketId: string, condition: string, permission: string): void {
  const tag: Draft = {
    Key: `sam:ConditionalDependsOn:${permission}`,
    Value: ifElse(condition, ref(permission), "no dependency"),
  };
  event.expansion.amend(bucketId, {
    properties: (before) =>
      compose(before ?? event.entry.key, asMapping(before), {
        Tags: [...listed(given(before, "Tags")), synthesize(event.entry.key, tag)],
      }),
  });
}
