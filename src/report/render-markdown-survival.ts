/**
 * Which flow breaks with which zone -> a list in Markdown: a table of it is wider than a telephone.
 *
 * Invariant: what a template says stands escaped; bounded, whatever the report holds.
 */
import { codeSpan, prose } from "./render-markdown-escape.ts";
import type { SurvivalCell, SurvivalRow, SurvivalTable } from "./survival-table.ts";

const maximalRows = 20;
/** Names in one row. */
const maximalNames = 6;

/**
 * Lines, to stand between blank ones; none where there is nothing to tell.
 *
 * @param whole whether it is told of flows that need not survive, too
 * @param names words that are names here
 */
export function renderMarkdownSurvival(
  { zones, rows }: SurvivalTable,
  { whole, names }: { readonly whole: boolean; readonly names: ReadonlySet<string> },
): readonly string[] {
  const asked = rows.flatMap((row) => partOf(row, true));
  const others = whole ? rows.flatMap((row) => partOf(row, false)) : [];
  const lines = [...asked.map((row) => lineOf(row, zones, names)), ...others.map((row) => lineOf(row, zones, names))];
  if (lines.length === 0) return [];
  const more = lines.length - maximalRows;
  return ["**When a zone fails**", "", ...lines.slice(0, maximalRows), ...(more > 0 ? [`- and ${more} more`] : [])];
}

/** Those flows of a row that must survive, or those that need not. */
function partOf(row: SurvivalRow, required: boolean): readonly SurvivalRow[] {
  const flows = row.flows.filter((flow) => flow.required === required);
  return flows.length === 0 ? [] : [{ ...row, flows }];
}

/** `serve` breaks without `zone 1`, and what else is known. */
function lineOf({ flows, cells, why }: SurvivalRow, zones: readonly string[], names: ReadonlySet<string>): string {
  const those = (cell: SurvivalCell): readonly string[] => zones.filter((_, i) => cells[i] === cell);
  const isBroken = cells.some((cell) => cell === "breaks" || cell === "breaks with one");
  const parts = [
    verbText("without", those("breaks"), "or"),
    verbText("without one of", those("breaks with one"), "and"),
  ].filter((text) => text !== "");
  const isMust = flows.some(({ required }) => required);
  const verb = isBroken ? (flows.length > 1 ? "break" : "breaks") : "may break";
  const when = isBroken ? parts.join(", and ") : verbText("without", those("unknown"), "or");
  const who = listed(flows.map(flowName), "and");
  const reason = why === "" ? "" : `: ${prose(why, names, 300)}`;
  const mark = isBroken ? (isMust ? "\u274c" : "\u2139\ufe0f") : "\u2753";
  return `- ${mark} ${who} ${verb} ${when}${isMust ? "" : ", and may"}${reason}`;
}

function flowName({ name }: SurvivalRow["flows"][number]): string {
  return name;
}

function verbText(words: string, zones: readonly string[], last: string): string {
  return zones.length === 0 ? "" : `${words} ${listed(zones, last)}`;
}

function listed(names: readonly string[], last: string): string {
  const shown = names.slice(0, maximalNames).map((name) => codeSpan(name, 60));
  if (names.length > maximalNames) return `${shown.join(", ")} and ${names.length - maximalNames} more`;
  const [only = "", ...others] = [...shown].reverse();
  return others.length === 0 ? only : `${others.reverse().join(", ")} ${last} ${only}`;
}
