/**
 * What the command line asks for x the project's files -> the plan of a run.
 */
import { nodeHost } from "../input/node-host.ts";
import { loadPlan } from "../lint/load-plan.ts";
import type { Plan, Wishes } from "../lint/plan.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import { type Loudness, printDiagnostics } from "./print-diagnostics.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/**
 * @returns undefined where the project's files have errors, which are printed then
 * @throws UsageError for what the command line names and there is not
 */
export async function readPlan(wishes: Wishes, loudness: Loudness, shell: Shell): Promise<Plan | undefined> {
  const open = (named: readonly string[]) => nodeHost(shell.workingDirectory, { named });
  const { plan, diagnostics, problems } = await loadPlan(wishes, open);
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  if (plan === undefined) printDiagnostics(reportDiagnostics(diagnostics), loudness, shell);
  return plan;
}
