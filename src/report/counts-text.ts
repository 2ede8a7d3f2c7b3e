import type { ReportArchitecture } from "../lint/report.ts";

/**
 * `12 of 20 proven, 3 violated, 5 unknown`.
 *
 * @param remark what is said of a count besides, in brackets; empty for nothing
 */
export function countsText(
  { counts }: Pick<ReportArchitecture, "counts">,
  remark: (status: string) => string = () => "",
): string {
  const { total, proven, missing, violated, unknown, relaxed } = counts;
  const others = Object.entries({ missing, violated, unknown, relaxed }).filter(([, count]) => count > 0);
  const told = others.map(([status, count]) => {
    const more = remark(status);
    return more === "" ? `${count} ${status}` : `${count} ${status} (${more})`;
  });
  return [`${proven} of ${total} proven`, ...told].join(", ");
}
