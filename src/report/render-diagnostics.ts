/**
 * Diagnostics -> one line each, in the form that editors and continuous integration recognise:
 * `file:line:column: severity: message [code]`.
 */
import type { ReportDiagnostic } from "../lint/report.ts";
import { printable, withoutCommands } from "./printable.ts";
import { place } from "./render-finding.ts";
import { inkOf, paint, type TextStyle } from "./text-style.ts";

export function renderDiagnostics(diagnostics: readonly ReportDiagnostic[], style: TextStyle): string {
  const lines = diagnostics.map(({ code, severity, message, location }) => {
    const where = location === null ? "" : `${place(location)}: `;
    const label = paint(style, `${severity}:`, "bold", inkOf[severity]);
    return `${where}${label} ${printable(message)} ${paint(style, `[${code}]`, "dim")}\n`;
  });
  return withoutCommands(lines.join(""));
}
