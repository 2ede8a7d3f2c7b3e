/** `stackplumb explain NAME...`: the pages of rules and of architectures, built-in ones and documents by their path. */
import type { Architecture } from "../policy/architecture/architecture.ts";
import { architectureRulesWithExamples } from "../policy/architecture/architecture-rule-examples.ts";
import { builtinArchitectures } from "../policy/architecture/builtin-architectures.ts";
import { findArchitecture } from "../policy/architecture/find-architecture.ts";
import { builtinRulesWithExamples } from "../policy/builtin-examples.ts";
import { findRule, noSuchRule } from "../policy/find-rule.ts";
import { nearest } from "../policy/nearest.ts";
import type { Rule } from "../policy/rule.ts";
import { renderArchitecturePage } from "../report/architecture-page.ts";
import { renderRulePage } from "../report/rule-page.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { teamDocuments } from "./team-documents.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export async function explain({ operands, options }: Arguments, shell: Shell): Promise<ExitStatus> {
  if (operands.length === 0)
    throw new UsageError(
      "explain needs a rule or an architecture: stackplumb explain NAME. `stackplumb rules` and `stackplumb architectures` list them.",
    );
  const team = await teamDocuments(shell, options.has("--no-color"));
  const rules = [...builtinRulesWithExamples(), ...architectureRulesWithExamples(), ...team.rules];
  const style = textStyleOf(shell.stdout, shell, options.has("--no-color"));
  const pages: string[] = [];
  for (const name of operands) {
    const architecture = /\.ya?ml$/.test(name)
      ? await documentAt(name, rules, shell)
      : (findArchitecture(name) ?? team.architectures.find((one) => one.name === name.toLowerCase()));
    if (architecture !== undefined) pages.push(renderArchitecturePage(architecture, rules, style));
    else pages.push(renderRulePage(ruleNamed(name, rules), style));
  }
  shell.stdout.write(pages.join("\n"));
  return exitStatus.passed;
}

function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const rule = findRule(rules, name);
  if (rule !== undefined) return rule;
  const meant = nearest(
    name,
    builtinArchitectures().map((architecture) => architecture.name),
  );
  if (meant !== undefined)
    throw new UsageError(
      `There is no architecture ${name}. Did you mean ${meant}? \`stackplumb architectures\` lists them.`,
    );
  throw new UsageError(noSuchRule(rules, name));
}

async function documentAt(path: string, rules: readonly Rule[], shell: Shell): Promise<Architecture> {
  const { readArchitectureFile } = await import("./read-architecture-file.ts");
  return readArchitectureFile(path, rules, shell);
}
