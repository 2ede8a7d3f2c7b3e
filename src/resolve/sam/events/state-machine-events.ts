/**
 * A state machine's `Events`: each source gets a role with which it starts executions.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-statemachine-statemachineeventsource.html
 */
import { getAtt, sub } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type Part, pick } from "../draft.ts";
import { allow, documentOf, type InlinePolicy, trustOf } from "../policies/document.ts";
import { given } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { addRoute, restRouteOf } from "./api.ts";
import { type EventSource, type EventTarget, generate, required } from "./event.ts";
import { expandEvents } from "./expand-events.ts";
import { ruleDeadLetters, stateOf, targetId } from "./rule.ts";
import { expandScheduler } from "./scheduler.ts";

/** @param boundary limits what the roles of the events may do, as it limits the state machine's own. */
type Expand = (event: EventSource, boundary: Draft) => void;

const expanders = new Map<string, Expand>([
  ["Api", expandApi],
  ["Schedule", expandSchedule],
  ["ScheduleV2", (event) => expandScheduler(event, event.target.arn, startPolicy(event, event.logicalId))],
  ["CloudWatchEvent", expandRule],
  ["EventBridgeRule", expandRule],
]);

export function expandStateMachineEvents(machine: SamResource, target: EventTarget): void {
  const boundary = given(machine.properties, "PermissionsBoundary");
  expandEvents(machine, target, expanders, (expand, event) => expand(event, boundary));
}

function expandSchedule(event: EventSource, boundary: Draft): void {
  const schedule = required(event, "Schedule");
  if (schedule === undefined) return;
  const role = given(event.properties, "RoleArn") ?? declareRole(event, "events.amazonaws.com", boundary);
  declareRule(
    event,
    role,
    compose(event.entry.key, { ScheduleExpression: schedule }, pick(event.properties, ["Name", "Description"])),
  );
}

function expandRule(event: EventSource, boundary: Draft): void {
  const role = declareRole(event, "events.amazonaws.com", boundary);
  const { properties } = event;
  declareRule(event, role, {
    EventBusName: given(properties, "EventBusName"),
    EventPattern: given(properties, "Pattern"),
    Name: given(properties, "RuleName"),
  });
}

function declareRule(event: EventSource, role: Draft, rule: Part): void {
  const target = compose(
    event.entry.key,
    {
      Arn: event.target.arn,
      Id: targetId(event, "StepFunctionsTarget"),
      RoleArn: role,
      DeadLetterConfig: ruleDeadLetters(event),
    },
    pick(event.properties, ["Input", "InputPath", "InputTransformer", "RetryPolicy"]),
  );
  generate(event, "AWS::Events::Rule", compose(event.entry.key, rule, { State: stateOf(event), Targets: [target] }));
}

function expandApi(event: EventSource, boundary: Draft): void {
  const route = restRouteOf(event);
  if (route === undefined) return;
  const credentials = declareRole(event, "apigateway.amazonaws.com", boundary);
  const template = `{"input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "\${${event.target.variable}}"}`;
  addRoute(event, route.api.logicalId, route.path, route.method, {
    type: "aws",
    httpMethod: "POST",
    uri: sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"),
    credentials,
    requestTemplates: { "application/json": sub(template) },
  });
}

/** Declares the role that starts executions for an event, and gives its ARN. */
function declareRole(event: EventSource, service: string, boundary: Draft): Draft {
  const logicalId = `${event.logicalId}Role`;
  const { name, document } = startPolicy(event, logicalId);
  generate(
    event,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: trustOf(service),
      Policies: [{ PolicyName: name, PolicyDocument: document }],
      PermissionsBoundary: boundary,
    },
    { logicalId },
  );
  return getAtt(logicalId, "Arn");
}

function startPolicy(event: EventSource, prefix: string): InlinePolicy {
  return {
    name: `${prefix}StartExecutionPolicy`,
    document: documentOf([allow("states:StartExecution", event.target.arn)]),
  };
}
