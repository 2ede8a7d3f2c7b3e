/**
 * Schedule, EventBridgeRule and CloudWatchEvent events: a rule of EventBridge, a permission for it, and a queue for what
 * it cannot deliver.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventbridgerule.html
 */
import { getAtt, ref } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type NodeData, pick } from "../draft.ts";
import { allow, documentOf } from "../policies/document.ts";
import { given, literal, literalBoolean, mappingAt } from "../property.ts";
import { allowInvoke, type EventSource, type FunctionEvent, generate, refuse, required } from "./event.ts";

const targetIdLength = 64;

export function expandSchedule(event: FunctionEvent): void {
  const schedule = required(event, "Schedule");
  if (schedule === undefined) return;
  declareRule(
    event,
    compose(event.entry.key, { ScheduleExpression: schedule }, pick(event.properties, ["Name", "Description"])),
  );
}

export function expandRule(event: FunctionEvent): void {
  const { properties } = event;
  declareRule(
    event,
    compose(event.entry.key, pick(properties, ["EventBusName"]), {
      EventPattern: given(properties, "Pattern"),
      Name: given(properties, "RuleName"),
    }),
  );
}

function declareRule(event: FunctionEvent, rule: ReturnType<typeof compose>): void {
  const target = compose(
    event.entry.key,
    { Arn: event.target.arn, Id: targetId(event, "LambdaTarget"), DeadLetterConfig: ruleDeadLetters(event) },
    pick(event.properties, ["Input", "InputPath", "InputTransformer", "RetryPolicy"]),
  );
  generate(event, "AWS::Events::Rule", compose(event.entry.key, rule, { State: stateOf(event), Targets: [target] }));
  allowInvoke(event, { principal: "events.amazonaws.com", sourceArn: getAtt(event.logicalId, "Arn") });
}

export function stateOf(event: EventSource): Draft {
  const state = given(event.properties, "State");
  const enabled = given(event.properties, "Enabled");
  if (state !== undefined && enabled !== undefined)
    refuse(event, "has both State and Enabled; SAM takes one of them", enabled);
  if (enabled === undefined) return state;
  return literalBoolean(enabled) === false ? "DISABLED" : "ENABLED";
}

export function targetId(event: EventSource, suffix: string): Draft {
  return (
    given(mappingAt(event.properties, "Target"), "Id") ??
    event.logicalId.slice(0, targetIdLength - suffix.length) + suffix
  );
}

/** The queue for undeliverable events of a rule: the one that is given, or one that SAM makes and opens to the rule. */
export function ruleDeadLetters(event: EventSource): Draft {
  const arn = deadLetterQueue(event);
  if (arn === undefined) return undefined;
  if (arn.made !== undefined) {
    const statement = {
      ...allow("sqs:SendMessage", arn.arn, { ArnEquals: { "aws:SourceArn": getAtt(event.logicalId, "Arn") } }),
      Principal: { Service: "events.amazonaws.com" },
    };
    const policy = { PolicyDocument: documentOf([statement], "2012-10-17"), Queues: [ref(arn.made)] };
    generate(event, "AWS::SQS::QueuePolicy", policy, { logicalId: `${event.logicalId}QueuePolicy` });
  }
  return { Arn: arn.arn };
}

/** The dead-letter queue of an event, made where the author asks for one by its type. */
export function deadLetterQueue(
  event: EventSource,
): { readonly arn: NodeData; readonly made: string | undefined } | undefined {
  const config = mappingAt(event.properties, "DeadLetterConfig");
  if (config === undefined) return undefined;
  const arn = given(config, "Arn");
  const type = given(config, "Type");
  if (arn !== undefined && type === undefined) return { arn, made: undefined };
  if (arn !== undefined || literal(type) !== "SQS") {
    refuse(event, "needs either Arn or Type: SQS in DeadLetterConfig", config);
    return undefined;
  }
  const made = literal(given(config, "QueueLogicalId")) ?? `${event.logicalId}Queue`;
  generate(event, "AWS::SQS::Queue", {}, { logicalId: made });
  return { arn: getAtt(made, "Arn"), made };
}
