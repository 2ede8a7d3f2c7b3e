/**
 * `stackplumb diff`: lints the working tree and what it is compared with, and tells what the change between them does.
 *
 * Invariant: both are judged by the rules and the configuration of the working tree. Only what the change brings fails.
 */
import { exceptionsOfBase, planOfBase } from "../change/base-exceptions.ts";
import { lessAsked } from "../change/less-asked.ts";
import { compareRevisions, compareWithReport, type LintedRevision, lintRevision } from "../change/lint-revision.ts";
import type { GivenValues } from "../config/given-values.ts";
import type { Host } from "../input/app.ts";
import { type LintPlanOptions, templateHostOf } from "../lint/lint-project.ts";
import { onRevision } from "../lint/make-plan.ts";
import type { Plan } from "../lint/plan.ts";
import type { Report } from "../lint/report.ts";
import { secretsIn } from "../lint/secrets.ts";
import { renderChange } from "../report/render-change.ts";
import { baseOfDiff } from "./base-of-diff.ts";
import { checkOptionsOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { stackTrace } from "./fault.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import { printReport } from "./print-report.ts";
import type { Arguments } from "./read-arguments.ts";
import { readParameters } from "./read-parameters.ts";
import { readPlan } from "./read-plan.ts";
import { readWishes } from "./read-wishes.ts";
import type { Shell } from "./shell.ts";
import { sourceLines } from "./source-lines.ts";
import { statusOf } from "./status-of.ts";
import { isUsageError } from "./usage-error.ts";
import { version } from "./version.ts";

export async function diff(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const options = checkOptionsOf(given);
  const plan = await readPlan(await readWishes(given, options, shell), options, shell);
  if (plan === undefined) return exitStatus.unusable;
  const secrets = new Set<string>();
  const { allowUnreadable } = options;
  const onFault = (error: unknown): void => void shell.stderr.write(stackTrace(error, shell));
  const lintOptions: LintPlanOptions = { version, allowUnreadable, onFault };
  const head = lintRevision(plan, {
    ...lintOptions,
    inspect: ({ app }) => {
      const { scenario } = plan.wishes;
      for (const { parameters } of [plan.deployments, ...plan.deployments.environments.values()])
        for (const secret of secretsIn(app.stacks, new Map([...parameters, ...scenario]))) secrets.add(secret);
    },
  });
  const host = templateHostOf(plan);
  const report = await compared(head, plan, lintOptions, given, shell);
  printDiagnostics(report.diagnostics, options, shell);
  await printReport(report, plan, sourceLines(host, secrets), options, shell, renderChange);
  const isEmptied = report.stacks.length === 0 && (report.change?.fixed.length ?? 0) > 0;
  return statusOf(report, { ...plan, gate: { ...plan.gate, onlyNew: true } }, shell, isEmptied);
}

async function compared(
  head: LintedRevision,
  plan: Plan,
  options: LintPlanOptions,
  given: Arguments,
  shell: Shell,
): Promise<Report> {
  const base = await baseOfDiff(given.options.get("--base")?.[0], head, templateHostOf(plan), shell);
  if (base.kind === "report") return compareWithReport(head, plan, base.report, base.name);
  const files = await parametersIn(base.host, plan, given, shell);
  const before = lintRevision(
    onRevision(plan, () => base.host, files),
    { ...options, tellsLeftOut: false },
  );
  const own = await planOfBase(plan, base.host);
  return compareRevisions(head, before, {
    base: base.base,
    baseExceptions: exceptionsOfBase(plan, own, before),
    lessAsked: lessAsked(plan, own, head.report),
  });
}

/** Values of the parameter files that were named, as the base has them; the head's where it does not have all of them. */
async function parametersIn(host: Host, plan: Plan, given: Arguments, shell: Shell): Promise<GivenValues> {
  const readFile = (path: string): string => {
    const content = host.readText(path);
    if ("error" in content) throw new Error(content.error);
    return content.text;
  };
  try {
    return (await readParameters(given, { ...shell, readFile })).files;
  } catch (error) {
    if (isUsageError(error)) return plan.wishes.files;
    throw error;
  }
}
