/**
 * What a report does not judge -> Markdown: what could not be read, what could not be decided, what is not modelled.
 *
 * Invariant: each section has a bounded number of lines, so that findings always get most of the budget.
 */
import type { Report, ReportDiagnostic } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { codeSpan, prose } from "./render-markdown-escape.ts";
import { fold, icons, type Placing, placeOf } from "./render-markdown-findings.ts";
import { byService } from "./render-summary.ts";

const longest = 20;

/** Input that could not be read: it stands before the findings, because they are not the whole truth then. */
export function renderUnread(report: Report, place: Placing): readonly string[] {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return [];
  return ["**Not everything could be judged**", bounded(errors, (error) => describe(error, place)).join("\n")];
}

/** What a reader may want to know once the findings are read; folded. */
export function renderCoverage(report: Report, place: Placing): readonly string[] {
  const { unknowns, notModelled, summary } = report;
  const notes = report.diagnostics.filter(({ severity }) => severity !== "error");
  const unmodelled = summary.resources - summary.judged;
  return [
    fold(
      `${counted(unknowns.length, "reason")} why checks could not be decided`,
      bounded(unknowns, ({ reason, settle, checks, rules }) => {
        const concerns = `${counted(checks, "check")} of ${rules
          .slice(0, longest)
          .map((id) => codeSpan(id))
          .join(", ")}`;
        return `${prose(reason, new Set(), 300)}${settle === null ? "" : `; settle it with ${settling(settle)}`} <sub>(${concerns})</sub>`;
      }),
    ),
    fold(
      `${counted(unmodelled, "resource")} of types that are not modelled`,
      bounded(
        byService(notModelled),
        ({ name, count }) => `${codeSpan(name, 200)}${count === 1 ? "" : ` \u00d7 ${count}`}`,
      ),
    ),
    fold(
      counted(notes.length, "note on the templates", "notes on the templates"),
      bounded(notes, (note) => describe(note, place)),
    ),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"));
}

/** An option is one thing to copy; anything else is a sentence. */
function settling(settle: string): string {
  return settle.startsWith("--") ? codeSpan(settle, 300) : prose(settle, new Set(), 300);
}

function describe({ severity, message, location }: ReportDiagnostic, place: Placing): string {
  const where = location === null ? "" : `${placeOf(location, { place })} `;
  return `${icons[severity]} ${where}${prose(message, new Set(), 600)}`;
}

function bounded<T>(things: readonly T[], describeOne: (thing: T) => string): readonly string[] {
  const lines = things.slice(0, longest).map((thing) => `- ${describeOne(thing)}`);
  return things.length > longest ? [...lines, `- and ${things.length - longest} more`] : lines;
}
