/**
 * `DeploymentPreference` -> how CodeDeploy moves an alias from one version to the next.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html
 */
import type { SourceNode } from "../../source/node.ts";
import { synthesize } from "../../source/synthesize.ts";
import { ref } from "../../template/intrinsic-call.ts";
import type { Draft } from "./draft.ts";
import { given, mappingAt } from "./property.ts";
import type { SamResource } from "./resource.ts";

/** Logical id of the CodeDeploy application that all functions of a template share. */
export const deploymentApplication = "ServerlessDeploymentApplication";

/** The update policy of the alias, where deployments are gradual. */
export function deploymentUpdatePolicy(fn: SamResource): SourceNode | undefined {
  const preference = mappingAt(fn.properties, "DeploymentPreference");
  if (preference === undefined || fn.expansion.textOf(given(preference, "Enabled"))?.toLowerCase() === "false") return undefined;
  const hooks = mappingAt(preference, "Hooks");
  const policy: Draft = {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: ref(deploymentApplication),
      DeploymentGroupName: ref(`${fn.logicalId}DeploymentGroup`),
      BeforeAllowTrafficHook: given(hooks, "PreTraffic"),
      AfterAllowTrafficHook: given(hooks, "PostTraffic"),
    },
  };
  return synthesize(preference, policy);
}
