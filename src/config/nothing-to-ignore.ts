/** Why an exception cannot name what it names. What architectures find themselves is no rule's finding, and is relaxed. */
import { architectureRules } from "../policy/architecture/architecture-rules.ts";
import { findRule, noSuchRule } from "../policy/find-rule.ts";
import type { Rule } from "../policy/rule.ts";

export function nothingToIgnore(rules: readonly Rule[], name: string): string {
  const own = findRule(architectureRules, name);
  if (own === undefined) return noSuchRule(rules, name);
  return `${own.id} tells of a requirement of an architecture, which is not ignored but relaxed: write relax, with the requirement, a reason and an owner`;
}
