/**
 * Conditions of a statement, as far as a request of the app decides them. What each key is stands in condition-keys.ts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * Invariant: what the caller may choose (headers, prefixes, encryption) never stands in the way: an Allow can be met, a
 * Deny avoided. What only the place of deployment decides (addresses, endpoints, organisations) is unknown.
 */
import { type Items, textOf } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { GraphNode } from "../model.ts";
import { both, either, every, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import type { Caller } from "./caller.ts";
import { keyValue } from "./condition-keys.ts";
import { matchesSome, type Tokens } from "./pattern.ts";
import type { Condition } from "./statement.ts";
import { patternOf, type TokenContext, textTokens } from "./tokens.ts";

/** Whether the conditions of a statement hold for a request that the caller wants to make. */
export function conditionsHold(
  conditions: Items<Condition>,
  effect: "Allow" | "Deny",
  caller: Caller,
  resource: GraphNode,
  context: TokenContext,
): Ternary {
  const all = every(conditions.items, (condition) => conditionHolds(condition, effect, caller, resource, context));
  return both(all, () => negated(unlessOpen(conditions.open)));
}

function conditionHolds(
  condition: Condition,
  effect: "Allow" | "Deny",
  caller: Caller,
  resource: GraphNode,
  context: TokenContext,
): Ternary {
  const { name, ifExists, forAll } = operatorOf(condition.operator);
  const value = keyValue(condition.key.toLowerCase(), caller, resource, context);
  if (value === "chosen") return effect === "Allow" && isWithinReach(condition, context);
  if (value === "unknown") return [notDecided(condition)];
  if (name === "null") return nullHolds(value, condition);
  const negative = name.includes("not");
  if (value === "absent") return ifExists || forAll || negative;
  const matched = valueMatches(name, value, condition, context);
  return negative ? negated(matched) : matched;
}

/** What the caller may choose can be met, unless it hangs on who the caller is: `home/${aws:username}/*`. */
function isWithinReach(condition: Condition, context: TokenContext): Ternary {
  const patterns = condition.values.items.map((wanted) => patternOf(wanted, context));
  const hangs = patterns.length > 0 && patterns.every((tokens) => tokens.some(isVariable));
  return hangs ? [notDecided(condition)] : true;
}

function isVariable(token: Tokens[number]): boolean {
  return typeof token !== "string" && token.kind === "unknown" && token.reason.kind === "policy-variable";
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
  const holds = some(condition.values.items, (wanted) => {
    const text = textOf(wanted)?.toLowerCase();
    return text === undefined ? [notDecided(condition)] : (text === "true") === (value === "absent");
  });
  return either(holds, () => unlessOpen(condition.values.open));
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
  return either(matched, () => unlessOpen(condition.values.open));
}

function lowerCase(tokens: Tokens): Tokens {
  return tokens.map((token) => (typeof token === "string" ? token.toLowerCase() : token));
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
