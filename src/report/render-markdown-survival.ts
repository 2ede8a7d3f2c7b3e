/**
 * Which flow breaks with which zone -> a small Markdown table.
 *
 * Invariant: what a template says stands escaped, and no bar of it ends a cell; bounded, whatever the report holds.
 */
import { codeSpan, prose } from "./render-markdown-escape.ts";
import type { SurvivalCell, SurvivalTable } from "./survival-table.ts";

const words: Readonly<Record<SurvivalCell, string>> = {
  holds: "\u2705\u00a0holds",
  breaks: "\u274c\u00a0breaks",
  "breaks with one": "\u274c\u00a0maybe",
  unknown: "\u2753\u00a0unknown",
};

const maximalRows = 20;
/** Flows that are named in one row. */
const maximalFlows = 6;

/** Lines, to stand between blank ones. */
export function renderMarkdownSurvival({ zones, rows }: SurvivalTable): readonly string[] {
  const shown = rows.slice(0, maximalRows);
  const isRequired = shown.some(({ flows }) => flows.some(({ required }) => required));
  const more = rows.length - shown.length;
  return [
    rowOf(["Without", ...zones.map((zone) => codeSpan(zone, 60)), ""]),
    rowOf(["---", ...zones.map(() => "---"), "---"]),
    ...shown.map(({ flows, cells, why }) =>
      rowOf([flowsText(flows), ...cells.map((cell) => words[cell]), prose(why, new Set(), 300)]),
    ),
    ...(more > 0 || isRequired ? [""] : []),
    ...(more > 0 ? [`And ${more} more.`] : []),
    ...(isRequired ? ["**Bold**: must survive the loss of any zone."] : []),
  ];
}

function flowsText(flows: SurvivalTable["rows"][number]["flows"]): string {
  const named = flows.slice(0, maximalFlows).map(({ name, required }) => {
    const code = codeSpan(name, 60);
    return required ? `**${code}**` : code;
  });
  return flows.length > maximalFlows ? `${named.join(", ")} and ${flows.length - maximalFlows} more` : named.join(", ");
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/\\?\|/g, "\\|")).join(" | ")} |`;
}
