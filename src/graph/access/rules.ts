/**
 * Policies -> rules that can be asked about one request, and the verdict of all of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * Invariant: a denial anywhere wins; what allows is enough where nothing denies all that it allows, and the boundary
 * allows some of it.
 */
import type { Reason } from "../../resolve/value.ts";
import type { Evidence } from "../model.ts";
import { both, either, every, negated, some, type Ternary } from "../ternary.ts";
import { isDataAction } from "./data-actions.ts";
import { allOf, conditionsMet, coveredBy, deniesAll, speaksOfAction } from "./matches.ts";
import { namesAccount, namesCaller } from "./named-callers.ts";
import { matchesSome, type Tokens } from "./pattern.ts";
import type { Policy } from "./policies.ts";
import { isDirect, type Request } from "./request.ts";
import { effectOf, principalsOf, type Statement } from "./statement.ts";

/** The policies that decide a request. */
export interface Policies {
  readonly ofCaller: readonly Policy[];
  readonly ofResource: readonly Policy[];
  /** The permissions boundary of the caller, or why it cannot be read; undefined where there is none. */
  readonly boundary: Policy | Reason | undefined;
  /**
   * Whose word is enough. `either`: the caller's policies or the resource's. `resource`: the resource's, or the caller's
   * where the resource's leave it to the account (keys, the trust of roles). `both`: the caller is in another account.
   */
  readonly decides: "either" | "resource" | "both";
}

export interface Verdict {
  readonly allowed: Ternary;
  readonly evidence: readonly Evidence[];
}

export function decide({ ofCaller, ofResource, boundary, decides }: Policies, request: Request): Verdict {
  const evidence: Evidence[] = [];
  const rules = (policies: readonly Policy[], kind: Kind): readonly Rule[] =>
    policies.flatMap((policy) => rulesOf(policy, kind, request, boundary !== undefined));
  const identity = rules(ofCaller, "identity");
  const resource = rules(ofResource, "resource");
  const unread = boundary !== undefined && "message" in boundary ? boundary : undefined;
  const limits = boundary === undefined || "message" in boundary ? undefined : rules([boundary], "identity");
  const all = [...identity, ...resource, ...(limits ?? [])];
  const stands = (part: Tokens): Ternary =>
    allOf(
      () => (unread === undefined ? true : [unread]),
      () => limits === undefined || some(limits, (rule) => rule.reaches(part)),
      () => negated(some(all, (rule) => deniedBy(rule, part, request, evidence))),
    );
  const byCaller = (): Ternary => some(identity, (rule) => rule.allows(stands, evidence));
  const byResource = (): Ternary => some(resource, (rule) => rule.allows(stands, evidence));
  const leftToAccount = (): Ternary => some(resource, (rule) => rule.delegates());
  switch (decides) {
    case "either":
      return { allowed: either(byCaller(), byResource), evidence };
    case "resource":
      return { allowed: either(both(byCaller(), leftToAccount), byResource), evidence };
    case "both":
      return { allowed: both(byCaller(), () => either(byResource(), leftToAccount)), evidence };
  }
}

type Kind = "identity" | "resource";

interface Rule {
  readonly kind: Kind;
  /** Whether it allows a part of what is asked for, and the part stands against everything else that is said. */
  readonly allows: (stands: (part: Tokens) => Ternary, evidence: Evidence[]) => Ternary;
  /** Whether it allows some of a part: what a boundary is asked. */
  readonly reaches: (part: Tokens) => Ternary;
  /** Whether it leaves the decision to the account of the caller. */
  readonly delegates: () => Ternary;
  /** Whether it denies all of these targets. */
  readonly denies: (target: Tokens, evidence: Evidence[]) => Ternary;
}

function rulesOf(policy: Policy, kind: Kind, request: Request, isBounded: boolean): readonly Rule[] {
  const { world } = request.context;
  const isHidden = policy.ofAws === "unlisted" || (policy.ofAws === "listed" && !isDataAction(request.action));
  const open = isHidden ? [hiddenBy(policy.name)] : policy.statements.open;
  const rules: Rule[] = policy.statements.items.map((statement) => ruleOf(statement, policy, kind, request, isBounded));
  const [first, ...rest] = open;
  if (first === undefined) return rules;
  const perhaps = (): Ternary => world.holds(policy.guard) && [first, ...rest];
  return [...rules, { kind, allows: perhaps, reaches: perhaps, delegates: perhaps, denies: () => false }];
}

