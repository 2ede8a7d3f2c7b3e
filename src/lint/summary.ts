/**
 * Findings and stacks -> the numbers at the top of the report.
 *
 * Invariant: every finding is counted exactly once: by its severity, as unknown, as suppressed, as one of the
 * baseline, or as a consequence.
 */
import type { Finding, Report } from "./report.ts";

export function summaryOf(findings: readonly Finding[], stacks: Report["stacks"]): Report["summary"] {
  const counts = { errors: 0, warnings: 0, infos: 0, unknown: 0, suppressed: 0, baselined: 0, consequences: 0 };
  for (const finding of findings) counts[counterOf(finding)] += 1;
  return {
    ...counts,
    resources: stacks.reduce((sum, stack) => sum + stack.resources, 0),
    stacks: stacks.length,
    judged: stacks.reduce((sum, stack) => sum + stack.judged, 0),
  };
}

const counters = { error: "errors", warning: "warnings", info: "infos" } as const;

type Counter = "errors" | "warnings" | "infos" | "unknown" | "suppressed" | "baselined" | "consequences";

function counterOf(finding: Finding): Counter {
  if (finding.status === "baselined") return "baselined";
  if (finding.status !== "active") return "suppressed";
  if (finding.causedBy !== null) return "consequences";
  return finding.verdict === "unknown" ? "unknown" : counters[finding.severity];
}
