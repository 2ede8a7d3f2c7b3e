/**
 * A report -> the first lines: what decides, what it is compared with, and how much was judged.
 *
 * Invariant: green is said only where nothing that decides was found, all input was read, and nothing is at risk.
 */
import type { Finding, Report } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { codeSpan, prose } from "./render-markdown-escape.ts";
import { type Item, icons } from "./render-markdown-findings.ts";
import { decidingUnknowns, noLongerAsked, type Standing } from "./standing.ts";

export interface HeadlineOptions {
  /** Tells several comments on one pull request apart; null for none. */
  readonly label: string | null;
  /** Whether what cannot be decided is as bad as a violation. */
  readonly unknownFails: boolean;
  /** Why there is no base to compare with, as a clause for people; left out where nobody asked for one. */
  readonly noBase?: string | null;
}

export function headline(report: Report, standing: Standing, { label, unknownFails }: HeadlineOptions): string {
  const { diagnostics, stacks, change } = report;
  const unknown = unknownFails ? decidingUnknowns(report, standing.onlyNew) : 0;
  const losses = change?.losses.length ?? 0;
  const who = label === null ? "Stackplumb" : `Stackplumb ${codeSpan(label, 100)}`;
  const unread = diagnostics.some(({ severity }) => severity === "error");
  const counts = [
    ...severityCounts(standing.deciding, standing.onlyNew ? "new " : ""),
    ...(unknown > 0 ? [`${unknown} ${standing.onlyNew ? "new " : ""}unknown`] : []),
    ...(losses > 0 ? [`${counted(losses, "stateful resource")} at risk`] : []),
  ];
  const severities = new Set(standing.deciding.map(({ finding }) => finding.severity));
  const worst =
    severities.has("error") || unread || unknown > 0
      ? icons.error
      : severities.has("warning") || losses > 0
        ? icons.warning
        : icons.info;
  if (counts.length > 0) return `${worst} ${who}: ${counts.join(", ")}`;
  if (unread) return `${worst} ${who} could not judge everything`;
  if (stacks.length === 0) return `${icons.info} ${who} found no template`;
  const added = change?.exceptions.length ?? 0;
  const gone = noLongerAsked(report);
  const less = [
    ...(added > 0 ? [counted(added, "new exception")] : []),
    ...(gone > 0 ? [`${counted(gone, "requirement is", "requirements are")} no longer asked for`] : []),
  ].join(", ");
  if (less === "") return `\u2705 ${who}: ${standing.existing.length > 0 ? "nothing new" : "all clear"}`;
  return `${icons.info} ${who}: ${standing.existing.length > 0 ? "nothing new" : "no findings"}, but ${less}`;
}

/** `2 errors`, `1 warning`; nothing for none. */
function severityCounts(items: readonly Item[], adjective = ""): readonly string[] {
  return (["error", "warning", "info"] as const)
    .map((severity: Finding["severity"]) => ({
      severity,
      count: items.filter(({ finding }) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => counted(count, `${adjective}${severity}`));
}

/** `Compared with the merge base with main (1a2b3c4): 3 new, 12 existing, 1 fixed.` */
export function comparison({ change }: Report, standing: Standing, { noBase = null }: HeadlineOptions): string {
  if (change === null) return noBase === null ? "" : `Not compared with a base: ${prose(noBase, new Set(), 300)}.`;
  const { commit, name } = change.base;
  const at = commit === null ? "" : ` (${codeSpan(commit.slice(0, 7))})`;
  const parts = [
    [standing.fresh.length, "new"],
    [standing.existing.length, "existing"],
    [standing.fixed.length, "fixed"],
  ] as const;
  const counts = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `Compared with ${prose(name, new Set(), 200)}${at}: ${counts.length === 0 ? "no findings" : counts.join(", ")}.`;
}

/** How much the headline rests on: green means nothing without it. */
export function coverage({ summary }: Report): string {
  const { judged, resources, stacks, unknown, suppressed, baselined } = summary;
  if (stacks === 0) return "";
  const sentences = [`Judged ${judged} of ${counted(resources, "resource")} in ${counted(stacks, "stack")}.`];
  if (unknown > 0) sentences.push(`${counted(unknown, "check")} could not be decided.`);
  if (suppressed > 0) sentences.push(`${counted(suppressed, "finding is", "findings are")} suppressed.`);
  if (baselined > 0) sentences.push(`${counted(baselined, "finding is", "findings are")} of the baseline.`);
  return sentences.join(" ");
}