function hiddenBy(name: string): Reason {
  const message = `what the AWS-managed policy ${name} grants is not known here`;
  return { kind: "managed-policy", name, stack: "", message, settle: null };
}

function ruleOf(statement: Statement, policy: Policy, kind: Kind, request: Request, isBounded: boolean): Rule {
  const { world } = request.context;
  const applies = (effect: "Allow" | "Deny"): Ternary => {
    const written = effectOf(statement, world);
    if (typeof written === "object" && written !== null) return [written];
    return written === effect;
  };
  const present = (): Ternary => world.holds(policy.guard) && world.holds(statement.guard);
  const isThere = (): boolean => world.test(policy.guard) !== false && world.test(statement.guard) !== false;
  const note = (evidence: Evidence[], says: string): void => {
    if (statement.origin !== null && isThere())
      evidence.push({ node: statement.origin, message: `${statement.holder} ${says}` });
  };
  const { name } = request;
  const what = `${name} on ${request.what}`;
  return {
    kind,
    allows(stands, evidence) {
      const grants = both(applies("Allow"), () => speaksOfAction(statement, request));
      if (grants === false) return false;
      const speaks = both(grants, () => kind === "identity" || namesCaller(statement, "Allow", request));
      const covered = coveredBy(statement, request);
      if (covered.length === 0) {
        if (grants === true) note(evidence, `allows ${name}, but not on ${request.what}`);
        return false;
      }
      if (speaks === false) {
        const leaves = kind === "resource" && namesAccount(statement, request) === true;
        const says = leaves
          ? `leaves it to the policies of the account to allow ${what}`
          : `allows ${what}, but not to ${callerOf(request)}`;
        if (grants === true) note(evidence, says);
        return false;
      }
      const met = conditionsMet(statement, "Allow", request);
      if (met === false) {
        if (speaks === true) note(evidence, `allows ${what} under a condition that is not met`);
        return false;
      }
      const granted = some(covered, (part) =>
        allOf(
          () => speaks,
          () => part.surely,
          () => met,
          present,
          () => stands(part.covered),
        ),
      );
      if (granted !== false) note(evidence, `allows ${what}`);
      return granted;
    },
    reaches: (part) =>
      allOf(
        () => applies("Allow"),
        () => speaksOfAction(statement, request),
        () => some(coveredBy(statement, request), (own) => both(own.surely, () => matchesSome(own.covered, part))),
        () => conditionsMet(statement, "Allow", request),
        present,
      ),
    delegates: () =>
      allOf(
        () => applies("Allow"),
        () => speaksOfAction(statement, request),
        () => namesAccount(statement, request),
        () => some(coveredBy(statement, request), ({ surely }) => surely),
        () => conditionsMet(statement, "Allow", request),
        present,
      ),
    denies(target, evidence) {
      const denied = allOf(
        () => applies("Deny"),
        () => speaksOfAction(statement, request),
        () => kind === "identity" || isDenied(statement, request, isBounded),
        () => deniesAll(statement, request, target),
        () => conditionsMet(statement, "Deny", request),
        present,
      );
      if (denied !== false) note(evidence, `denies ${what}`);
      return denied;
    },
  };
}

/**
 * A Deny with `NotPrincipal` meets everybody who has a permissions boundary, named or not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function isDenied(statement: Statement, request: Request, isBounded: boolean): Ternary {
  if (isBounded && principalsOf(statement, request.context.world).negated) return true;
  return namesCaller(statement, "Deny", request);
}

/** A Deny stands in the way where it covers everything that is asked for, or everything that is given. */
function deniedBy(rule: Rule, given: Tokens, request: Request, evidence: Evidence[]): Ternary {
  // A bucket's policy is asked too where objects are reached through an access point.
  const targets = rule.kind === "resource" ? request.targets.filter(isDirect) : request.targets;
  const wholly = every(targets, (target) => rule.denies(target, evidence));
  return either(wholly, () => rule.denies(given, evidence));
}

function callerOf({ caller: { role, service } }: Request): string {
  if (service === undefined) return role?.logicalId ?? "compute without a role";
  return service.source === undefined ? service.principal : `${service.principal} for ${service.source.logicalId}`;
}
