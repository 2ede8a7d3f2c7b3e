/**
 * A report -> what of it decides, and whether there is anything to tell.
 *
 * Invariant: a finding of which nobody says that it was there before counts as one that the change brings.
 */
import type { Report } from "../lint/report.ts";
import { type Item, itemsOf } from "./render-markdown-findings.ts";

export interface Standing {
  /** Whether only findings that the change brings decide. */
  readonly onlyNew: boolean;
  readonly deciding: readonly Item[];
  readonly fresh: readonly Item[];
  readonly existing: readonly Item[];
  readonly fixed: readonly Item[];
}

/**
 * Without a base, all findings are of the change as far as anybody knows.
 *
 * @param onlyNew whether only new findings decide, where there is a base
 */
export function standingOf(report: Report, onlyNew: boolean): Standing {
  const items = itemsOf(report.findings);
  const { change } = report;
  if (change === null) return { onlyNew: false, deciding: items, fresh: items, existing: [], fixed: [] };
  const fresh = items.filter(({ finding }) => finding.change !== "existing");
  const existing = items.filter(({ finding }) => finding.change === "existing");
  const deciding = onlyNew ? fresh : [...fresh, ...existing];
  return { onlyNew, deciding, fresh, existing, fixed: itemsOf(change.fixed) };
}

/** How many checks cannot be decided of those that would decide. */
export function decidingUnknowns({ summary, findings }: Report, onlyNew: boolean): number {
  if (!onlyNew) return summary.unknown;
  return findings.filter(
    ({ verdict, status, causedBy, change }) =>
      verdict === "unknown" && status === "active" && causedBy === null && change !== "existing",
  ).length;
}

/** How many requirements of architectures the base asked for and the head does not. */
export function noLongerAsked({ change }: Report): number {
  return change?.requirements.filter(({ after }) => after === null).length ?? 0;
}

/** Whether a pull request is told anything, though it never was: not, where it is clean and takes nothing back. */
export function isWorthTelling(
  report: Report,
  { onlyNew, unknownFails }: { readonly onlyNew: boolean; readonly unknownFails: boolean },
): boolean {
  const standing = standingOf(report, onlyNew);
  const { change, diagnostics } = report;
  return (
    standing.deciding.length > 0 ||
    diagnostics.some(({ severity }) => severity === "error") ||
    (unknownFails && decidingUnknowns(report, standing.onlyNew) > 0) ||
    (change !== null && change.exceptions.length + change.losses.length + noLongerAsked(report) > 0)
  );
}
