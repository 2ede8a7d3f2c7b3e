import type { ReportRequirement } from "../lint/report.ts";

/**
 * Whether a requirement does not hold only because what it is about is missing, or not known to be there: that has been said
 * of the component itself.
 */
export function hangsOnAbsence({ kind, status, nodes, finding }: ReportRequirement): boolean {
  if (kind === "component" || nodes.length > 0 || (status !== "missing" && status !== "unknown")) return false;
  return kind !== "quality" || finding === null;
}
