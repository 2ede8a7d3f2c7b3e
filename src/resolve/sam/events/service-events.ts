/**
 * Events of single services: CloudWatch Logs, IoT, Alexa, Cognito.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { getAtt, ref, sub } from "../../../template/intrinsic-call.ts";
import { compose, pick } from "../draft.ts";
import { asMapping, given, listed, literal, mappingAt, refTarget } from "../property.ts";
import { allowInvoke, type FunctionEvent, generate, refuse, required } from "./event.ts";

export function expandLogs(event: FunctionEvent): void {
  const group = required(event, "LogGroupName");
  if (group === undefined || required(event, "FilterPattern") === undefined) return;
  const sourceArn = sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*", {
    __LogGroupName__: group,
  });
  const permission = allowInvoke(event, { principal: "logs.amazonaws.com", sourceArn });
  const filter = compose(event.entry.key, pick(event.properties, ["LogGroupName", "FilterPattern"]), {
    DestinationArn: event.target.arn,
  });
  generate(event, "AWS::Logs::SubscriptionFilter", filter, { dependsOn: [permission] });
}

export function expandIot(event: FunctionEvent): void {
  if (required(event, "Sql") === undefined) return;
  const sourceArn = sub("arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}", {
    RuleName: ref(event.logicalId),
  });
  allowInvoke(event, { principal: "iot.amazonaws.com", sourceArn, sourceAccount: sub("${AWS::AccountId}") });
  const payload = compose(
    event.entry.key,
    { RuleDisabled: false, Actions: [{ Lambda: { FunctionArn: event.target.arn } }] },
    pick(event.properties, ["Sql", "AwsIotSqlVersion"]),
  );
  generate(event, "AWS::IoT::TopicRule", { TopicRulePayload: payload });
}

export function expandAlexa(event: FunctionEvent): void {
  allowInvoke(event, { principal: "alexa-appkit.amazon.com", eventSourceToken: given(event.properties, "SkillId") });
}

/** A trigger goes into the user pool's own declaration; all triggers of a function share one permission. */
export function expandCognito(event: FunctionEvent): void {
  const pool = required(event, "UserPool");
  const triggers = required(event, "Trigger");
  if (pool === undefined || triggers === undefined) return;
  const { expansion, target } = event;
  const poolId = refTarget(pool);
  if (poolId === undefined || expansion.get(poolId) === undefined) {
    refuse(
      event,
      "must name a user pool of this template with Ref: SAM adds the trigger to the pool's declaration",
      pool,
    );
    return;
  }
  const prefix = `${target.logicalId}Cognito`;
  if (expansion.get(`${prefix}Permission`) === undefined) {
    allowInvoke(event, { principal: "cognito-idp.amazonaws.com", sourceArn: getAtt(poolId, "Arn"), prefix });
  }
  expansion.amend(poolId, { properties: (before) => withTriggers(before, listed(triggers), event) });
}

function withTriggers(
  before: SourceNode | undefined,
  triggers: readonly SourceNode[],
  event: FunctionEvent,
): MappingNode {
  const config = mappingAt(before, "LambdaConfig");
  for (const trigger of triggers) {
    if (config?.entries.has(literal(trigger) ?? ""))
      refuse(event, `names the trigger ${literal(trigger)}, which the user pool has already`, trigger);
  }
  const added = Object.fromEntries(triggers.map((trigger) => [literal(trigger) ?? "", event.target.arn]));
  return compose(before ?? event.entry.key, asMapping(before), {
    LambdaConfig: compose(config ?? event.entry.key, config, added),
  });
}
