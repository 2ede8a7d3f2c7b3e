/**
 * A function's `Events`, each handed to what knows its type.
 */
import type { RoleDraft } from "../policies/role.ts";
import type { SamResource } from "../resource.ts";
import { expandApi, expandHttpApi } from "./api.ts";
import type { EventTarget, FunctionEvent } from "./event.ts";
import { expandEvents } from "./expand-events.ts";
import { expandRule, expandSchedule } from "./rule.ts";
import { expandS3 } from "./s3.ts";
import { expandScheduler } from "./scheduler.ts";
import { expandAlexa, expandCognito, expandIot, expandLogs } from "./service-events.ts";
import { expandSns } from "./sns.ts";
import { expandStream, sendPolicy, streamTypes } from "./stream.ts";

const expanders = new Map<string, (event: FunctionEvent) => void>([
  ["S3", expandS3],
  ["SNS", expandSns],
  ["Api", expandApi],
  ["HttpApi", expandHttpApi],
  ["Schedule", expandSchedule],
  ["ScheduleV2", expandFunctionScheduler],
  ["CloudWatchEvent", expandRule],
  ["EventBridgeRule", expandRule],
  ["CloudWatchLogs", expandLogs],
  ["IoTRule", expandIot],
  ["AlexaSkill", expandAlexa],
  ["Cognito", expandCognito],
  ...streamTypes.map((type): [string, (event: FunctionEvent) => void] => [type, (event) => expandStream(event, type)]),
]);

export function expandFunctionEvents(fn: SamResource, target: EventTarget, role: RoleDraft): void {
  expandEvents(fn, target, expanders, (expand, event) => expand({ ...event, role }));
}

function expandFunctionScheduler(event: FunctionEvent): void {
  const { arn } = event.target;
  const invoke = sendPolicy("Lambda", arn, event.logicalId);
  if (invoke !== undefined) expandScheduler(event, arn, invoke);
}
