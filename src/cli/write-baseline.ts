/**
 * `stackplumb baseline`: writes down today's findings, so that only what comes after them fails.
 *
 * Invariant: nothing is written where something could not be judged: what it hides would be found anew later.
 */
import { defaultBaseline, writeBaseline as textOf } from "../config/baseline.ts";
import { baselineOf } from "../lint/apply-baseline.ts";
import { faultCode } from "../lint/judge-app.ts";
import { lintPlan } from "../lint/lint-project.ts";
import { counted } from "../report/counted.ts";
import { printable } from "../report/printable.ts";
import { checkOptionsOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { stackTrace } from "./fault.ts";
import { nothingToLint } from "./nothing-to-lint.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import type { Arguments } from "./read-arguments.ts";
import { readPlan } from "./read-plan.ts";
import { readWishes } from "./read-wishes.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

export async function writeBaseline(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const outputs = given.options.get("--output") ?? [];
  if (outputs.length > 1) throw new UsageError("baseline writes one file; --output is given twice.");
  // `--output` names a file here, not a format.
  const options = checkOptionsOf({
    ...given,
    options: new Map([...given.options].filter(([name]) => name !== "--output")),
  });
  const wishes = await readWishes(given, options, shell);
  const plan = await readPlan({ ...wishes, baseline: "none" }, options, shell);
  if (plan === undefined) return exitStatus.unusable;
  let locked: ReadonlyMap<string, unknown> = new Map();
  const report = lintPlan(plan, {
    onLocked: (found) => {
      locked = found;
    },
    version,
    allowUnreadable: options.allowUnreadable,
    onFault: (error) => shell.stderr.write(stackTrace(error, shell)),
  });
  printDiagnostics(report.diagnostics, options, shell);
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => code === faultCode)) return exitStatus.fault;
  if (errors.length > 0) {
    shell.stderr.write("stackplumb: no baseline is written: not everything could be judged\n");
    return exitStatus.unusable;
  }
  if (report.stacks.length === 0) throw new UsageError(nothingToLint(plan.paths));
  const file = outputs[0] ?? plan.configuration?.baseline?.path ?? defaultBaseline;
  // What is locked would be refused.
  const all = baselineOf(report, plan.gate.strictUnknown);
  const entries = all.filter(({ rule, fingerprint }) => !plan.floor.rules.has(rule) && !locked.has(fingerprint));
  const left = all.length - entries.length;
  if (left > 0) shell.stderr.write(`stackplumb: ${counted(left, "finding")} locked, and left out of the baseline\n`);
  try {
    shell.writeFile(file, textOf(entries));
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  const isUsed = file === plan.configuration?.baseline?.path;
  const hint = isUsed ? "" : `; it counts with \`baseline: ${file}\` in stackplumb.yaml, or with --baseline ${file}`;
  shell.stdout.write(printable(`wrote ${counted(entries.length, "finding")} to ${file}${hint}`));
  shell.stdout.write("\n");
  return exitStatus.passed;
}
