import type { ReportArchitecture } from "../lint/report.ts";

/** `12 of 20 proven, 3 violated, 5 unknown`. */
export function countsText({ counts }: Pick<ReportArchitecture, "counts">): string {
  const { total, proven, missing, violated, unknown, relaxed } = counts;
  const others = Object.entries({ missing, violated, unknown, relaxed }).filter(([, count]) => count > 0);
  return [`${proven} of ${total} proven`, ...others.map(([status, count]) => `${count} ${status}`)].join(", ");
}
