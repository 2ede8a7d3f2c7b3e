/**
 * A report -> whether the build fails.
 *
 * Not here: inputs that could not be read, which end a run with another status; see ../cli/exit-status.ts.
 */
import type { Severity } from "../policy/rule.ts";
import type { Finding, Report } from "./report.ts";
import { rankOf } from "./severity.ts";

export interface Gate {
  /** The least severity that fails; `never` fails nothing. */
  readonly failOn: Severity | "never";
  /** Whether what cannot be known weighs like a violation. */
  readonly strictUnknown: boolean;
  /** Whether only what the change brings counts, where there is a base to compare with; without one, everything does. */
  readonly onlyNew?: boolean;
}

/** Whether any finding that counts is at or above the gate. */
export function failsOn(report: Report, gate: Gate): boolean {
  const onlyNew = gate.onlyNew === true && report.change !== null;
  return report.findings.some((finding) => countsFor(finding, gate) && !(onlyNew && finding.change === "existing"));
}

function countsFor(finding: Finding, { failOn, strictUnknown }: Gate): boolean {
  if (failOn === "never" || finding.status !== "active" || finding.causedBy !== null) return false;
  if (finding.verdict === "unknown" && !strictUnknown) return false;
  if (finding.preview === true) return false;
  return rankOf(finding.severity) >= rankOf(failOn);
}
