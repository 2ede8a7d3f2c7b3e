/**
 * How far apps conform to the architectures that they are held to -> Markdown: a line of counts, and a folded table of what
 * does not hold.
 *
 * Invariant: each table is bounded, so that findings always get most of the budget.
 */
import type { ReportArchitecture, ReportRequirement } from "../lint/report.ts";
import { countsText } from "./render-conformance.ts";
import { codeSpan, htmlCode, prose } from "./render-markdown-escape.ts";
import { bounded, fold } from "./render-markdown-fold.ts";

const marks: Readonly<Record<ReportRequirement["status"], string>> = {
  present: "\u2705 present",
  missing: "\u274c missing",
  violated: "\u274c violated",
  unknown: "\u2753 unknown",
  relaxed: "\u26aa relaxed",
};

export function renderMarkdownConformance(architectures: readonly ReportArchitecture[]): readonly string[] {
  return architectures.filter(({ enforced }) => enforced).map(sectionOf);
}

function sectionOf(architecture: ReportArchitecture): string {
  const { name, app, environment, requirements } = architecture;
  const open = requirements.filter(({ status }) => status !== "present");
  const where = [app, ...(environment === null ? [] : [environment])];
  if (open.length === 0)
    return `\u2705 ${codeSpan(name, 100)} (${where.map((word) => codeSpan(word, 100)).join(", ")}): ${countsText(architecture)}`;
  const title = `${htmlCode(name, 100)} (${where.map((word) => htmlCode(word, 100)).join(", ")}): ${countsText(architecture)}`;
  const rows = bounded(open.map(rowOf), (more) => `| | | and ${more} more |`);
  return fold(title, ["| | Requirement | |", "|---|---|---|", ...rows]).join("\n");
}

function rowOf({ status, address, message, guard }: ReportRequirement): string {
  const when = guard === null ? "" : ` (when ${guard})`;
  return `| ${marks[status]} | ${cell(codeSpan(address, 100))} | ${cell(prose(`${message}${when}`, new Set(), 300))} |`;
}

/** A bar ends a cell, in code as well. */
function cell(text: string): string {
  return text.replaceAll(/\\?\|/g, "\\|");
}
