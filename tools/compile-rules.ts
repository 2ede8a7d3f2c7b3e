/**
 * rules/ -> src/policy/generated/: the built-in rules as data that is ready to be judged by.
 *
 * `npm run generate` writes them with everything else that is generated; alone: `node tools/run.mjs compile-rules [--check]`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { renderRuleModules } from "../src/policy/compiled-rules.ts";
import { factRegistry } from "../src/policy/facts/registry.ts";
import { loadRule } from "../src/policy/load-rule.ts";
import type { Rule } from "../src/policy/rule.ts";
import type { Diagnostic } from "../src/source/diagnostic.ts";
import { ruleFiles } from "./rule-files.ts";

const folder = "src/policy/generated";

/** Path -> contents. @throws Error where a rule has an error; the message lists them all. */
export function compiledRules(): ReadonlyMap<string, string> {
  const registry = factRegistry();
  const rules: Rule[] = [];
  const problems: string[] = [];
  for (const { path, text } of ruleFiles()) {
    const { rule, diagnostics, lacksFixFor } = loadRule(path, text, registry);
    if (rule !== undefined) rules.push(rule);
    problems.push(...lacksFixFor.map((dialect) => `${path} has no fix for ${dialect}`));
    problems.push(...diagnostics.filter(({ severity }) => severity === "error").map(lineOf));
  }
  const ids = rules.map(({ id }) => id);
  problems.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `two rules are called ${id}`));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const modules = renderRuleModules(rules);
  return new Map([
    [`${folder}/rule-examples.ts`, modules.examples],
    [`${folder}/rules.ts`, modules.rules],
  ]);
}

function lineOf({ location, message }: Diagnostic): string {
  return location === null ? message : `${location.file}:${location.start.line}:${location.start.column} ${message}`;
}

export function main(options: readonly string[]): number {
  let status = 0;
  for (const [path, text] of compiledRules()) {
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    if (options.includes("--check")) {
      console.log(`${path} is not up to date: run \`npm run generate\``);
      status = 1;
    } else {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, text);
      console.log(path);
    }
  }
  return status;
}
