/**
 * Findings and stacks -> the numbers at the top of the report.
 *
 * Invariant: every finding is counted exactly once: by its severity, as unknown, as suppressed, or as a consequence.
 */
import type { Finding, Report } from "./report.ts";

export function summaryOf(findings: readonly Finding[], stacks: Report["stacks"]): Report["summary"] {
  const counts = { errors: 0, warnings: 0, infos: 0, unknown: 0, suppressed: 0, consequences: 0 };
  for (const finding of findings) counts[counterOf(finding)] += 1;
  return {
    ...counts,
    resources: stacks.reduce((sum, stack) => sum + stack.resources, 0),
    stacks: stacks.length,
    judged: stacks.reduce((sum, stack) => sum + stack.judged, 0),
  };
}

const counters = { error: "errors", warning: "warnings", info: "infos" } as const;

function counterOf(finding: Finding): "errors" | "warnings" | "infos" | "unknown" | "suppressed" | "consequences" {
  if (finding.status !== "active") return "suppressed";
  if (finding.causedBy !== null) return "consequences";
  return finding.verdict === "unknown" ? "unknown" : counters[finding.severity];
}
