/**
 * Access in another role's name: compute that assumes a role, hands one to a service, or is given credentials of one.
 *
 * Invariant: what compute may not do itself is a "no" only where no role of the app that may do it is within its reach.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */

import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Answer, GraphNode, NodeIndex } from "../model.ts";
import { canAny } from "./can.ts";
import { globMatches } from "./glob.ts";
import { type Policy, policiesOf } from "./policies.ts";
import { principalOf } from "./principals.ts";
import { elementOf, statementsOf } from "./statement.ts";

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
  for (const { role, passed, assumed } of helpersOf(index, self, world)) {
    if (role === self || !world.holds(role.guard)) continue;
    if (canAny(index, role, actions, resource, world).answer !== "yes") continue;
    const roads = [
      ...(passed ? [canAny(index, compute, ["iam:PassRole"], role, world)] : []),
      ...(assumed ? [canAny(index, compute, ["sts:AssumeRole"], role, world)] : []),
    ];
    if (roads.some(({ answer }) => answer === "yes")) {
      const message = `${compute.logicalId} may use the role ${role.logicalId}, which is allowed to`;
      return { answer: "yes", evidence: [...own.evidence, { node: role.origin, message }] };
    }
    const open = roads.flatMap((road) => (road.answer === "unknown" ? road.reasons : []));
    if (open.length > 0) return { answer: "unknown", reasons: open, evidence: own.evidence };
    if (assumed) return { answer: "unknown", reasons: [handedOn(role)], evidence: own.evidence };
  }
  return own;
}

interface Helper {
  readonly role: GraphNode;
  /** Whether compute may pass roles to services at all. */
  readonly passed: boolean;
  /** Whether the role's trust policy lets other roles in, and not only services. */
  readonly assumed: boolean;
}

/** Roles of the app that may be used in somebody's name: those that roles may assume, and all where roles may be passed. */
function helpersOf(index: NodeIndex, self: GraphNode | undefined, world: World): readonly Helper[] {
  const passed =
    self !== undefined && policiesOf(index, self).some((policy) => mentionsAction(policy, "iam:passrole", world));
  const assumed = assumedRoles(index);
  const roles = passed ? index.nodesOfType("AWS::IAM::Role") : [...assumed];
  return roles.map((role) => ({ role, passed, assumed: assumed.has(role) }));
}

function mentionsAction(policy: Policy, action: string, world: World): boolean {
  return policy.statements.items.some((statement) => {
    const { negated, items } = elementOf(statement, "Action", world);
    return negated || items.some((item) => globMatches((textOf(item) ?? "*").toLowerCase(), action));
  });
}

const remembered = new WeakMap<NodeIndex, ReadonlySet<GraphNode>>();

function assumedRoles(index: NodeIndex): ReadonlySet<GraphNode> {
  let roles = remembered.get(index);
  if (roles === undefined) {
    roles = new Set(index.nodesOfType("AWS::IAM::Role").filter(isAssumedByRoles));
    remembered.set(index, roles);
  }
  return roles;
}

/** In some world. */
function isAssumedByRoles(role: GraphNode): boolean {
  const document = valueAt(role.properties, ["AssumeRolePolicyDocument"]);
  return statementsOf(document, role.logicalId).items.some(({ value }) =>
    alternativesOf(valueAt(value, ["Principal"])).some(
      ({ value: principal }) => textOf(principal) === "*" || valueAt(principal, ["AWS"]).kind !== "absent",
    ),
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
