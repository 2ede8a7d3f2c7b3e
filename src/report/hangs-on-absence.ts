import { isRelaxedWith } from "../lint/relaxing.ts";
import type { ReportRequirement } from "../lint/report.ts";

/**
 * Whether a requirement does not hold only because what it is about is missing, not known to be there, or need not be there:
 * that has been said of the component itself.
 */
export function hangsOnAbsence({ kind, status, nodes, finding, message }: ReportRequirement): boolean {
  if (kind === "component") return false;
  if (status === "relaxed") return isRelaxedWith(message);
  if (status !== "missing" && status !== "unknown") return false;
  // The ends of a flow may be there though the flow is not.
  if (nodes.length > 0 && !(kind === "quality" && status === "missing")) return false;
  return kind !== "quality" || finding === null;
}
