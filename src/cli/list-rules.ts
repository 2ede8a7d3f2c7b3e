/** `stackplumb rules`: all rules, as a table or as JSON. */
import { builtinRules } from "../policy/builtin.ts";
import { renderRulesJson, renderRuleTable } from "../report/render-rules.ts";
import { oneOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export function listRules({ operands, options }: Arguments, shell: Shell): ExitStatus {
  if (operands.length > 0)
    throw new UsageError(`rules takes no operands; for one rule: stackplumb explain ${operands[0]}.`);
  const format = oneOf("--format", options.get("--format")?.[0] ?? "text", ["text", "json"]);
  const style = textStyleOf(shell.stdout, shell, options.has("--no-color"));
  const rules = builtinRules();
  shell.stdout.write(format === "json" ? renderRulesJson(rules) : renderRuleTable(rules, style));
  return exitStatus.passed;
}
