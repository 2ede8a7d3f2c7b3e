/**
 * Whether a statement speaks of a request: its actions, resources and conditions, three-valued.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * An Allow speaks where it covers some of what is asked for (a prefix of a bucket is enough); a Deny only where it covers
 * all of it.
 * Not here: of whom the statements of resource policies speak; see named-callers.ts.
 */
import { textOf } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import { both, either, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { conditionsHold } from "./conditions.ts";
import { globMatches } from "./glob.ts";
import { matchesAll, matchesSome, type Tokens } from "./pattern.ts";
import type { Request } from "./request.ts";
import { conditionsOf, type Element, elementOf, type Statement } from "./statement.ts";
import { patternOf } from "./tokens.ts";

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

export function conditionsMet(statement: Statement, effect: "Allow" | "Deny", request: Request): Ternary {
  return conditionsHold(
    conditionsOf(statement, request.context.world),
    effect,
    request.caller,
    request.resource,
    request.context,
  );
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
