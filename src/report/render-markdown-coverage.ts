/**
 * What a report does not judge -> Markdown: what could not be read, what could not be decided, what is not modelled.
 *
 * Invariant: each section is bounded, so that findings always get most of the budget.
 */
import type { Report, ReportDiagnostic, UnknownGroup } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { codeSpan, prose } from "./render-markdown-escape.ts";
import { icons, type Placing, placeOf } from "./render-markdown-findings.ts";
import { andMore, bounded, foldBounded } from "./render-markdown-fold.ts";
import { byService, type NotModelled } from "./render-summary.ts";

/** More errors than this are folded. */
const few = 5;

export interface CoverageStyle {
  readonly place: Placing;
  /** In bytes, of each part. */
  readonly longest: number;
  /** Causes of unknowns that are named. */
  readonly causes: number;
}

/** Input that could not be read: it stands before the findings, because they are not the whole truth then. */
export function renderUnread(report: Report, { place, longest }: Omit<CoverageStyle, "causes">): readonly string[] {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return [];
  const lines = errors.map((error) => describe(error, place));
  const what = `${counted(errors.length, "error")} in the input`;
  if (errors.length > few) return [foldBounded(what, lines, longest).join("\n")];
  return [`**${what}**`, bounded(lines, andMore, longest).join("\n")];
}

/** What a reader may want to know once the findings are read; folded. */
export function renderCoverage(report: Report, { place, longest, causes }: CoverageStyle): readonly string[] {
  const { unknowns, notModelled, summary } = report;
  const notes = report.diagnostics.filter(({ severity }) => severity !== "error");
  const unmodelled = summary.resources - summary.judged;
  const named = unknowns.slice(0, causes).map(describeUnknown);
  return [
    foldBounded(
      counted(unknowns.length, "reason why checks could not be decided", "reasons why checks could not be decided"),
      named,
      longest,
      unknowns.length - named.length,
    ),
    foldBounded(
      `${counted(unmodelled, "resource")} of types that are not modelled`,
      byService(notModelled).map(describeService),
      longest,
    ),
    foldBounded(
      counted(notes.length, "note on the templates", "notes on the templates"),
      notes.map((note) => describe(note, place)),
      longest,
    ),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"));
}

function describeService({ name, count }: NotModelled): string {
  return `- ${codeSpan(name, 200)}${count === 1 ? "" : ` \u00d7 ${count}`}`;
}

function describeUnknown({ reason, settle, checks, rules }: UnknownGroup): string {
  const named = rules.slice(0, 12).map((id) => codeSpan(id, 40));
  const settling = settle === null ? "" : `; to settle it: ${settlingText(settle)}`;
  return `- ${prose(reason, new Set(), 300)}${settling} (${counted(checks, "check")} of ${named.join(", ")})`;
}

/** An option is one thing to copy; anything else is a sentence. */
function settlingText(settle: string): string {
  return settle.startsWith("--") ? codeSpan(settle, 300) : prose(settle, new Set(), 300);
}

function describe({ severity, message, location }: ReportDiagnostic, place: Placing): string {
  const where = location === null ? "" : `${placeOf(location, { place })} `;
  return `- ${icons[severity]} ${where}${prose(message, new Set(), 600)}`;
}
