/**
 * Ranges and what they allow.
 */
import type { Range } from "./architecture.ts";

/** What both allow; undefined where that is nothing. */
export function bothRanges(a: Range, b: Range): Range | undefined {
  const atLeast = Math.max(a.atLeast, b.atLeast);
  const atMost = a.atMost === null ? b.atMost : b.atMost === null ? a.atMost : Math.min(a.atMost, b.atMost);
  return atMost !== null && atMost < atLeast ? undefined : { atLeast, atMost };
}

/** Whether all that `inner` allows is allowed by `outer`. */
export function isWithin(inner: Range, outer: Range): boolean {
  const both = bothRanges(inner, outer);
  return both !== undefined && both.atLeast === inner.atLeast && both.atMost === inner.atMost;
}

/** As documents write it. */
export function rangeText({ atLeast, atMost }: Range): string {
  return atMost === atLeast ? `${atLeast}` : `${atLeast}..${atMost ?? ""}`;
}
