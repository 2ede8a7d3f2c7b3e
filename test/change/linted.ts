/** Templates as text -> the report on them, and what a comparison needs of their stacks. */
import { StackCollector, type StackData } from "../../src/change/stack-data.ts";
import { searchFor } from "../../src/input/discover.ts";
import { memoryHost } from "../../src/input/memory-host.ts";
import { type LintOptions, lintApps } from "../../src/lint/lint-apps.ts";
import type { Report } from "../../src/lint/report.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import type { Rule } from "../../src/policy/rule.ts";

export interface Linted {
  readonly report: Report;
  readonly stacks: readonly StackData[];
}

export type Files = Readonly<Record<string, string>>;

export function linted(
  files: Files,
  options: Partial<LintOptions> = {},
  rules: readonly Rule[] = builtinRules(),
): Linted {
  const host = memoryHost(new Map(Object.entries(files).map(([path, text]) => [path, () => Buffer.from(text)])));
  const collector = new StackCollector();
  const report = lintApps(searchFor(host, ["."]), rules, {
    version: "0.0.0",
    asOf: "2026-11-23",
    parameters: new Map(),
    stackTags: new Map(),
    ...options,
    inspect: collector.inspect,
  });
  return { report, stacks: collector.stacks };
}
