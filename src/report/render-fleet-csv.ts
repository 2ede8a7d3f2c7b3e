/**
 * A fleet -> CSV for spreadsheets (RFC 4180): a row for each report and architecture that it speaks of.
 *
 * Invariant: no cell is a formula, whatever a repository calls its things: spreadsheets run what begins with one of
 * `=+-@`, so that such a text gets an apostrophe in front.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
import type { Fleet, FleetConformance } from "./fleet.ts";
import { printable } from "./printable.ts";

const columns = [
  "report",
  "as_of",
  "version",
  "stacks",
  "resources",
  "judged",
  "errors",
  "warnings",
  "infos",
  "unknown",
  "suppressed",
  "baselined",
  "input_errors",
  "app",
  "environment",
  "architecture",
  "enforced",
  "requirements",
  "proven",
  "missing",
  "violated",
  "undecided",
  "relaxed",
  "problem",
] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], string | number>>>;

export function renderFleetCsv({ reports, unread }: Fleet): string {
  const rows: Row[] = reports.flatMap(({ name, asOf, version, summary, inputErrors, architectures }) => {
    const { consequences: _, ...counts } = summary;
    const row: Row = { report: name, as_of: asOf, version, ...counts, input_errors: inputErrors };
    return architectures.length === 0 ? [row] : architectures.map((one) => ({ ...row, ...conformance(one) }));
  });
  rows.push(...unread.map(({ name, problems }) => ({ report: name, problem: problems.join("; ") })));
  const lines = [columns.join(","), ...rows.map((row) => columns.map((column) => cell(row[column] ?? "")).join(","))];
  return lines.map((line) => `${line}\r\n`).join("");
}

function conformance({ name, app, environment, enforced, counts }: FleetConformance): Row {
  return {
    app,
    environment: environment ?? "",
    architecture: name,
    enforced: enforced ? "yes" : "no",
    requirements: counts.total,
    proven: counts.proven,
    missing: counts.missing,
    violated: counts.violated,
    undecided: counts.unknown,
    relaxed: counts.relaxed,
  };
}

/** Full-width forms count like the signs that they are forms of. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/;

function cell(value: string | number): string {
  if (typeof value === "number" || value === "") return String(value);
  const text = printable(value);
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
