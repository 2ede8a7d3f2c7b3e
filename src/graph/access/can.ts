/**
 * Whether compute may do something: identity policies, resource policies, boundaries and denials, as AWS evaluates them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * Invariant: "no" is said only where everything that could allow it is in the app. Service control policies are in no
 * template and are passed over.
 * Not here: access in another role's name (delegation.ts), what services may do in their own (service-access.ts).
 */
import { valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "../model.ts";
import { either, isUnknown, type Ternary } from "../ternary.ts";
import { boundaryOf } from "./boundary.ts";
import type { Tokens } from "./pattern.ts";
import { policiesOf } from "./policies.ts";
import { type Principal, principalOf } from "./principals.ts";
import { type Request, requestFor } from "./request.ts";
import { resourcePoliciesOf } from "./resource-policies.ts";
import { decide, type Policies } from "./rules.ts";

/** Whether `compute` may do `action` (`s3:PutObject`, without wildcards) on `resource`. */
export function can(index: NodeIndex, compute: GraphNode, action: string, resource: GraphNode, world: World): Answer {
  return canAny(index, compute, [action], resource, world);
}

/** How something is asked, where that is not plain. */
export interface Circumstances {
  /** The service that calls for it: `s3` where S3 asks for the key with which it encrypts an object. */
  readonly via?: string;
  /** ARNs of what is asked about, where that is not the resource itself but belongs to it. */
  readonly targets?: readonly Tokens[];
  /** What that is, in words. */
  readonly what?: string;
}

/** Whether `compute` may do at least one of the actions. */
export function canAny(
  index: NodeIndex,
  compute: GraphNode,
  actions: readonly string[],
  resource: GraphNode,
  world: World,
  { via, targets, what }: Circumstances = {},
): Answer {
  const principal = principalOf(index, compute, world);
  const caller = { role: principal.role, ...(via !== undefined && { via }) };
  let allowed: Ternary = false;
  const evidence: Evidence[] = [...principal.evidence];
  for (const action of actions) {
    const plain = requestFor(caller, action, resource, { index, world }, targets);
    const request = what === undefined ? plain : { ...plain, what };
    const verdict = decide(policiesFor(request), request);
    const answer = either(verdict.allowed, () => elsewhere(principal, index));
    if (answer === true) return { answer: "yes", evidence: [...principal.evidence, ...verdict.evidence] };
    evidence.push(...verdict.evidence);
    allowed = either(allowed, () => answer);
  }
  const hops = uniqueHops(evidence);
  return isUnknown(allowed)
    ? { answer: "unknown", reasons: allowed, evidence: hops }
    : { answer: "no", evidence: hops };
}

function policiesFor(request: Request): Policies {
  const { index, world } = request.context;
  const { role } = request.caller;
  return {
    ofCaller: role === undefined ? [] : policiesOf(index, role),
    ofResource: resourcePoliciesOf(index, request.resource),
    boundary: role === undefined ? undefined : boundaryOf(index, role, world),
    decides: whoseWord(request),
  };
}

/**
 * A key's policy stands above the policies of the account, and so does the trust policy of a role where somebody assumes it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function whoseWord({ action, resource, caller: { role } }: Request): Policies["decides"] {
  const [own, other] = [role?.stack.stack.account, resource.stack.stack.account];
  if (own !== undefined && other !== undefined && own !== other) return "both";
  if (action.startsWith("sts:assumerole")) return "resource";
  // A key without a policy gets AWS's, which leaves everything to the account.
  return action.startsWith("kms:") && hasKeyPolicy(resource) ? "resource" : "either";
}

const keyTypes: ReadonlySet<string> = new Set(["AWS::KMS::Key", "AWS::KMS::ReplicaKey"]);

function hasKeyPolicy({ type, properties }: GraphNode): boolean {
  return keyTypes.has(type) && valueAt(properties, ["KeyPolicy"]).kind !== "absent";
}

/** Why permissions may exist that the app does not show. */
function elsewhere({ role, reason }: Principal, index: NodeIndex): Ternary {
  const hidden: Reason | null = reason ?? (role === undefined ? null : escapeOf(index, role));
  return hidden === null ? false : [hidden];
}

/** One hop a place: what was said of it first, which is about the action that was asked for first. */
export function uniqueHops(evidence: readonly Evidence[]): readonly Evidence[] {
  const places = new Set<unknown>();
  return evidence.filter(({ node }) => !places.has(node) && places.add(node));
}
