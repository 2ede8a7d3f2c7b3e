/**
 * `stackplumb check`: discover, lint, render; and what the run's exit status is.
 */
import { lintPlan, templateHostOf } from "../lint/lint-project.ts";
import { secretsIn } from "../lint/secrets.ts";
import { checkOptionsOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { stackTrace } from "./fault.ts";
import { boundNursery, keepHeapSmall } from "./keep-heap-small.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import { printReport } from "./print-report.ts";
import type { Arguments } from "./read-arguments.ts";
import { readPlan } from "./read-plan.ts";
import { readWishes } from "./read-wishes.ts";
import type { Shell } from "./shell.ts";
import { sourceLines } from "./source-lines.ts";
import { statusOf } from "./status-of.ts";
import { version } from "./version.ts";

export async function check(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const options = checkOptionsOf(given);
  const wishes = await readWishes(given, options, shell);
  const plan = await readPlan(wishes, options, shell);
  if (plan === undefined) return exitStatus.unusable;
  const { scenario } = wishes;
  const deployments = [plan.deployments, ...plan.deployments.environments.values()];
  const known = new Map([...deployments.flatMap(({ parameters }) => [...parameters]), ...scenario]);
  const tracer = options.trace === undefined ? undefined : (await import("./tracer.ts")).tracerOf(options.trace, known);
  const secrets = new Set<string>();
  const report = keepHeapSmall(lintPlan, plan, {
    version,
    allVerdicts: options.allVerdicts,
    allowUnreadable: options.allowUnreadable,
    inspect: (judged) => {
      boundNursery();
      tracer?.inspect(judged);
      if (!judged.judgements.some(({ verdict }) => verdict === "fail" || verdict === "unknown")) return;
      for (const { parameters } of deployments)
        for (const secret of secretsIn(judged.app.stacks, new Map([...parameters, ...scenario]))) secrets.add(secret);
    },
    onFault: (error) => shell.stderr.write(stackTrace(error, shell)),
  });
  printDiagnostics(report.diagnostics, options, shell);
  if (tracer !== undefined) tracer.print(report, options, shell);
  else await printReport(report, plan, sourceLines(templateHostOf(plan), secrets), options, shell);
  return statusOf(report, plan, shell);
}
