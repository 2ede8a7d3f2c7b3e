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
import { both, either, every, isUnknown, negated, some, type Ternary } from "../ternary.ts";
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
  const [first, ...rest] = conditions.open;
  return first === undefined ? all : both(all, () => [first, ...rest]);
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

function notDecided({ operator, key }: Condition): Reason {
  return {
    kind: "condition",
    name: `${operator} ${key}`,
    stack: "",
    message: `whether the condition ${operator} on ${key} is met is not decided by the template`,
    settle: null,
  };
}
