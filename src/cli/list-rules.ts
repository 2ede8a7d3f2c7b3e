/** `stackplumb rules`: all rules, those of the packs that the project extends included, as a table or as JSON. */
import { builtinRules } from "../policy/builtin.ts";
import { currentEdition, editions, hasChangedSince, isNewer } from "../policy/edition.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { Rule } from "../policy/rule.ts";
import { renderRulesJson, renderRuleTable } from "../report/render-rules.ts";
import { oneOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { teamDocuments } from "./team-documents.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

/** All that is newer than the edition: what moving on would bring, and what is a preview until then. */
export function rulesSince(edition: string, rules: readonly Rule[]): readonly Rule[] {
  const newer = rules.filter((rule) => hasChangedSince(rule, edition));
  return newer.map((rule) => ({ ...rule, preview: isNewer(rule.since, currentEdition) || rule.preview === true }));
}

/** @throws UsageError where there is none */
function editionNamed(name: string): string {
  if (editions.includes(name)) return name;
  throw new UsageError(`There is no edition ${name}; there is ${editions.join(", ")}.${didYouMean(name, editions)}`);
}

export async function listRules({ operands, options }: Arguments, shell: Shell): Promise<ExitStatus> {
  if (operands.length > 0)
    throw new UsageError(`rules takes no operands; for one rule: stackplumb explain ${operands[0]}.`);
  const format = oneOf("--format", options.get("--format")?.[0] ?? "text", ["text", "json"]);
  const style = textStyleOf(shell.stdout, shell, options.has("--no-color"));
  const [since] = options.get("--since") ?? [];
  const edition = since === undefined ? undefined : editionNamed(since);
  const all = [...builtinRules(), ...(await teamDocuments(shell, options.has("--no-color"))).rules];
  const rules = edition === undefined ? all : rulesSince(edition, all);
  if (format === "json") shell.stdout.write(renderRulesJson(rules));
  else if (since !== undefined && rules.length === 0)
    shell.stdout.write(`No rule has come or changed since edition ${since}.\n`);
  else shell.stdout.write(renderRuleTable(rules, style));
  return exitStatus.passed;
}
