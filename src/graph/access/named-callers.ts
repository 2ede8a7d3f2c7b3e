/**
 * Whether the statement of a resource policy speaks of who makes a request: `Principal` and `NotPrincipal`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 *
 * Invariant: an account is not the roles in it. To allow an account leaves the decision to the account's own policies; to
 * deny it denies everybody in it.
 */
import { identify } from "../identity.ts";
import type { GraphNode } from "../model.ts";
import { namingOf } from "../naming.ts";
import { either, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { accountTokens } from "./condition-keys.ts";
import { matchesSome, type Tokens } from "./pattern.ts";
import type { Request } from "./request.ts";
import { type Principal, principalsOf, type Statement } from "./statement.ts";
import { arnTokens, patternOf } from "./tokens.ts";

/** Whether the statement names the caller itself (or everybody); for a Deny, also where it names the caller's account. */
export function namesCaller(statement: Statement, effect: "Allow" | "Deny", request: Request): Ternary {
  return named(statement, request, (item) =>
    either(isCaller(item, request), () => effect === "Deny" && isAccountOf(item, request)),
  );
}

/** Whether the statement names the account of the caller, and so leaves it to the policies there. */
export function namesAccount(statement: Statement, request: Request): Ternary {
  return named(statement, request, (item) => isAccountOf(item, request));
}

function named(statement: Statement, request: Request, test: (item: Principal) => Ternary): Ternary {
  const principals = principalsOf(statement, request.context.world);
  if (!principals.present) return false;
  const listed = either(some(principals.items, test), () => unlessOpen(principals.open));
  return principals.negated ? negated(listed) : listed;
}

function isCaller({ kind, value }: Principal, { caller, context }: Request): Ternary {
  if (kind === "*") return true;
  if (caller.service !== undefined) {
    return kind === "Service" && isService(patternOf(value, context), caller.service.principal);
  }
  const { role } = caller;
  if (kind !== "AWS" || role === undefined) return false;
  const { certain, reason } = identify(context.index, value);
  if (certain.some(({ node }) => node === role)) return true;
  if (reason !== null) return [reason];
  const pattern = patternOf(value, context);
  const arn = arnTokens(role, context);
  return some([arn, ...sessionsOf(role, arn)], (text) => matchesSome(pattern, text));
}

/** `s3.amazonaws.com`, and the form that some services have in a region: `logs.eu-west-1.amazonaws.com`. */
function isService(pattern: Tokens, principal: string): Ternary {
  const dot = principal.indexOf(".");
  const regional: Tokens = [
    ...principal.slice(0, dot + 1).split(""),
    { kind: "field", of: "region" },
    ...principal.slice(dot).split(""),
  ];
  const inChina = ".cn";
  const isChinese = pattern.slice(-inChina.length).every((token, i) => token === inChina[i]);
  const service = isChinese ? pattern.slice(0, -inChina.length) : pattern;
  return some([principal.split(""), regional], (text) => matchesSome(service, text));
}

/** The sessions of a role have ARNs of their own: `arn:aws:sts::111122223333:assumed-role/app/i-0abc`. */
function sessionsOf(role: GraphNode, arn: Tokens): readonly Tokens[] {
  const before = namingOf(role.type)?.before;
  if (role.type !== "AWS::IAM::Role" || before === undefined) return [];
  const name = arn.slice(arn.lastIndexOf(":") + 1 + before.length);
  return [[..."arn:aws:sts::", ...accountTokens(role), ...":assumed-role/", ...name, "/", anything]];
}

const anything: Tokens[number] = { kind: "some" };

/** An account by its number, or its root: the same thing. */
function isAccountOf({ kind, value }: Principal, { caller, context }: Request): Ternary {
  if (kind !== "AWS" || caller.role === undefined) return false;
  const account = accountTokens(caller.role);
  const pattern = patternOf(value, context);
  return some([account, [..."arn:aws:iam::", ...account, ...":root"]], (text) => matchesSome(pattern, text));
}
