/**
 * Stackplumb's own rules with their examples, for `stackplumb explain` and for documentation.
 */
import { builtinRules } from "./builtin.ts";
import { ruleExamples } from "./generated/rule-examples.ts";
import type { Rule, RuleExample } from "./rule.ts";

export function builtinRulesWithExamples(): readonly Rule[] {
  const examples = new Map(Object.entries(JSON.parse(ruleExamples) as Record<string, readonly RuleExample[]>));
  return builtinRules().map((rule) => ({ ...rule, examples: examples.get(rule.id) ?? [] }));
}
