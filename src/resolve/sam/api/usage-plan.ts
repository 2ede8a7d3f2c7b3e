/**
 * `Auth.UsagePlan` of a REST API -> the plan, a key for it, and what connects them; its own or one for all APIs.
 */
import type { MappingNode } from "../../../source/node.ts";
import { ref } from "../../../template/intrinsic-call.ts";
import { compose, pick } from "../draft.ts";
import { asMapping, given, listed, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";

/** What the plan that several APIs share, its key and their connection are called by. */
const sharedPrefix = "Serverless";
const ofPlan = ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"];

export function expandUsagePlan(api: SamResource, stage: string): void {
  const plan = mappingAt(mappingAt(api.properties, "Auth"), "UsagePlan");
  if (plan === undefined) return;
  switch (api.expansion.textOf(given(plan, "CreateUsagePlan"))) {
    case "PER_API":
      declarePlan(api, plan, stage, api.logicalId);
      rename(api, api.logicalId);
      break;
    case "SHARED":
      sharePlan(api, plan, stage);
      rename(api, sharedPrefix);
      break;
    case "NONE":
      break;
    default:
      api.report("sam-property", "UsagePlan needs CreateUsagePlan: PER_API, SHARED or NONE", plan);
  }
}

function declarePlan(api: SamResource, plan: MappingNode, stage: string, prefix: string): void {
  const dependsOn = [api.logicalId];
  api.generate(
    `${prefix}UsagePlan`,
    "AWS::ApiGateway::UsagePlan",
    compose(plan, { ApiStages: [{ ApiId: ref(api.logicalId), Stage: ref(stage) }] }, pick(plan, ofPlan)),
    { origin: plan, dependsOn },
  );
  const stageKey = { RestApiId: ref(api.logicalId), StageName: ref(stage) };
  api.generate(
    `${prefix}ApiKey`,
    "AWS::ApiGateway::ApiKey",
    { Enabled: true, StageKeys: [stageKey] },
    { origin: plan, dependsOn: [`${prefix}UsagePlan`] },
  );
  api.generate(
    `${prefix}UsagePlanKey`,
    "AWS::ApiGateway::UsagePlanKey",
    { KeyId: ref(`${prefix}ApiKey`), KeyType: "API_KEY", UsagePlanId: ref(`${prefix}UsagePlan`) },
    { origin: plan, dependsOn: [`${prefix}ApiKey`] },
  );
}

/** `Api.UsagePlan` and the like name what SAM made. */
function rename(api: SamResource, prefix: string): void {
  for (const reference of ["UsagePlan", "UsagePlanKey", "ApiKey"]) {
    api.expansion.renamed.set(`${api.logicalId}.${reference}`, `${prefix}${reference}`);
  }
}

/** The first API makes the shared plan; each later one joins it. */
function sharePlan(api: SamResource, plan: MappingNode, stage: string): void {
  const { expansion } = api;
  if (expansion.get(`${sharedPrefix}UsagePlan`) === undefined) {
    declarePlan(api, plan, stage, sharedPrefix);
    return;
  }
  expansion.amend(`${sharedPrefix}UsagePlan`, {
    properties: (before) =>
      compose(plan, asMapping(before), {
        ApiStages: [
          ...listed(given(before, "ApiStages")),
          compose(plan, { ApiId: ref(api.logicalId), Stage: ref(stage) }),
        ],
      }),
    dependsOn: [api.logicalId],
  });
  expansion.amend(`${sharedPrefix}ApiKey`, {
    properties: (before) =>
      compose(plan, asMapping(before), {
        StageKeys: [
          ...listed(given(before, "StageKeys")),
          compose(plan, { RestApiId: ref(api.logicalId), StageName: ref(stage) }),
        ],
      }),
  });
}
