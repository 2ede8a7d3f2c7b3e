/**
 * A fleet -> Markdown for a page, and text for a terminal. Both say the same, in the same order.
 */
import { counted } from "./counted.ts";
import { countsText } from "./counts-text.ts";
import { displayWidth } from "./display-width.ts";
import type { EndingException, Fleet, FleetReport } from "./fleet.ts";
import { printable } from "./printable.ts";
import { codeSpan, prose, visible } from "./render-markdown-escape.ts";
import { paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

type Table = readonly (readonly string[])[];

const heads = ["report", "errors", "warnings", "infos", "unknown", "not counted", "judged"] as const;

export function renderFleetMarkdown(fleet: Fleet): string {
  const { reports, unread, ending, rules } = fleet;
  const code = (text: string): string => tableCode(text);
  const sections = [
    `### Stackplumb: ${headline(fleet)}`,
    table([[...heads], ...reports.map((one) => [code(one.name), ...numbers(one)])]),
    section("Conformance", conformanceTable(reports, code)),
    section(
      "Exceptions that end soon",
      [["until", "report", "what", "effect", "owner"]].concat(
        ending.map((one) => [
          `${one.until} (${when(one)})`,
          code(one.report),
          code(one.subject),
          tableProse(one.effect),
          one.owner === null ? "" : code(one.owner),
        ]),
      ),
    ),
    section(
      "Rules with the most findings",
      [["rule", "severity", "findings", "reports"]].concat(
        rules.map(({ ruleId, ruleName, severity, findings, reports: count }) => [
          `${code(ruleId)} ${tableProse(ruleName.replaceAll("-", " "))}`,
          severity,
          String(findings),
          String(count),
        ]),
      ),
    ),
    section(
      "Could not be read",
      [["report", "problem"]].concat(unread.map(({ name, problems }) => [code(name), tableProse(problems.join("; "))])),
    ),
  ];
  return `${sections.filter((part) => part !== "").join("\n\n")}\n`;
}

export function renderFleetText(fleet: Fleet, style: TextStyle): string {
  const { reports, unread, ending, rules } = fleet;
  const heading = (text: string): string => paint(style, text, "bold");
  const blocks: (readonly string[])[] = [
    columns([[...heads], ...reports.map((one) => [printable(one.name), ...numbers(one)])], style),
    [heading("conformance"), ...columns(conformanceTable(reports, printable), style)],
    [
      heading("exceptions that end soon"),
      ...ending.flatMap((one) => {
        const owner = one.owner === null ? "" : ` (${one.owner})`;
        return hanging(
          `  ${one.until}  `,
          printable(`${one.report}: ${one.effect}${owner}, ${when(one)}`),
          style.width,
        );
      }),
    ],
    [
      heading("rules with the most findings"),
      ...rules.flatMap(({ ruleId, ruleName, severity, findings, reports: count }) =>
        hanging(
          `  ${printable(ruleId)}  `,
          printable(`${ruleName}, ${severity}: ${counted(findings, "finding")} in ${counted(count, "report")}`),
          style.width,
        ),
      ),
    ],
    [
      heading("could not be read"),
      ...unread.flatMap(({ name, problems }) =>
        hanging("  ", printable(`${name}: ${problems.join("; ")}`), style.width),
      ),
    ],
    [headline(fleet)],
  ];
  const shown = blocks.filter((lines, i) => lines.length > 1 || i === blocks.length - 1);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function headline({ summary, reports }: Fleet): string {
  const { errors, warnings, infos, unknown, unread } = summary;
  const held = reports.flatMap(({ architectures }) => architectures.filter(({ enforced }) => enforced));
  const whole = held.filter(({ counts }) => counts.proven + counts.relaxed === counts.total).length;
  return [
    counted(summary.reports, "report"),
    ...(held.length > 0 ? [`${whole} of ${counted(held.length, "architecture")} hold`] : []),
    counted(errors, "error"),
    counted(warnings, "warning"),
    counted(infos, "info"),
    `${unknown} unknown`,
    ...(unread > 0 ? [`${counted(unread, "report")} could not be read`] : []),
  ].join(", ");
}

function numbers({ summary, inputErrors }: FleetReport): readonly string[] {
  const { errors, warnings, infos, unknown, suppressed, baselined, judged, resources } = summary;
  const input = inputErrors === 0 ? "" : `, ${counted(inputErrors, "input error")}`;
  return [errors, warnings, infos, unknown, suppressed + baselined, `${judged} of ${resources}${input}`].map(String);
}

function conformanceTable(reports: readonly FleetReport[], name: (text: string) => string): Table {
  const rows = reports.flatMap(({ name: report, architectures }) =>
    architectures.map((one) => [
      name(report),
      name(one.environment === null ? one.app : `${one.app}, ${one.environment}`),
      name(one.name),
      one.enforced ? countsText(one) : `looks like it: ${countsText(one)}`,
    ]),
  );
  return rows.length === 0 ? [] : [["report", "app", "architecture", "conformance"], ...rows];
}

function when({ days }: EndingException): string {
  if (days < 0) return `${counted(-days, "day")} over`;
  return days === 0 ? "its last day" : `${counted(days, "day")} left`;
}

/** A table without rows is no section. */
function section(title: string, rows: Table): string {
  return rows.length < 2 ? "" : `#### ${title}\n\n${table(rows)}`;
}

function table([head = [], ...rows]: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** No bar is left in a cell: where GitHub splits a row, not even code is spared. */
function tableCode(text: string): string {
  return codeSpan(withoutBars(text), 300);
}

function tableProse(text: string): string {
  return prose(withoutBars(text), new Set(), 500);
}

function withoutBars(text: string): string {
  return visible(text, 1000).replaceAll("|", "\u00a6");
}

/** The first column to the left, like all that are words; numbers to the right. */
function columns(rows: Table, style: TextStyle): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => displayWidth(row[i] ?? ""))));
  return rows.map((row, at) => {
    const cells = row.map((text, i) => {
      const blanks = " ".repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(text)));
      return /^\d+$/.test(rows.at(-1)?.[i] ?? "") ? blanks + text : text + blanks;
    });
    const line = `  ${cells.join("  ")}`.trimEnd();
    return at === 0 ? paint(style, line, "dim") : line;
  });
}
