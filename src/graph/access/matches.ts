/**
 * Whether a statement speaks of a request: its actions, resources, principals and conditions, three-valued.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * An Allow speaks where it covers some of what is asked for (a prefix of a bucket is enough); a Deny only where it covers
 * all of it.
 */
import { textOf } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import { identify } from "../identity.ts";
import { both, either, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { conditionsHold } from "./conditions.ts";
import { globMatches } from "./glob.ts";
import { matchesAll, matchesSome, type Tokens } from "./pattern.ts";
import type { Request } from "./request.ts";
import { conditionsOf, type Element, elementOf, type Principal, principalsOf, type Statement } from "./statement.ts";
import { arnTokens, patternOf } from "./tokens.ts";

export function speaksOfAction(statement: Statement, request: Request): Ternary {
  const actions = elementOf(statement, "Action", request.context.world);
  if (!actions.present) return false;
  const listed = either(
    some(actions.items, (item) => actionMatches(item, request)),
    () => unlessOpen(actions.open),
  );
  return actions.negated ? negated(listed) : listed;
}

function actionMatches(pattern: Decided, { action, context }: Request): Ternary {
  const text = textOf(pattern);
  if (text !== undefined) return globMatches(text.toLowerCase(), action);
  const tokens = patternOf(pattern, context).map((token) => (typeof token === "string" ? token.toLowerCase() : token));
  return matchesSome(tokens, action.split(""));
}

/** What an Allow covers of the targets: each pattern that reaches one, and how surely. */
export function coveredBy(
  statement: Statement,
  request: Request,
): readonly { readonly covered: Tokens; readonly surely: Ternary }[] {
  const { context, targets } = request;
  const resources = elementOf(statement, "Resource", context.world);
  const whole = targets[0] ?? [];
  if (!resources.present) return [{ covered: whole, surely: true }];
  if (resources.negated) {
    return targets.map((target) => ({
      covered: target,
      surely: negated(listed(resources, request, target, matchesAll)),
    }));
  }
  const patterns = resources.items.map((item) => patternOf(item, context));
  const reached = patterns.map((covered) => ({
    covered,
    surely: some(targets, (target) => matchesSome(covered, target)),
  }));
  return [...reached, { covered: whole, surely: unlessOpen(resources.open) }].filter(({ surely }) => surely !== false);
}

/** Whether a Deny covers all of one target, or all of what an Allow gives. */
export function deniesAll(statement: Statement, request: Request, target: Tokens): Ternary {
  const resources = elementOf(statement, "Resource", request.context.world);
  if (!resources.present) return true;
  if (resources.negated) return negated(listed(resources, request, target, matchesSome));
  return listed(resources, request, target, matchesAll);
}

function listed(element: Element, request: Request, target: Tokens, matches: typeof matchesAll): Ternary {
  const found = some(element.items, (item) => matches(patternOf(item, request.context), target));
  return either(found, () => unlessOpen(element.open));
}

/** Whether the statement of a resource policy speaks of the caller. */
export function speaksOfCaller(statement: Statement, effect: "Allow" | "Deny", request: Request): Ternary {
  const principals = principalsOf(statement, request.context.world);
  if (!principals.present) return false;
  const listed = either(
    some(principals.items, (item) => isCaller(item, effect, request)),
    () => unlessOpen(principals.open),
  );
  return principals.negated ? negated(listed) : listed;
}

function isCaller({ kind, value }: Principal, effect: "Allow" | "Deny", { caller, context }: Request): Ternary {
  if (kind === "*") return true;
  if (kind !== "AWS" || caller.role === undefined) return false;
  if (isAccount(value)) return effect === "Deny";
  const { certain, reason } = identify(context.index, value);
  if (certain.some((named) => named.node === caller.role)) return true;
  if (reason !== null) return [reason];
  return matchesSome(patternOf(value, context), arnTokens(caller.role, context));
}

/** An account, or its root: it delegates to the account's own policies and by itself allows nobody. */
function isAccount(value: Decided): boolean {
  if (value.kind === "identity") return value.symbol.kind === "pseudo" && value.symbol.name === "AWS::AccountId";
  const end = value.kind === "text" ? value.parts.at(-1) : value;
  const text = end === undefined ? undefined : textOf(end);
  return text !== undefined && (text.endsWith(":root") || /^\d{12}$/.test(text));
}

export function conditionsMet(statement: Statement, effect: "Allow" | "Deny", request: Request): Ternary {
  return conditionsHold(conditionsOf(statement, request.context.world), effect, request.caller, request.context);
}

/** The parts of a question, the cheapest first, so that nothing is decided that does not matter. */
export function allOf(...tests: readonly (() => Ternary)[]): Ternary {
  let result: Ternary = true;
  for (const test of tests) {
    result = both(result, test);
    if (result === false) return false;
  }
  return result;
}
