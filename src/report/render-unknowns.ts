/**
 * Groups of unknowns -> what is missing, the widest first, and what to give.
 */
import type { UnknownGroup } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { printable } from "./printable.ts";
import { inkOf, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

/** More causes than this are counted, not listed, unless all are asked for. */
const listed = 8;
/** Rules named for one cause. */
const named = 6;

export function renderUnknowns(groups: readonly UnknownGroup[], style: TextStyle, all: boolean): readonly string[] {
  if (groups.length === 0) return [];
  const shown = all ? groups : groups.slice(0, listed);
  const lines = [paint(style, "cannot be known from here", "bold", inkOf.unknown)];
  const width = Math.max(...shown.map(({ checks }) => String(checks).length));
  const noun = shown.some(({ checks }) => checks > 1) ? "checks".length : "check".length;
  for (const group of shown) {
    const label = `  ${String(group.checks).padStart(width)} ${(group.checks === 1 ? "check" : "checks").padEnd(noun)}  `;
    lines.push(...hanging(label, `${printable(group.reason)} (${rulesOf(group, all)})`, style.width));
    if (group.settle !== null) {
      lines.push(...hanging(`${" ".repeat(label.length)}to settle it: `, printable(group.settle), style.width));
    }
  }
  const rest = groups.slice(shown.length);
  if (rest.length > 0) {
    const checks = rest.reduce((sum, group) => sum + group.checks, 0);
    lines.push(`  and ${counted(rest.length, "more cause")} of ${counted(checks, "check")} (--verbose lists all)`);
  }
  return lines;
}

function rulesOf({ rules }: UnknownGroup, all: boolean): string {
  const names = all ? rules : rules.slice(0, named);
  return rules.length > names.length ? `${names.join(", ")}, ...` : names.join(", ");
}
