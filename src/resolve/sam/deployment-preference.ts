/**
 * `DeploymentPreference` -> how CodeDeploy moves an alias from one version to the next: a group for each function, one
 * application and one role for all.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html
 */
import type { MappingNode, SourceNode } from "../../source/node.ts";
import { synthesize } from "../../source/synthesize.ts";
import { getAtt, ifElse, ref, sub } from "../../template/intrinsic-call.ts";
import { combineConditions } from "./condition.ts";
import { compose, type Draft, type NodeData } from "./draft.ts";
import { serverless } from "./globals.ts";
import { trustOf } from "./policies/document.ts";
import { managedPolicyArn } from "./policies/managed-policy.ts";
import { branchesOf, given, isNoValue, literal, literalBoolean, mappingAt } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { tagList } from "./tags.ts";

const application = "ServerlessDeploymentApplication";
const serviceRole = "CodeDeployServiceRole";

/** Deployment configurations that Lambda brings; any other name is one of the author's own. */
const predefined = new Set([
  "Canary10Percent5Minutes",
  "Canary10Percent10Minutes",
  "Canary10Percent15Minutes",
  "Canary10Percent30Minutes",
  "Linear10PercentEvery1Minute",
  "Linear10PercentEvery2Minutes",
  "Linear10PercentEvery3Minutes",
  "Linear10PercentEvery10Minutes",
  "AllAtOnce",
]);

/** The update policy of the alias, where deployments are gradual. */
export function deploymentUpdatePolicy(fn: SamResource): SourceNode | undefined {
  const preference = enabledPreference(fn);
  if (preference === undefined) return undefined;
  const hooks = mappingAt(preference, "Hooks");
  return synthesize(preference, {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: ref(application),
      DeploymentGroupName: ref(`${fn.logicalId}DeploymentGroup`),
      BeforeAllowTrafficHook: given(hooks, "PreTraffic"),
      AfterAllowTrafficHook: given(hooks, "PostTraffic"),
    },
  });
}

/** Declares what CodeDeploy needs for all functions that are deployed gradually. */
export function expandDeploymentPreferences(resources: readonly SamResource[]): void {
  const deployed = resources.flatMap((fn) => {
    // A state machine's preference is a property of its alias.
    const preference = fn.declaration.type === `${serverless}Function` ? enabledPreference(fn) : undefined;
    return preference === undefined ? [] : [{ fn, preference, condition: conditionOf(fn, preference) }];
  });
  const [first] = deployed;
  if (first === undefined) return;
  const conditions = deployed.map(({ condition }) => condition);
  const condition = combineConditions(
    first.fn.expansion,
    conditions,
    "ServerlessCodeDeployCondition",
    first.preference,
  );
  const shared = {
    origin: first.preference,
    inherited: { condition, deletionPolicy: undefined, updateReplacePolicy: undefined },
  };
  first.fn.generate(application, "AWS::CodeDeploy::Application", { ComputePlatform: "Lambda" }, shared);
  if (deployed.some(({ preference }) => given(preference, "Role") === undefined)) {
    const arns = [managedPolicyArn("AWSCodeDeployRoleForLambda")];
    first.fn.generate(
      serviceRole,
      "AWS::IAM::Role",
      { AssumeRolePolicyDocument: trustOf("codedeploy.amazonaws.com"), ManagedPolicyArns: arns },
      shared,
    );
  }
  for (const one of deployed) declareGroup(one.fn, one.preference, one.condition);
}

function enabledPreference(fn: SamResource): MappingNode | undefined {
  const preference = mappingAt(fn.properties, "DeploymentPreference");
  const enabled = fn.expansion.textOf(given(preference, "Enabled"))?.toLowerCase();
  return enabled === "false" ? undefined : preference;
}

function conditionOf(fn: SamResource, preference: MappingNode): string | undefined {
  return literalBoolean(given(preference, "PassthroughCondition")) === true ? fn.inherited.condition : undefined;
}

function declareGroup(fn: SamResource, preference: MappingNode, condition: string | undefined): void {
  const type = given(preference, "Type");
  if (type === undefined) fn.report("sam-property", "DeploymentPreference needs Type", preference);
  if (given(fn.properties, "AutoPublishAlias") === undefined) {
    fn.report("sam-property", "DeploymentPreference needs AutoPublishAlias", preference);
  }
  const tags =
    literalBoolean(given(fn.properties, "PropagateTags")) === true ? tagList(given(fn.properties, "Tags")) : undefined;
  fn.generate(
    `${fn.logicalId}DeploymentGroup`,
    "AWS::CodeDeploy::DeploymentGroup",
    compose(preference, {
      AlarmConfiguration: alarmsOf(given(preference, "Alarms")),
      ApplicationName: ref(application),
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      DeploymentConfigName: configurationOf(type),
      DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
      ServiceRoleArn: given(preference, "Role") ?? getAtt(serviceRole, "Arn"),
      TriggerConfigurations: given(preference, "TriggerConfigurations"),
      Tags: tags,
    }),
    { origin: preference, inherited: { condition, deletionPolicy: undefined, updateReplacePolicy: undefined } },
  );
}

function configurationOf(type: SourceNode | undefined): Draft {
  if (type === undefined) return undefined;
  const branches = branchesOf(type);
  if (branches === undefined) return configurationNamed(type);
  return ifElse(branches.condition, configurationNamed(branches.then), configurationNamed(branches.otherwise));
}

function configurationNamed(type: SourceNode): NodeData {
  return predefined.has(literal(type) ?? "")
    ? sub("CodeDeployDefault.Lambda${ConfigName}", { ConfigName: type })
    : type;
}

function alarmsOf(alarms: SourceNode | undefined): Draft {
  if (alarms === undefined) return undefined;
  const branches = branchesOf(alarms);
  if (branches === undefined) return configurationOfAlarms(alarms);
  return ifElse(branches.condition, configurationOfAlarms(branches.then), configurationOfAlarms(branches.otherwise));
}

function configurationOfAlarms(alarms: SourceNode): NodeData {
  if (alarms.kind !== "sequence") return alarms;
  const [first] = alarms.items;
  if (first === undefined || isNoValue(first)) return {};
  return { Enabled: true, Alarms: alarms.items.map((name) => ({ Name: name })) };
}
