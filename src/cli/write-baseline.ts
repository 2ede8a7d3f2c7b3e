/**
 * `stackplumb baseline`: writes down today's findings, so that only what comes after them fails.
 *
 * Invariant: nothing is written where something could not be judged: what it hides would be found anew later.
 */
import { defaultBaseline, writeBaseline as textOf } from "../config/baseline.ts";
import { baselineOf } from "../lint/apply-baseline.ts";
import { faultCode } from "../lint/judge-app.ts";
import { lintApps } from "../lint/lint-apps.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import { selectRules } from "../lint/select-rules.ts";
import { loadRegularExpressions } from "../policy/regular-expression.ts";
import { counted } from "../report/counted.ts";
import { printable } from "../report/printable.ts";
import { checkOptionsOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { nothingToLint } from "./find-input.ts";
import { lintOptionsOf } from "./lint-options.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import type { Arguments } from "./read-arguments.ts";
import { readProject, refuses } from "./read-project.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

export async function writeBaseline(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const outputs = given.options.get("--output") ?? [];
  if (outputs.length > 1) throw new UsageError("baseline writes one file; --output is given twice.");
  const project = await readProject(given, shell);
  // `--output` names a file here, not a format.
  const options = checkOptionsOf(
    { ...given, options: new Map([...given.options].filter(([name]) => name !== "--output")) },
    project.configuration,
  );
  if (refuses(project.diagnostics)) {
    printDiagnostics(reportDiagnostics(project.diagnostics), options, shell);
    return exitStatus.unusable;
  }
  await loadRegularExpressions();
  const { rules } = selectRules(project.rules, []);
  const report = lintApps(project.search, rules, lintOptionsOf(given, project, options, shell));
  printDiagnostics(report.diagnostics, options, shell);
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => code === faultCode)) return exitStatus.fault;
  if (errors.length > 0) {
    shell.stderr.write("stackplumb: no baseline is written: not everything could be judged\n");
    return exitStatus.unusable;
  }
  if (report.stacks.length === 0) throw new UsageError(nothingToLint(project.paths));
  const file = outputs[0] ?? project.configuration?.baseline?.path ?? defaultBaseline;
  const entries = baselineOf(report, options.gate.strictUnknown);
  try {
    shell.writeFile(file, textOf(entries));
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  const isUsed = file === project.configuration?.baseline?.path;
  const hint = isUsed ? "" : `; it counts with \`baseline: ${file}\` in stackplumb.yaml, or with --baseline ${file}`;
  shell.stdout.write(printable(`wrote ${counted(entries.length, "finding")} to ${file}${hint}`));
  shell.stdout.write("\n");
  return exitStatus.passed;
}
