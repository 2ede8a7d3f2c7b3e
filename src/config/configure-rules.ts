/**
 * Rules x what a team sets -> the rules as they run.
 *
 * A rule that the file speaks of runs, even one that otherwise only an architecture asks for; one that it switches off
 * runs only where it is asked for by name.
 */
import type { Rule } from "../policy/rule.ts";
import { withValues } from "../policy/rule-options.ts";
import type { RuleSetting } from "./settings.ts";

export function configureRules(rules: readonly Rule[], settings: ReadonlyMap<string, RuleSetting>): readonly Rule[] {
  if (settings.size === 0) return rules;
  return rules.map((rule) => {
    const setting = settings.get(rule.id);
    return setting === undefined ? rule : configured(rule, setting);
  });
}

function configured(rule: Rule, { severity, options }: RuleSetting): Rule {
  return {
    ...rule,
    onlyWhenRequired: severity === "off",
    // Whoever says how grave it is has taken it on.
    preview: severity === undefined || severity === "off" ? (rule.preview ?? false) : false,
    severity: severity === undefined || severity === "off" ? rule.severity : [{ when: null, is: severity }],
    options: withValues(rule.options, options),
  };
}
