/**
 * The permissions boundary of a role: the policy beyond which nothing that its other policies say has effect.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
import { readAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { type Policy, policyNamed } from "./policies.ts";

/** The boundary, or why it cannot be read; undefined for a role without one. */
export function boundaryOf(index: NodeIndex, role: GraphNode, world: World): Policy | Reason | undefined {
  const value = readAt(role.properties, ["PermissionsBoundary"], world);
  if (value.kind === "absent") return undefined;
  const policy = policyNamed(index, { guard: role.guard, value });
  if (policy.ofAws === "unlisted") {
    const message = `what the permissions boundary ${policy.name} allows is not known here`;
    return { kind: "managed-policy", name: policy.name, stack: "", message, settle: null };
  }
  return policy.statements.open[0] ?? policy;
}
