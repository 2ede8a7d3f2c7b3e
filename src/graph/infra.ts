/**
 * Functions that serve the deployment, not the application: handlers of custom resources and macros, and the functions
 * that CDK's provider framework puts around them.
 *
 * Invariant: what CloudFormation calls while it deploys is `infra`, and so is what only such a function calls.
 */
import { alternativesOf, valueAt } from "../resolve/reading.ts";
import { functionsNamed } from "./functions/function-name.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import type { Role } from "./role.ts";

/** Environment variables by which CDK's provider framework knows the functions it calls. */
const frameworkTargets = ["USER_ON_EVENT_FUNCTION_ARN", "USER_IS_COMPLETE_FUNCTION_ARN"];

/** Functions that do their work during deployment get the role `infra`. */
export function infraRoles(nodes: readonly GraphNode[], index: NodeIndex): ReadonlyMap<GraphNode, Role> {
  const infra = new Map<GraphNode, Role>();
  const add = (value: Parameters<typeof alternativesOf>[0]): void => {
    for (const alternative of alternativesOf(value)) {
      for (const { node } of functionsNamed(index, alternative.value).certain) infra.set(node, "infra");
    }
  };
  for (const node of nodes) {
    if (node.type.startsWith("Custom::") || node.type === "AWS::CloudFormation::CustomResource") {
      add(valueAt(node.properties, ["ServiceToken"]));
    } else if (node.type === "AWS::CloudFormation::Macro") add(valueAt(node.properties, ["FunctionName"]));
    else if (isProviderPart(node)) infra.set(node, "infra");
  }
  for (const node of [...infra.keys()]) {
    for (const name of frameworkTargets) add(valueAt(node.properties, ["Environment", "Variables", name]));
  }
  return infra;
}

/** Constructs under which CDK keeps the functions of its own custom resources. */
const providerPaths = ["CustomResourceProvider", "framework-onEvent", "framework-isComplete", "framework-onTimeout"];

function isProviderPart(node: GraphNode): boolean {
  if (node.type !== "AWS::Lambda::Function") return false;
  const path = node.stack.stack.constructPaths.get(node.logicalId);
  return path?.split("/").some((step) => providerPaths.some((name) => step.endsWith(name))) ?? false;
}
