/**
 * Exceptions of the head x exceptions of the base -> those by which the head demands less than the base did.
 *
 * Invariant: on which line an exception stands, and in which words it is reasoned, makes none new; what it does, for which
 * template, and until when, does. Of several that are alike, those that are most alike are the same.
 */
import type { ReportException } from "../lint/report.ts";

export interface TemplatePaths {
  readonly ofHead: ReadonlySet<string>;
  /** The head's by the base's; the base's own where the head no longer has it. */
  readonly byBase: ReadonlyMap<string, string>;
}

export function addedExceptions(
  head: readonly ReportException[],
  base: readonly ReportException[],
  { ofHead, byBase }: TemplatePaths,
): readonly ReportException[] {
  const left = new Map<string, ReportException[]>();
  for (const exception of base) {
    const { file } = exception.location;
    const key = keyOf(exception, byBase.get(file) ?? "");
    const alike = left.get(key);
    if (alike === undefined) left.set(key, [exception]);
    else alike.push(exception);
  }
  const known = new Set<ReportException>();
  for (const isSame of likenesses) {
    for (const exception of head) {
      const { file } = exception.location;
      const alike = left.get(keyOf(exception, ofHead.has(file) ? file : "")) ?? [];
      const same = alike.findIndex((before) => lastsAsLong(before, exception) && isSame(before, exception));
      if (same < 0 || known.has(exception)) continue;
      alike.splice(same, 1);
      known.add(exception);
    }
  }
  return head.filter((exception) => !known.has(exception));
}

type Likeness = (a: ReportException, b: ReportException) => boolean;

const isReasonedAlike: Likeness = (a, b) => a.reason === b.reason;
const standsAlike: Likeness = (a, b) => a.location.startLine === b.location.startLine;

/** From the greatest to the least. */
const likenesses: readonly Likeness[] = [
  (a, b) => isReasonedAlike(a, b) && standsAlike(a, b),
  isReasonedAlike,
  standsAlike,
  () => true,
];

/** @param template where the exception stands in one; what a configuration says stands wherever that stands */
function keyOf({ kind, subject, effect }: ReportException, template: string): string {
  return JSON.stringify([kind, subject, template === "" ? effect : effect.replace(/\bline \d+/g, "line"), template]);
}

function lastsAsLong(before: ReportException, now: ReportException): boolean {
  return before.until === null || (now.until !== null && now.until <= before.until);
}
