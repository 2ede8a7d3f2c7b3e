/**
 * Access in another role's name: compute that assumes a role, hands one to a service, or is given credentials of one.
 *
 * Invariant: what compute may not do itself is a "no" only where no role of the app that may do it is within its reach.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */

import { valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Answer, GraphNode, NodeIndex } from "../model.ts";
import { canAny } from "./can.ts";
import { principalOf } from "./principals.ts";
import { effectOf, principalsOf, statementsOf } from "./statement.ts";

/** Whether compute may do one of the actions, itself or through a role that it can use. */
export function mayAny(
  index: NodeIndex,
  compute: GraphNode,
  actions: readonly string[],
  resource: GraphNode,
  world: World,
): Answer {
  const own = canAny(index, compute, actions, resource, world);
  if (own.answer !== "no") return own;
  const { role: self } = principalOf(index, compute, world);
  for (const role of index.nodesOfType("AWS::IAM::Role")) {
    if (role === self || !world.holds(role.guard)) continue;
    const reach = reachOf(index, compute, role, world);
    if (reach === "none" || canAny(index, role, actions, resource, world).answer !== "yes") continue;
    if (reach === "uses") {
      const hop = {
        node: role.origin,
        message: `${compute.logicalId} may use the role ${role.logicalId}, which is allowed to`,
      };
      return { answer: "yes", evidence: [...own.evidence, hop] };
    }
    return { answer: "unknown", reasons: [handedOn(role)], evidence: own.evidence };
  }
  return own;
}

/** `given`: somebody else may assume the role, and hand its credentials on. */
function reachOf(index: NodeIndex, compute: GraphNode, role: GraphNode, world: World): "uses" | "given" | "none" {
  if (canAny(index, compute, ["iam:PassRole"], role, world).answer === "yes") return "uses";
  if (!isAssumedByRoles(role, world)) return "none";
  return canAny(index, compute, ["sts:AssumeRole"], role, world).answer === "yes" ? "uses" : "given";
}

/** Whether the role's trust policy lets other roles in, and not only services. */
function isAssumedByRoles(role: GraphNode, world: World): boolean {
  const trust = statementsOf(valueAt(role.properties, ["AssumeRolePolicyDocument"]), role.logicalId);
  return trust.items.some(
    (statement) =>
      effectOf(statement, world) === "Allow" &&
      principalsOf(statement, world).items.some(({ kind }) => kind === "AWS" || kind === "*"),
  );
}

function handedOn(role: GraphNode): Reason {
  return {
    kind: "credentials",
    name: role.logicalId,
    stack: role.stack.stack.name,
    message: `the role ${role.logicalId} is allowed to, and other code may hand its credentials on`,
    settle: null,
  };
}
