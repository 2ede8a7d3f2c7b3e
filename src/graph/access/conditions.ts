/**
 * Conditions of a statement, as far as a request from the app itself decides them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 *
 * Invariant: what the caller may choose (headers, prefixes, encryption) never stands in the way: an Allow can be met, a
 * Deny avoided. What only the place of deployment decides (addresses, endpoints, organisations) is unknown.
 */
import { type Items, textOf } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { GraphNode } from "../model.ts";
import { both, either, every, isUnknown, negated, some, type Ternary } from "../ternary.ts";
import { matchesSome, type Tokens } from "./pattern.ts";
import type { Condition } from "./statement.ts";
import { arnTokens, patternOf, type TokenContext, textTokens } from "./tokens.ts";

/** What a key is in the request: a text, not there, the caller's choice, or not known here. */
type KeyValue = Tokens | "absent" | "chosen" | "unknown";

export interface Caller {
  /** The role that calls; undefined for compute without one. */
  readonly role: GraphNode | undefined;
}

/** Whether the conditions of a statement hold for a request that the caller wants to make. */
export function conditionsHold(
  conditions: Items<Condition>,
  effect: "Allow" | "Deny",
  caller: Caller,
  context: TokenContext,
): Ternary {
  const all = every(conditions.items, (condition) => conditionHolds(condition, effect, caller, context));
  const [first, ...rest] = conditions.open;
  return first === undefined ? all : both(all, () => [first, ...rest]);
}

function conditionHolds(
  condition: Condition,
  effect: "Allow" | "Deny",
  caller: Caller,
  context: TokenContext,
): Ternary {
  const { name, ifExists, forAll } = operatorOf(condition.operator);
  const value = keyValue(condition.key.toLowerCase(), caller, context);
  if (value === "chosen") return effect === "Allow";
  if (value === "unknown") return [notDecided(condition)];
  if (name === "null") return nullHolds(value, condition);
  const negative = name.includes("not");
  if (value === "absent") return ifExists || forAll || negative;
  const matched = valueMatches(name, value, condition, context);
  return negative ? negated(matched) : matched;
}

function operatorOf(operator: string): { readonly name: string; readonly ifExists: boolean; readonly forAll: boolean } {
  const lower = operator.toLowerCase();
  const name = lower.slice(lower.indexOf(":") + 1);
  const ifExists = name.endsWith("ifexists");
  return {
    name: ifExists ? name.slice(0, -"ifexists".length) : name,
    ifExists,
    forAll: lower.startsWith("forallvalues:"),
  };
}

/** `Null: true` asks for the key to be missing. */
function nullHolds(value: Tokens | "absent", condition: Condition): Ternary {
  return some(condition.values.items, (wanted) => {
    const text = textOf(wanted);
    return text === undefined ? [notDecided(condition)] : (text === "true") === (value === "absent");
  });
}

const comparisons: ReadonlyMap<string, "equals" | "like"> = new Map([
  ["stringequals", "equals"],
  ["stringnotequals", "equals"],
  ["stringequalsignorecase", "equals"],
  ["stringnotequalsignorecase", "equals"],
  ["bool", "equals"],
  ["stringlike", "like"],
  ["stringnotlike", "like"],
  ["arnequals", "like"],
  ["arnnotequals", "like"],
  ["arnlike", "like"],
  ["arnnotlike", "like"],
]);

function valueMatches(name: string, value: Tokens, condition: Condition, context: TokenContext): Ternary {
  const comparison = comparisons.get(name);
  if (comparison === undefined) return [notDecided(condition)];
  const fold = name === "bool" || name.endsWith("ignorecase");
  const matched = some(condition.values.items, (wanted: Decided) => {
    const tokens = comparison === "like" ? patternOf(wanted, context) : textTokens(wanted, context);
    return fold ? matchesSome(lowerCase(tokens), lowerCase(value)) : matchesSome(tokens, value);
  });
  const [first, ...rest] = condition.values.open;
  return first === undefined || isUnknown(matched) ? matched : either(matched, () => [first, ...rest]);
}

function lowerCase(tokens: Tokens): Tokens {
  return tokens.map((token) => (typeof token === "string" ? token.toLowerCase() : token));
}

const present = (text: string): Tokens => text.split("");

/** The request is signed with the role's credentials, over TLS, by the app and not by a service for it. */
function keyValue(key: string, caller: Caller, context: TokenContext): KeyValue {
  switch (key) {
    case "aws:securetransport":
      return present("true");
    case "aws:principalisawsservice":
    case "aws:viaawsservice":
      return present("false");
    case "aws:principaltype":
      return caller.role === undefined ? present("Anonymous") : present("AssumedRole");
    case "aws:principalarn":
      return caller.role === undefined ? "absent" : arnTokens(caller.role, context);
    case "aws:principalaccount":
      return caller.role === undefined ? "absent" : thisAccount;
    case "aws:resourceaccount":
    case "s3:resourceaccount":
    case "kms:calleraccount":
      return thisAccount;
    case "aws:requestedregion":
      return thisRegion;
    case "aws:sourcearn":
    case "aws:sourceaccount":
    case "aws:sourceowner":
    case "aws:sourceorgid":
    case "aws:calledvia":
    case "aws:calledviafirst":
    case "aws:calledvialast":
    case "aws:multifactorauthpresent":
    case "aws:multifactorauthage":
    case "aws:federatedprovider":
      return "absent";
    default:
      return isChosen(key) ? "chosen" : "unknown";
  }
}

/** An account or a region that a template spells out is taken for the one that it is deployed to. */
const thisAccount: Tokens = [{ kind: "field", of: "account" }];
const thisRegion: Tokens = [{ kind: "field", of: "region" }];

const chosenPrefixes = [
  "s3:",
  "dynamodb:",
  "kms:",
  "sqs:",
  "sns:",
  "secretsmanager:",
  "lambda:",
  "ssm:",
  "logs:",
  "kinesis:",
];
const chosenKeys: ReadonlySet<string> = new Set(["aws:useragent", "aws:referer", "aws:tagkeys"]);

/** Keys that describe the request itself: the app can send one that fits. */
function isChosen(key: string): boolean {
  if (key === "s3:dataaccesspointaccount" || key === "s3:dataaccesspointarn") return false;
  return (
    chosenKeys.has(key) || key.startsWith("aws:requesttag/") || chosenPrefixes.some((prefix) => key.startsWith(prefix))
  );
}

function notDecided({ operator, key }: Condition): Reason {
  return {
    kind: "condition",
    name: `${operator} ${key}`,
    stack: "",
    message: `whether the condition ${operator} on ${key} is met is not decided by the template`,
    settle: null,
  };
}
