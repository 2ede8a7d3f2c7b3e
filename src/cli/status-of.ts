/**
 * A report -> the run's exit status: the gravest of what holds. Why an input was unusable is said last, where it is seen.
 */
import { failsOn } from "../lint/fails-on.ts";
import { faultCode } from "../lint/judge-app.ts";
import type { Plan } from "../lint/plan.ts";
import type { Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import { refusedExceptions } from "../report/refused-exceptions.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { reportHint } from "./fault.ts";
import { nothingToLint } from "./nothing-to-lint.ts";
import type { Shell } from "./shell.ts";

/** @param mayBeEmpty whether it is all right that there is no template: a change may have taken the last one away */
export function statusOf(
  report: Report,
  { paths, gate }: Pick<Plan, "paths" | "gate">,
  shell: Pick<Shell, "stderr">,
  mayBeEmpty = false,
): ExitStatus {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => code === faultCode)) {
    shell.stderr.write(`stackplumb: not everything was judged. ${reportHint}\n`);
    return exitStatus.fault;
  }
  if (report.stacks.length === 0 && !mayBeEmpty) {
    shell.stderr.write(`stackplumb: ${nothingToLint(paths)}\n`);
    return exitStatus.unusable;
  }
  if (errors.length > 0) {
    const why =
      refusedExceptions(report) ??
      `${counted(errors.length, "error")} in the input; --allow-unreadable makes what is wrong with templates a warning`;
    shell.stderr.write(`stackplumb: ${why}\n`);
    return exitStatus.unusable;
  }
  return failsOn(report, gate) ? exitStatus.failed : exitStatus.passed;
}
