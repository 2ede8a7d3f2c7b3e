/**
 * Loads what rules need to be judged by and what is not loaded before somebody needs it.
 */
import { loadRegularExpressions, usesRegularExpressions } from "./regular-expression.ts";
import type { Rule } from "./rule.ts";

/** Await this once, before judging by rules that were not loaded by `loadRule` in this process. */
export async function prepareRules(rules: readonly Rule[]): Promise<void> {
  if (usesRegularExpressions(rules.map(({ examples: _, ...rule }) => rule))) await loadRegularExpressions();
}
