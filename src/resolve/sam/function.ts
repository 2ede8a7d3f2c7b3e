/**
 * AWS::Serverless::Function -> the function, its role, its version and alias, its URL, and what its events stand for.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
import type { SourceNode } from "../../source/node.ts";
import { getAtt, join, ref } from "../../template/intrinsic-call.ts";
import { publishAlias } from "./alias.ts";
import { codeOf } from "./code.ts";
import { compose, type Draft, pick } from "./draft.ts";
import { expandEventInvokeConfig } from "./event-invoke.ts";
import type { EventTarget } from "./events/event.ts";
import { expandFunctionEvents } from "./events/function-events.ts";
import { declareFunctionRole, draftFunctionRole, isTraced, roleOf } from "./function-role.ts";
import { expandFunctionUrl } from "./function-url.ts";
import { given } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { tagListOfSam } from "./tags.ts";

/** Properties that mean the same in AWS::Lambda::Function. */
const passedOn = [
  "FunctionName",
  "Handler",
  "Runtime",
  "Description",
  "MemorySize",
  "Timeout",
  "VpcConfig",
  "Environment",
  "KmsKeyArn",
  "ReservedConcurrentExecutions",
  "Layers",
  "FileSystemConfigs",
  "ImageConfig",
  "PackageType",
  "Architectures",
  "SnapStart",
  "EphemeralStorage",
  "CodeSigningConfigArn",
  "RuntimeManagementConfig",
  "LoggingConfig",
  "TenancyConfig",
  "RecursiveLoop",
  "DurableConfig",
  "FunctionScalingConfig",
  "PublishToLatestPublished",
];

export function expandFunction(fn: SamResource): void {
  const { properties, logicalId } = fn;
  const role = draftFunctionRole(fn);
  const roleChoice = roleOf(fn, role.logicalId);
  const lambda = compose(fn.declaration.properties ?? fn.origin, pick(properties, passedOn), {
    Code: codeOf(fn),
    Description: descriptionOf(fn),
    Role: roleChoice.arn,
    Tags: tagListOfSam(given(properties, "Tags")),
    TracingConfig: isTraced(fn) ? { Mode: given(properties, "Tracing") } : undefined,
    DeadLetterConfig: deadLetterOf(given(properties, "DeadLetterQueue")),
    CapacityProviderConfig: capacityOf(given(properties, "CapacityProviderConfig")),
  });
  fn.replace("AWS::Lambda::Function", lambda);
  const alias = publishAlias(fn, lambda);
  const target: EventTarget = {
    source: logicalId,
    logicalId: alias?.logicalId ?? logicalId,
    arn: alias === undefined ? getAtt(logicalId, "Arn") : ref(alias.logicalId),
    variable: alias?.logicalId ?? `${logicalId}.Arn`,
    name: ref(alias?.logicalId ?? logicalId),
    inherited: fn.inherited,
  };
  expandFunctionUrl(fn, target);
  expandEventInvokeConfig(fn, role, alias);
  expandFunctionEvents(fn, target, role);
  // Last, because what a function's events read from decides what its role allows.
  declareFunctionRole(fn, role, roleChoice);
}

/** SAM appends the hash that an author gives for the code, so that Lambda sees a change and publishes a version. */
function descriptionOf(fn: SamResource): Draft {
  const { properties } = fn;
  const description = given(properties, "Description");
  const sha = given(properties, "AutoPublishAlias") && fn.expansion.textOf(given(properties, "AutoPublishCodeSha256"));
  if (sha === undefined) return description;
  const text = description === undefined ? "" : fn.expansion.textOf(description);
  return text === undefined && description !== undefined
    ? join(" ", [description, sha])
    : `${text ?? ""} ${sha}`.trimStart();
}

function deadLetterOf(queue: SourceNode | undefined): Draft {
  const arn = given(queue, "TargetArn");
  return arn && { TargetArn: arn };
}

function capacityOf(config: SourceNode | undefined): Draft {
  if (config?.kind !== "mapping") return undefined;
  return {
    LambdaManagedInstancesCapacityProviderConfig: compose(
      config,
      { CapacityProviderArn: given(config, "Arn") },
      pick(config, ["PerExecutionEnvironmentMaxConcurrency", "ExecutionEnvironmentMemoryGiBPerVCpu"]),
    ),
  };
}
