/**
 * Which of the rules run.
 */
import { findRule, noSuchRule } from "../policy/find-rule.ts";
import type { Rule } from "../policy/rule.ts";

export interface RuleSelection {
  readonly rules: readonly Rule[];
  /** One sentence for each name that no rule has. */
  readonly errors: readonly string[];
}

/** The rules that are named, by id or name in any case; without names, all but those that an architecture must ask for. */
export function selectRules(rules: readonly Rule[], names: readonly string[]): RuleSelection {
  if (names.length === 0) return { rules: rules.filter((rule) => !rule.onlyWhenRequired), errors: [] };
  const errors: string[] = [];
  const chosen = new Set<Rule>();
  for (const name of names) {
    const rule = findRule(rules, name);
    if (rule === undefined) errors.push(noSuchRule(rules, name));
    else chosen.add(rule);
  }
  return { rules: rules.filter((rule) => chosen.has(rule)), errors };
}
