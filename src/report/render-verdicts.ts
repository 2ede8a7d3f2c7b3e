/**
 * All verdicts -> one line each: what every rule says about every subject, and why.
 */
import type { ReportVerdict } from "../lint/report.ts";
import { printable } from "./printable.ts";
import { type Ink, paint, type TextStyle } from "./text-style.ts";

const inks: Readonly<Record<ReportVerdict["verdict"], Ink>> = {
  pass: "green",
  fail: "red",
  unknown: "magenta",
  "n/a": "dim",
};

export function renderVerdicts(verdicts: readonly ReportVerdict[], style: TextStyle): readonly string[] {
  const lines = verdicts.map(({ ruleId, subject, key, verdict, guard, reason, environment }) => {
    const property = subject.property === null ? "" : `.${subject.property}`;
    const conditions = [
      environment === undefined ? "" : ` in ${printable(environment)}`,
      guard === null ? "" : ` when ${printable(guard)}`,
      reason === null ? "" : `: ${printable(reason)}`,
    ];
    const name = printable(`${subject.logicalId}${property}${key === null ? "" : ` ${within(key, subject.stack)}`}`);
    const verdictColumn = paint(style, verdict.padEnd("unknown".length), inks[verdict]);
    return `  ${verdictColumn}  ${ruleId}  ${name} (${printable(subject.stack)})${conditions.join("")}`;
  });
  return [paint(style, "verdicts", "bold"), ...lines];
}

/** Ids without the name of the stack that is spoken of. */
export function within(text: string, stack: string): string {
  return text.replaceAll(`${stack}/`, "");
}
