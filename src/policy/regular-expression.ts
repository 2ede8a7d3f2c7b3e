/**
 * `matches()` in linear time: RE2's regular expressions, whose engine is loaded only for rules that use them.
 *
 * Evaluation is synchronous and loading is not, so whoever brings documents into a run loads the engine before it judges.
 * `loadRule` has it anyway. No built-in rule or architecture asks for it: every run would pay for that; a test says so.
 */
import type { Expression } from "./expression.ts";

/** Whether a text contains a match. */
export type Matcher = (text: string) => boolean;
/** @throws Error where the pattern is no regular expression of RE2. */
export type MatcherMaker = (pattern: string) => Matcher;

let engine: MatcherMaker | undefined;
const matchers = new Map<string, Matcher>();

export function useMatcherMaker(maker: MatcherMaker): void {
  engine = maker;
}

export async function loadRegularExpressions(): Promise<void> {
  const { makeMatcher } = await import("./re2.ts");
  useMatcherMaker(makeMatcher);
}

export function hasRegularExpressions(): boolean {
  return engine !== undefined;
}

/** @throws Error where the engine was not loaded; patterns were checked when their rule was. */
export function matcherOf(pattern: string): Matcher {
  let matcher = matchers.get(pattern);
  if (matcher === undefined) {
    if (engine === undefined) throw new Error("regular expressions are used before they are loaded");
    matcher = engine(pattern);
    matchers.set(pattern, matcher);
  }
  return matcher;
}

/** Whether an expression, or anything that holds expressions, calls `matches`. */
export function usesRegularExpressions(tree: unknown): boolean {
  if (!Array.isArray(tree)) {
    return typeof tree === "object" && tree !== null && Object.values(tree).some(usesRegularExpressions);
  }
  const [operation, name] = tree as readonly unknown[];
  return (operation === "call" && name === ("matches" satisfies Expression[1])) || tree.some(usesRegularExpressions);
}
