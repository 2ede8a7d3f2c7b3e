/**
 * S3 events: the notification goes into the bucket's own declaration, and the bucket waits for the permission.
 *
 * The permission has no SourceArn: it would name the bucket, which depends on the permission. SAM narrows it by account.
 * Not here: writing the bucket; see ./bucket-notifications.ts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-s3.html
 */
import { synthesize } from "../../../source/synthesize.ts";
import { ifElse, noValue, ref } from "../../../template/intrinsic-call.ts";
import { compose, pick } from "../draft.ts";
import { listed, refTarget } from "../property.ts";
import { allowInvoke, type FunctionEvent, refuse, required } from "./event.ts";

export function expandS3(event: FunctionEvent): void {
  const bucket = required(event, "Bucket");
  const events = required(event, "Events");
  if (bucket === undefined || events === undefined) return;
  const { expansion, target } = event;
  const bucketId = refTarget(bucket);
  if (bucketId === undefined || expansion.get(bucketId)?.type !== "AWS::S3::Bucket") {
    refuse(
      event,
      "must name a bucket of this template with Ref: SAM adds the notification to the bucket's declaration",
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
  expansion.bucketEvents.push({ bucketId, notifications, permission, condition, origin: event.entry.key });
}
