/** `stackplumb explain RULE...`: the pages of rules. */
import { builtinRulesWithExamples } from "../policy/builtin-examples.ts";
import { findRule, noSuchRule } from "../policy/find-rule.ts";
import { renderRulePage } from "../report/rule-page.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export function explain({ operands, options }: Arguments, shell: Shell): ExitStatus {
  if (operands.length === 0)
    throw new UsageError("explain needs a rule: stackplumb explain RULE. `stackplumb rules` lists them.");
  const rules = builtinRulesWithExamples();
  const chosen = operands.map((name) => {
    const rule = findRule(rules, name);
    if (rule === undefined) throw new UsageError(noSuchRule(rules, name));
    return rule;
  });
  const style = textStyleOf(shell.stdout, shell, options.has("--no-color"));
  shell.stdout.write(chosen.map((rule) => renderRulePage(rule, style)).join("\n"));
  return exitStatus.passed;
}
