/**
 * Whether compute may do something: identity policies, resource policies, boundaries and denials, as AWS evaluates them
 * in one account. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * Invariant: "no" is said only where everything that could allow it is in the app. Service control policies are in no
 * template and are passed over.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "../model.ts";
import { both, either, every, isUnknown, negated, some, type Ternary } from "../ternary.ts";
import { boundaryOf } from "./boundary.ts";
import { mayGrant } from "./managed-policies.ts";
import { allOf, conditionsMet, coveredBy, deniesAll, speaksOfAction, speaksOfCaller } from "./matches.ts";
import type { Tokens } from "./pattern.ts";
import { type Policy, policiesOf, resourcePoliciesOf } from "./policies.ts";
import { type Principal, principalOf } from "./principals.ts";
import { type Request, requestFor } from "./request.ts";
import { effectOf, type Statement } from "./statement.ts";

/** Whether `compute` may do `action` (`s3:PutObject`, without wildcards) on `resource`. */
export function can(index: NodeIndex, compute: GraphNode, action: string, resource: GraphNode, world: World): Answer {
  return canAny(index, compute, [action], resource, world);
}

/** Whether `compute` may do at least one of the actions. */
export function canAny(
  index: NodeIndex,
  compute: GraphNode,
  actions: readonly string[],
  resource: GraphNode,
  world: World,
): Answer {
  const principal = principalOf(index, compute, world);
  let allowed: Ternary = false;
  const evidence: Evidence[] = [...principal.evidence];
  for (const action of actions) {
    const request = requestFor({ role: principal.role }, action, resource, { index, world });
    const verdict = decide(principal, request);
    if (verdict.allowed === true) return { answer: "yes", evidence: [...principal.evidence, ...verdict.evidence] };
    evidence.push(...verdict.evidence);
    allowed = either(allowed, () => verdict.allowed);
  }
  const hops = uniqueHops(evidence);
  return isUnknown(allowed)
    ? { answer: "unknown", reasons: allowed, evidence: hops }
    : { answer: "no", evidence: hops };
}

interface Verdict {
  readonly allowed: Ternary;
  readonly evidence: readonly Evidence[];
}

function decide(principal: Principal, request: Request): Verdict {
  const { index, world } = request.context;
  const { role } = principal;
  const attached = (role === undefined ? [] : policiesOf(index, role)).map((policy) => ({ policy, ofResource: false }));
  const onResource = resourcePoliciesOf(index, request.resource).map((policy) => ({ policy, ofResource: true }));
  const rules = [...attached, ...onResource].flatMap(({ policy, ofResource }) => rulesOf(policy, ofResource, request));
  const evidence: Evidence[] = [];
  const granted = some(rules, (rule) => rule.allows(rules, evidence));
  const bounded =
    role === undefined ? granted : both(granted, () => boundaryAllows(boundaryOf(index, role, world), request));
  const allowed = either(bounded, () => elsewhere(principal, index));
  return { allowed, evidence };
}

/** Why permissions may exist that the app does not show. */
function elsewhere({ role, reason }: Principal, index: NodeIndex): Ternary {
  const hidden: Reason | null = reason ?? (role === undefined ? null : escapeOf(index, role));
  return hidden === null ? false : [hidden];
}

interface Rule {
  /** Whether it allows the request, denials considered. */
  readonly allows: (others: readonly Rule[], evidence: Evidence[]) => Ternary;
  /** Whether it denies all of these targets. */
  readonly denies: (target: Tokens, evidence: Evidence[]) => Ternary;
}

const never = (): Ternary => false;

function rulesOf(policy: Policy, ofResource: boolean, request: Request): readonly Rule[] {
  const { world } = request.context;
  const open =
    policy.unlisted === undefined ? policy.statements.open : unlistedReasons(policy.unlisted, request.action);
  const rules: Rule[] = policy.statements.items.map((statement) => ruleOf(statement, policy, ofResource, request));
  const [first, ...rest] = open;
  if (first !== undefined) rules.push({ allows: () => world.holds(policy.guard) && [first, ...rest], denies: never });
  return rules;
}

function unlistedReasons(name: string, action: string): readonly Reason[] {
  if (!mayGrant(name, action.split(":", 1)[0] ?? "")) return [];
  return [
    {
      kind: "managed-policy",
      name,
      stack: "",
      message: `what the AWS-managed policy ${name} grants is not known here`,
      settle: null,
    },
  ];
}

function ruleOf(statement: Statement, policy: Policy, ofResource: boolean, request: Request): Rule {
  const { world } = request.context;
  const applies = (effect: "Allow" | "Deny"): Ternary => {
    const written = effectOf(statement, world);
    if (typeof written === "object" && written !== null) return [written];
    return written === effect;
  };
  const present = (): Ternary => world.holds(policy.guard) && world.holds(statement.guard);
  return {
    allows(others, evidence) {
      const speaks = allOf(
        () => applies("Allow"),
        () => speaksOfAction(statement, request),
        () => !ofResource || speaksOfCaller(statement, "Allow", request),
      );
      if (speaks === false) return false;
      const covered = coveredBy(statement, request);
      if (covered.length === 0) {
        const absent = world.test(policy.guard) === false || world.test(statement.guard) === false;
        if (speaks === true && !absent) evidence.push(...said(statement, request, "misses"));
        return false;
      }
      const granted = some(covered, (part) =>
        allOf(
          () => speaks,
          () => part.surely,
          () => conditionsMet(statement, "Allow", request),
          present,
          () => negated(some(others, (other) => deniedBy(other, part.covered, request, evidence))),
        ),
      );
      if (granted !== false) evidence.push(...said(statement, request, "allows"));
      return granted;
    },
    denies: (target, evidence) => {
      const denied = allOf(
        () => applies("Deny"),
        () => speaksOfAction(statement, request),
        () => !ofResource || speaksOfCaller(statement, "Deny", request),
        () => deniesAll(statement, request, target),
        () => conditionsMet(statement, "Deny", request),
        present,
      );
      if (denied !== false) evidence.push(...said(statement, request, "denies"));
      return denied;
    },
  };
}

/** A Deny stands in the way where it covers everything that is asked for, or everything that is given. */
function deniedBy(rule: Rule, given: Tokens, request: Request, evidence: Evidence[]): Ternary {
  const wholly = every(request.targets, (target) => rule.denies(target, evidence));
  return either(wholly, () => rule.denies(given, evidence));
}

/** A permissions boundary allows nothing by itself: what it does not allow, nobody can. */
function boundaryAllows(boundary: Policy | Reason | undefined, request: Request): Ternary {
  if (boundary === undefined) return true;
  if ("message" in boundary) return [boundary];
  const rules = rulesOf(boundary, false, request);
  return some(rules, (rule) => rule.allows(rules, []));
}

function said(
  statement: Statement,
  { name, resource }: Request,
  verb: "allows" | "denies" | "misses",
): readonly Evidence[] {
  if (statement.origin === null) return [];
  const what =
    verb === "misses" ? `allows ${name}, but not on ${thing(resource)}` : `${verb} ${name} on ${thing(resource)}`;
  return [{ node: statement.origin, message: `${statement.holder} ${what}` }];
}

function thing(resource: GraphNode): string {
  return resource.role === "object" ? `the objects of ${resource.logicalId}` : resource.logicalId;
}

/** One hop a place: what was said of it first, which is about the action that was asked for first. */
function uniqueHops(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter((hop, i) => evidence.findIndex(({ node }) => node === hop.node) === i);
}
