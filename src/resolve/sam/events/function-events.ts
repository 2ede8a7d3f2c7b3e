/**
 * A function's `Events`, each handed to what knows its type.
 */
import type { Entry } from "../../../source/node.ts";
import { intrinsicOf } from "../../../template/intrinsic.ts";
import { compose } from "../draft.ts";
import type { RoleDraft } from "../policies/role.ts";
import { asMapping, given, literal, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { expandApi, expandHttpApi } from "./api.ts";
import type { EventTarget, FunctionEvent } from "./event.ts";
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
  const events = given(fn.properties, "Events");
  if (events === undefined) return;
  if (events.kind !== "mapping" || intrinsicOf(events) !== undefined) {
    fn.report("sam-event", "Events must be a map of named events; SAM does not read intrinsic functions here.", events);
    return;
  }
  for (const entry of events.entries.values()) expandEvent(fn, entry, target, role);
}

function expandEvent(fn: SamResource, entry: Entry, target: EventTarget, role: RoleDraft): void {
  const type = literal(given(asMapping(entry.value), "Type"));
  const expand = expanders.get(type ?? "");
  if (expand === undefined) {
    fn.report("sam-event", `The event ${entry.name} needs a Type that SAM knows: ${[...expanders.keys()].join(", ")}.`, entry.key);
    return;
  }
  expand({
    expansion: fn.expansion,
    target,
    role,
    entry,
    logicalId: fn.logicalId + entry.name,
    properties: mappingAt(entry.value, "Properties") ?? compose(entry.key),
  });
}

function expandFunctionScheduler(event: FunctionEvent): void {
  const { arn } = event.target;
  const invoke = sendPolicy("Lambda", arn, event.logicalId);
  if (invoke !== undefined) expandScheduler(event, arn, invoke);
}
