/**
 * AWS-managed policies that give a whole service, or everything, where a role of the templates names them: each as the statement
 * that says so, at the place where it is named.
 *
 * `AdministratorAccess` and `AmazonS3FullAccess` are here; `AWSLambdaSQSQueueExecutionRole`, which lists what it needs, is not.
 */
import { and } from "../../resolve/guard.ts";
import { itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { policyNamed } from "./policies.ts";
import type { Statement } from "./statement.ts";
import type { WrittenStatement } from "./written-statements.ts";

/** In the order of the templates. */
export const fullAccessPolicies = oncePerGraph((index): readonly WrittenStatement[] =>
  index.nodesOfType("AWS::IAM::Role").flatMap((role) => fullAccessOf(index, role)),
);

function fullAccessOf(index: NodeIndex, role: GraphNode): readonly WrittenStatement[] {
  const property = "ManagedPolicyArns";
  return itemsOf(valueAt(role.properties, [property])).items.flatMap((item): readonly WrittenStatement[] => {
    const { ofAws, name, statements } = policyNamed(index, item);
    const broad = ofAws === "listed" ? statements.items.find(givesService) : undefined;
    if (broad === undefined) return [];
    const statement = { ...broad, holder: name };
    const guard = and(role.guard, item.guard);
    return [{ node: role, statement, guard, origin: item.value.origin ?? role.origin, property }];
  });
}

/** The documents of AWS-managed policies are literal: actions, and no conditions where everything is given. */
function givesService({ value }: Statement): boolean {
  if (textOf(valueAt(value, ["Effect"])) !== "Allow") return false;
  if (valueAt(value, ["NotAction"]).kind !== "absent") return true;
  return itemsOf(valueAt(value, ["Action"])).items.some(({ value: action }) =>
    /^(?:\*|[a-z0-9-]+:\*)$/.test(textOf(action) ?? ""),
  );
}
