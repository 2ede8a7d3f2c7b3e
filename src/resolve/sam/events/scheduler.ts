/**
 * ScheduleV2 events of functions and state machines: a schedule of EventBridge Scheduler and the role that it runs with.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedulev2.html
 */
import { getAtt } from "../../../template/intrinsic-call.ts";
import { compose, type NodeData, pick } from "../draft.ts";
import { type InlinePolicy, trustOf } from "../policies/document.ts";
import { given, literalBoolean } from "../property.ts";
import { type EventSource, generate, required } from "./event.ts";
import { deadLetterQueue } from "./rule.ts";
import { sendPolicy } from "./stream.ts";

const passedOn = [
  "ScheduleExpression",
  "FlexibleTimeWindow",
  "Name",
  "State",
  "Description",
  "StartDate",
  "EndDate",
  "ScheduleExpressionTimezone",
  "GroupName",
  "KmsKeyArn",
];

/** @param invoke the policy that lets the schedule start its target. */
export function expandScheduler(event: EventSource, targetArn: NodeData, invoke: InlinePolicy): void {
  if (required(event, "ScheduleExpression") === undefined) return;
  const { properties, entry } = event;
  const deadLetters = deadLetterQueue(event);
  const role = given(properties, "RoleArn");
  const target = compose(
    entry.key,
    {
      Arn: targetArn,
      RoleArn: role ?? getAtt(`${event.logicalId}Role`, "Arn"),
      DeadLetterConfig: deadLetters && { Arn: deadLetters.arn },
    },
    pick(properties, ["Input", "RetryPolicy"]),
  );
  const name = literalBoolean(given(properties, "OmitName")) ? undefined : event.logicalId;
  generate(
    event,
    "AWS::Scheduler::Schedule",
    compose(entry.key, { Name: name, FlexibleTimeWindow: { Mode: "OFF" } }, pick(properties, passedOn), {
      Target: target,
    }),
  );
  if (role !== undefined) return;
  const send = deadLetters && sendPolicy("SQS", deadLetters.arn, event.logicalId);
  const policies = send === undefined ? [invoke] : [invoke, send];
  generate(
    event,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: trustOf("scheduler.amazonaws.com"),
      Policies: policies.map(({ name: policyName, document }) => ({
        PolicyName: policyName,
        PolicyDocument: document,
      })),
      PermissionsBoundary: given(properties, "PermissionsBoundary"),
    },
    { logicalId: `${event.logicalId}Role` },
  );
}
