/**
 * AWS::Serverless::CapacityProvider -> where functions run on instances of EC2, and the role that operates those.
 */
import type { MappingNode } from "../../source/node.ts";
import { getAtt } from "../../template/intrinsic-call.ts";
import { compose, type Draft, pick } from "./draft.ts";
import { trustOf } from "./policies/document.ts";
import { managedPolicyArn } from "./policies/managed-policy.ts";
import { given, mappingAt } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { tagList, tagListOfSam } from "./tags.ts";

const operatorPolicy = "AWSLambdaManagedEC2ResourceOperator";

export function expandCapacityProvider(provider: SamResource): void {
  const { properties, origin } = provider;
  const role = given(properties, "OperatorRole");
  const roleId = `${provider.logicalId}OperatorRole`;
  provider.replace(
    "AWS::Lambda::CapacityProvider",
    compose(origin, pick(properties, ["CapacityProviderName", "VpcConfig", "KmsKeyArn"]), {
      PermissionsConfig: { CapacityProviderOperatorRoleArn: role ?? getAtt(roleId, "Arn") },
      InstanceRequirements: requirementsOf(mappingAt(properties, "InstanceRequirements")),
      CapacityProviderScalingConfig: scalingOf(mappingAt(properties, "ScalingConfig")),
      Tags: [...(tagList(given(properties, "Tags")) ?? []), ...tagListOfSam(undefined)],
    }),
  );
  if (role !== undefined) return;
  provider.generate(roleId, "AWS::IAM::Role", {
    AssumeRolePolicyDocument: trustOf("lambda.amazonaws.com"),
    ManagedPolicyArns: [managedPolicyArn(operatorPolicy)],
    Tags: tagListOfSam(undefined),
  });
}

function requirementsOf(wish: MappingNode | undefined): Draft {
  return (
    wish && {
      Architectures: given(wish, "Architectures"),
      AllowedInstanceTypes: given(wish, "AllowedTypes"),
      ExcludedInstanceTypes: given(wish, "ExcludedTypes"),
    }
  );
}

function scalingOf(wish: MappingNode | undefined): Draft {
  if (wish === undefined) return undefined;
  const utilization = given(wish, "AverageCPUUtilization");
  return {
    MaxVCpuCount: given(wish, "MaxVCpuCount"),
    ScalingMode: utilization === undefined ? "Auto" : "Manual",
    ScalingPolicies: utilization && [
      { PredefinedMetricType: "LambdaCapacityProviderAverageCPUUtilization", TargetValue: utilization },
    ],
  };
}
