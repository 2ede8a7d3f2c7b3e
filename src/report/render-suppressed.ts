/**
 * Findings that do not count -> what they are, why they do not count, and where that is written.
 */
import type { Finding } from "../lint/report.ts";
import { printable } from "./printable.ts";
import { place, reasonOf } from "./render-finding.ts";
import { paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderSuppressed(findings: readonly Finding[], style: TextStyle): readonly string[] {
  const suppressed = findings.filter(({ status }) => status !== "active");
  if (suppressed.length === 0) return [];
  const lines = suppressed.flatMap((finding) => {
    const { severity, ruleId, message, location, status } = finding;
    return [
      ...hanging(`  ${severity}[${ruleId}] `, `${printable(message)} (${place(location)})`, style.width),
      ...(finding.exception === null
        ? [paint(style, `    ${status}`, "dim")]
        : hanging(`    ${status}: `, reasonOf(finding.exception), style.width, (bare) => paint(style, bare, "dim"))),
    ];
  });
  return [paint(style, "not counted", "bold"), ...lines];
}
