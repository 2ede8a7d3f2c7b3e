/**
 * `stackplumb check`: discover, lint, render; and what the run's exit status is.
 */
import type { Discovery } from "../input/app.ts";
import { failsOn } from "../lint/fails-on.ts";
import { faultCode } from "../lint/judge-app.ts";
import { lintApps } from "../lint/lint-apps.ts";
import type { Report } from "../lint/report.ts";
import { selectRules } from "../lint/select-rules.ts";
import { builtinRules } from "../policy/builtin.ts";
import { counted } from "../report/counted.ts";
import { type CheckOptions, checkOptionsOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { reportHint, stackTrace } from "./fault.ts";
import { findInput, nothingToLint } from "./find-input.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import { printReport } from "./print-report.ts";
import type { Arguments } from "./read-arguments.ts";
import { readParameters } from "./read-parameters.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

export async function check(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const options = checkOptionsOf(given);
  const parameters = readParameters(given, shell);
  const { rules, errors } = selectRules(builtinRules(), options.rules);
  if (errors.length > 0) throw new UsageError(errors.join("\n"));
  const discovery = findInput(options.paths, shell);
  const tracer =
    options.trace === undefined
      ? undefined
      : (await import("./tracer.ts")).tracerOf(options.trace, discovery, parameters);
  const report = lintApps(discovery, rules, {
    version,
    asOf: options.asOf ?? shell.today(),
    parameters,
    stackTags: options.stackTags,
    allVerdicts: options.allVerdicts,
    allowUnreadable: options.allowUnreadable,
    ...(tracer && { inspect: tracer.inspect }),
    onFault: (error) => shell.stderr.write(stackTrace(error, shell)),
  });
  printDiagnostics(report.diagnostics, options, shell);
  if (tracer !== undefined) tracer.print(report, options, shell);
  else printReport(report, discovery, parameters, options, shell);
  return statusOf(report, discovery, options, shell);
}

/** The gravest of what holds; why an input was unusable is said last, where it is seen. */
function statusOf(report: Report, discovery: Discovery, options: CheckOptions, shell: Shell): ExitStatus {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => code === faultCode)) {
    shell.stderr.write(`stackplumb: not everything was judged. ${reportHint}\n`);
    return exitStatus.fault;
  }
  if (discovery.apps.length === 0) {
    shell.stderr.write(`stackplumb: ${nothingToLint(options.paths)}\n`);
    return exitStatus.unusable;
  }
  if (errors.length > 0) {
    shell.stderr.write(
      `stackplumb: ${counted(errors.length, "error")} in the input; --allow-unreadable makes what is wrong with templates a warning\n`,
    );
    return exitStatus.unusable;
  }
  return failsOn(report, options.gate) ? exitStatus.failed : exitStatus.passed;
}
