/**
 * Requirements of an architecture -> those that are told, each with the others that say the same: where one resource plays two
 * parts, a rule that both ask for has one finding, and is one row.
 */
import type { ReportRequirement } from "../lint/report.ts";

export interface ToldOnce {
  readonly row: ReportRequirement;
  /** Addresses of requirements that the same finding tells of. */
  readonly also: readonly string[];
}

export function toldOnce(rows: readonly ReportRequirement[]): readonly ToldOnce[] {
  const told = new Map<string, ToldOnce>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = told.get(key);
    told.set(key, before === undefined ? { row, also: [] } : { ...before, also: [...before.also, row.address] });
  }
  return [...told.values()];
}

/** A rule on a resource; what no finding tells stands by itself. */
function keyOf({ kind, address, status, severity, finding }: ReportRequirement): string {
  if (kind !== "quality" || finding === null) return address;
  return JSON.stringify([finding, status, severity, address.slice(address.indexOf(".") + 1)]);
}
