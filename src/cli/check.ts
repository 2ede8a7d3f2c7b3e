/**
 * `stackplumb check`: discover, lint, render; and what the run's exit status is.
 */
import { failsOn } from "../lint/fails-on.ts";
import { faultCode } from "../lint/judge-app.ts";
import { lintApps } from "../lint/lint-apps.ts";
import type { Report } from "../lint/report.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import { secretsIn } from "../lint/secrets.ts";
import { selectRules } from "../lint/select-rules.ts";
import { loadRegularExpressions } from "../policy/regular-expression.ts";
import { counted } from "../report/counted.ts";
import { type CheckOptions, checkOptionsOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { reportHint } from "./fault.ts";
import { nothingToLint } from "./find-input.ts";
import { keepHeapSmall } from "./keep-heap-small.ts";
import { lintOptionsOf } from "./lint-options.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import { printReport } from "./print-report.ts";
import type { Arguments } from "./read-arguments.ts";
import { baselineFor } from "./read-baseline.ts";
import { readProject, refuses } from "./read-project.ts";
import { readScenario } from "./read-scenario.ts";
import type { Shell } from "./shell.ts";
import { sourceLines } from "./source-lines.ts";
import { UsageError } from "./usage-error.ts";

export async function check(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const { configuration, deployments, paths, search, host, ...project } = await readProject(given, shell);
  const options = checkOptionsOf(given, configuration);
  const { baseline, diagnostics } = baselineFor(given, configuration, shell);
  const wrong = [...project.diagnostics, ...diagnostics];
  if (refuses(wrong)) {
    printDiagnostics(reportDiagnostics(wrong), options, shell);
    return exitStatus.unusable;
  }
  const scenario = readScenario(given);
  const known = new Map([
    ...[deployments, ...deployments.environments.values()].flatMap(({ parameters }) => [...parameters]),
    ...scenario,
  ]);
  // What AllowedPattern demands is tried where something is given.
  if (known.size > 0) await loadRegularExpressions();
  const { rules, errors } = selectRules(project.rules, options.rules);
  if (errors.length > 0) throw new UsageError(errors.join("\n"));
  const tracer = options.trace === undefined ? undefined : (await import("./tracer.ts")).tracerOf(options.trace, known);
  const isHeld = given.options.has("--architecture") || given.options.has("--detect");
  const architectures = isHeld
    ? await (await import("./read-architectures.ts")).readArchitectures(given, project.rules, shell)
    : undefined;
  const secrets = new Set<string>();
  const report = keepHeapSmall(lintApps, search, rules, {
    ...lintOptionsOf(given, { configuration, deployments, ...project }, options, shell),
    baseline,
    ...(architectures && { architectures }),
    inspect: (judged) => {
      tracer?.inspect(judged);
      if (!judged.judgements.some(({ verdict }) => verdict === "fail" || verdict === "unknown")) return;
      for (const { parameters } of [deployments, ...deployments.environments.values()])
        for (const secret of secretsIn(judged.app.stacks, new Map([...parameters, ...scenario]))) secrets.add(secret);
    },
  });
  printDiagnostics(report.diagnostics, options, shell);
  if (tracer !== undefined) tracer.print(report, options, shell);
  else printReport(report, sourceLines(host, secrets), options, shell);
  return statusOf(report, paths, options, shell);
}

/** The gravest of what holds; why an input was unusable is said last, where it is seen. */
function statusOf(report: Report, paths: readonly string[], options: CheckOptions, shell: Shell): ExitStatus {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => code === faultCode)) {
    shell.stderr.write(`stackplumb: not everything was judged. ${reportHint}\n`);
    return exitStatus.fault;
  }
  if (report.stacks.length === 0) {
    shell.stderr.write(`stackplumb: ${nothingToLint(paths)}\n`);
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
