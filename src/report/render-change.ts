/**
 * A report that was compared with a base -> text for a terminal: what is new in full, what is fixed, what deploying it
 * loses, what it asks no more; and how many findings there are of each kind.
 *
 * What was there before is counted and not repeated. Without a base it is the text of the report.
 */
import type { Report, ReportChange } from "../lint/report.ts";
import { summaryOf } from "../lint/summary.ts";
import { printable, withoutCommands } from "./printable.ts";
import { place } from "./render-finding.ts";
import { renderSummary } from "./render-summary.ts";
import { renderText, type TextOptions } from "./render-text.ts";
import { paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderChange(report: Report, options: TextOptions): string {
  const { change } = report;
  if (change === null) return renderText(report, options);
  const findings = report.findings.filter((finding) => finding.change === "new");
  const brought: Report = {
    ...report,
    findings,
    summary: summaryOf(findings, report.stacks),
    unknowns: [],
    architectures: [],
  };
  const blocks = [fixedLines(change, options), lossLines(change, options), exceptionLines(change, options)];
  const isSilent = findings.length === 0;
  // Green means nothing without how much was judged; where something is new, that is told with it.
  const judged = isSilent && options.quiet !== true ? renderSummary(brought, options, false).slice(0, -1) : [];
  const text = [...blocks, requirementLines(change, options), [...judged, countsLine(change, options)]]
    .filter((block) => block.length > 0)
    .map((block) => `${block.join("\n")}\n`)
    .join("\n");
  return `${isSilent ? "" : `${renderText(brought, options)}\n`}${withoutCommands(text)}`;
}

function fixedLines({ fixed }: ReportChange, style: TextStyle): readonly string[] {
  const lines = fixed.flatMap(({ ruleId, message, location }) =>
    hanging(`  ${ruleId} `, `${printable(message)} (${place(location)})`, style.width),
  );
  return titled("fixed", lines, style);
}

function lossLines({ losses }: ReportChange, style: TextStyle): readonly string[] {
  const lines = losses.flatMap(({ stack, logicalId, type, how, cause, location }) => {
    const fate = how === "maybe replaced" ? "may be replaced" : `is ${how}`;
    const what = `${logicalId} (${type}) of ${stack} ${fate}: ${cause}`;
    return hanging("  ", printable(location === null ? what : `${what} (${place(location)})`), style.width);
  });
  return titled("deploying this touches data", lines, style);
}

function exceptionLines({ exceptions }: ReportChange, style: TextStyle): readonly string[] {
  const lines = exceptions.flatMap(({ kind, effect, reason, until, location }) => {
    const end = until === null ? "without end" : `until ${until}`;
    // A configuration has no place for a reason.
    const why =
      kind === "configuration"
        ? ` (${place(location)})`
        : `: ${reason ?? "no reason is given"} (${end}; ${place(location)})`;
    return hanging("  ", printable(`${effect}${why}`), style.width);
  });
  return titled("asked no more", lines, style);
}

function requirementLines({ requirements }: ReportChange, style: TextStyle): readonly string[] {
  const lines = requirements.flatMap(({ architecture, app, environment, address, before, after }) => {
    const where = environment === null ? app : `${app} in ${environment}`;
    return hanging(
      "  ",
      printable(`${architecture} ${address}: ${before ?? "not asked"}, now ${after ?? "not asked"} (${where})`),
      style.width,
    );
  });
  return titled("requirements", lines, style);
}

function titled(title: string, lines: readonly string[], style: TextStyle): readonly string[] {
  return lines.length === 0 ? [] : [paint(style, title, "bold"), ...lines];
}

function countsLine({ base, counts }: ReportChange, style: TextStyle): string {
  const some = [
    paint(style, `${counts.new} new`, "bold", ...(counts.new > 0 ? (["red"] as const) : [])),
    `${counts.existing} existing`,
    paint(style, `${counts.fixed} fixed`, ...(counts.fixed > 0 ? (["green"] as const) : [])),
  ];
  const commit = base.commit === null ? "" : ` (${base.commit.slice(0, 7)})`;
  return `compared with ${printable(base.name)}${commit}: ${some.join(", ")}`;
}
