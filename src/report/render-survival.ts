/**
 * Which flow breaks with which zone -> a small table for a terminal.
 */
import { displayWidth } from "./display-width.ts";
import { printable } from "./printable.ts";
import type { SurvivalCell, SurvivalTable } from "./survival-table.ts";
import { type Ink, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

const words: Readonly<Record<SurvivalCell, string>> = {
  holds: "holds",
  breaks: "breaks",
  "breaks with one": "maybe",
  unknown: "unknown",
};

const inks: Readonly<Record<SurvivalCell, Ink>> = {
  holds: "green",
  breaks: "red",
  "breaks with one": "red",
  unknown: "magenta",
};

/** Columns that the reason needs, to stand beside the cells. */
const narrowest = 30;

export function renderSurvival({ zones, rows }: SurvivalTable, style: TextStyle): readonly string[] {
  const isRequired = rows.some(({ flows }) => flows.some(({ required }) => required));
  const named = rows.map(({ flows }) =>
    printable(flows.map(({ name, required }) => (required ? `${name}*` : name)).join(", ")),
  );
  const heads = zones.map((zone) => printable(zone));
  const lead = "  without";
  const first = Math.max(displayWidth(lead), ...named.map((name) => Math.min(28, displayWidth(name)) + 2));
  const widths = heads.map((head) => Math.max(7, displayWidth(head)));
  const cellsEnd = first + 2 + widths.reduce((sum, width) => sum + width + 2, 0);
  const isBeside = cellsEnd + narrowest <= style.width;
  const lines = [[padded(lead, first), ...heads.map((head, i) => padded(head, widths[i] ?? 0))].join("  ").trimEnd()];
  for (const [i, { cells, why }] of rows.entries()) {
    const name = `  ${named[i] ?? ""}`;
    const plain = cells.map((cell, column) => padded(words[cell], widths[column] ?? 0));
    const painted = cells.map(
      (cell, column) => paint(style, words[cell], inks[cell]) + (plain[column] ?? "").slice(words[cell].length),
    );
    const label = `${padded(name, first)}  ${plain.join("  ")}  `;
    const head = `${padded(name, first)}  ${painted.join("  ")}  `;
    if (isBeside && displayWidth(name) <= first) lines.push(...hanging(label, printable(why), style.width, () => head));
    else lines.push(head.trimEnd(), ...hanging("      ", printable(why), style.width));
  }
  return isRequired ? [...lines, paint(style, "  * must survive the loss of any zone", "dim")] : lines;
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}
