/**
 * Exceptions of the head x exceptions of the base -> those by which the head demands less than the base did.
 *
 * Invariant: where an exception stands, and in which words it is reasoned, makes none new; what it does, and until when,
 * does.
 */
import type { ReportException } from "../lint/report.ts";

export function addedExceptions(
  head: readonly ReportException[],
  base: readonly ReportException[],
): readonly ReportException[] {
  const before = new Map<string, ReportException[]>();
  for (const exception of base) {
    const alike = before.get(keyOf(exception));
    if (alike === undefined) before.set(keyOf(exception), [exception]);
    else alike.push(exception);
  }
  return head.filter((exception) => {
    const alike = before.get(keyOf(exception)) ?? [];
    const known = alike.findIndex(({ until }) => lastsAsLong(until, exception.until));
    if (known >= 0) alike.splice(known, 1);
    return known < 0;
  });
}

function keyOf({ kind, subject, effect }: ReportException): string {
  return JSON.stringify([kind, subject, effect]);
}

function lastsAsLong(before: string | null, now: string | null): boolean {
  return before === null || (now !== null && now <= before);
}
