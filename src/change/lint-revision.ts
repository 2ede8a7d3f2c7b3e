/**
 * A plan -> the report on one revision, with what a comparison with another needs; and two of them -> the head's report
 * with what the change did.
 *
 * The base is linted by the plan of the head, carried over to its files (`onRevision` of ../lint/make-plan.ts): rules that
 * only one side knows would tell of themselves, not of the change.
 */
import { recordingHost } from "../input/recording-host.ts";
import { type LintPlanOptions, lintPlan, withLeftOut } from "../lint/lint-project.ts";
import type { Plan } from "../lint/plan.ts";
import type { Report, ReportChange, ReportException } from "../lint/report.ts";
import { compareReports, comparisonCode } from "./compare-reports.ts";
import { lossesOf } from "./losses.ts";
import { matchStacks } from "./match-stacks.ts";
import { StackCollector, type StackData } from "./stack-data.ts";

export interface LintedRevision {
  readonly report: Report;
  readonly stacks: readonly StackData[];
  /** Paths of the files that were read, from the folder that is linted. */
  readonly read: ReadonlySet<string>;
}

export function lintRevision(plan: Plan, options: LintPlanOptions): LintedRevision {
  const read = new Set<string>();
  const collector = new StackCollector();
  const recorded: Plan = { ...plan, open: (named) => recordingHost(plan.open(named), read) };
  const report = lintPlan(recorded, {
    ...options,
    // What is read in looking for them is no part of the revision.
    tellsLeftOut: false,
    inspect: (judged) => {
      collector.inspect(judged);
      options.inspect?.(judged);
    },
  });
  const told = options.tellsLeftOut === false ? report : withLeftOut(report, plan);
  return { report: told, stacks: collector.stacks, read };
}

export interface RevisionNames {
  readonly base: ReportChange["base"];
  /** What the base's own configuration and templates declare; by default what was in force when it was judged. */
  readonly baseExceptions?: readonly ReportException[];
  /** What the head's configuration no longer asks. */
  readonly lessAsked?: readonly ReportException[];
}

export function compareRevisions(
  head: LintedRevision,
  base: Pick<LintedRevision, "report" | "stacks">,
  names: RevisionNames,
): Report {
  return compareReports(head.report, base.report, {
    ...names,
    stacks: { base: base.stacks, head: head.stacks },
    losses: lossesOf(base.stacks, head.stacks, matchStacks(base.stacks, head.stacks)),
  });
}

/** As `compareRevisions`, with a report that was made when the base was the head. Of deployments it cannot tell. */
export function compareWithReport(head: LintedRevision, plan: Plan, base: Report, name: string): Report {
  const run = new Set(plan.rules.map(({ id }) => id));
  const compared = compareReports(head.report, base, { base: { commit: null, name }, run });
  const message = "the base is a report: what deploying the change deletes or replaces is not known";
  const note = { code: comparisonCode, severity: "info", message, location: null } as const;
  return { ...compared, diagnostics: [note, ...compared.diagnostics] };
}
