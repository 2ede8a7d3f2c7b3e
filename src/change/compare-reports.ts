/**
 * The report on the head x the report on the base -> the report on the head that says what the change did.
 *
 * Invariants: what is new and what is existing together are the findings that weigh; nothing is both fixed and found; a
 * report compared with itself says that nothing changed. A file that could not be read makes nothing fixed, and where it
 * makes something new, a diagnostic says so.
 * Not here: what deploying the change would do; see ./losses.ts.
 */
import type { Finding, Report, ReportChange, ReportDiagnostic, ReportException } from "../lint/report.ts";
import { addedExceptions, type TemplatePaths } from "./added-exceptions.ts";
import { changedRequirements } from "./changed-requirements.ts";
import { compareFindings, weighs } from "./compare-findings.ts";
import { matchStacks, type StackContents } from "./match-stacks.ts";
import { type Unread, unreadOf } from "./unread.ts";

export interface Comparison {
  readonly base: ReportChange["base"];
  /** Where known: with the resources of their templates, a renamed file is found again though it was changed, too. */
  readonly stacks?: { readonly base: readonly StackContents[]; readonly head: readonly StackContents[] };
  /** What the base itself declares; by default what was in force when it was judged, which may be the head's. */
  readonly baseExceptions?: readonly ReportException[];
  /** What the head's configuration asks no more; see ./less-asked.ts. */
  readonly lessAsked?: readonly ReportException[];
  /** Ids of the rules that were run on the head; by default those that were run on the base. */
  readonly run?: ReadonlySet<string>;
  readonly losses?: ReportChange["losses"];
}

/** Code of the diagnostics about what could not be compared. */
export const comparisonCode = "comparison";

export function compareReports(head: Report, base: Report, comparison: Comparison): Report {
  const names = matchStacks(comparison.stacks?.base ?? base.stacks, comparison.stacks?.head ?? head.stacks);
  const unread = unreadOf(head);
  const { findings, fixed, lost } = compareFindings(head, base, { names, unread, run: comparison.run });
  const counted = findings.filter(weighs);
  const isNew = counted.filter(({ change }) => change === "new");
  return {
    ...head,
    findings,
    change: {
      base: comparison.base,
      counts: { new: isNew.length, existing: counted.length - isNew.length, fixed: fixed.length },
      fixed,
      exceptions: [
        ...addedExceptions(
          head.exceptions,
          comparison.baseExceptions ?? base.exceptions,
          templatesOf(head, base, names),
        ),
        ...(comparison.lessAsked ?? []),
      ],
      requirements: changedRequirements(head.architectures, base.architectures, names),
      losses: comparison.losses ?? [],
    },
    diagnostics: [...unseenInBase(isNew, base, names), ...unseenInHead(lost, unread, names), ...head.diagnostics],
  };
}

function templatesOf(head: Report, base: Report, names: ReadonlyMap<string, string>): TemplatePaths {
  const files = new Map(head.stacks.map(({ name, file }) => [name, file]));
  return {
    ofHead: new Set(files.values()),
    byBase: new Map(base.stacks.map(({ name, file }) => [file, files.get(names.get(name) ?? "") ?? file])),
  };
}

/** New findings of what the base may have had, too: who reads the report must know that. */
function unseenInBase(isNew: readonly Finding[], base: Report, names: ReadonlyMap<string, string>): ReportDiagnostic[] {
  const unread = unreadOf(base, true);
  const before = new Map([...names].map(([was, is]) => [is, was]));
  const files = new Map(base.stacks.map(({ name, file }) => [name, file]));
  return grouped(isNew, ({ subject, location }) => {
    const stack = before.get(subject.stack) ?? subject.stack;
    const file = files.get(stack) ?? location.file;
    return unread(stack, file) === null ? undefined : file;
  }).map(([file, findings]) =>
    warning(
      findings === 1
        ? `${file} could not be read completely in the base: 1 finding in it counts as new, and may be old`
        : `${file} could not be read completely in the base: ${findings} findings in it count as new, and may be old`,
    ),
  );
}

function unseenInHead(
  lost: readonly Finding[],
  unread: Unread,
  names: ReadonlyMap<string, string>,
): ReportDiagnostic[] {
  return grouped(lost, ({ subject, location }) => {
    const stack = names.get(subject.stack) ?? subject.stack;
    return unread(stack, location.file) === null ? undefined : location.file;
  }).map(([file, findings]) =>
    warning(
      `${file} could not be read completely: whether ${findings === 1 ? "1 finding" : `${findings} findings`} of the base in it ${findings === 1 ? "is" : "are"} fixed is not known`,
    ),
  );
}

function grouped(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string | undefined,
): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function warning(message: string): ReportDiagnostic {
  return { code: comparisonCode, severity: "warning", message, location: null };
}
