/**
 * Patterns of whole paths: segments with wildcards, and `**` for any number of segments.
 *
 * Like ./wildcard.ts, it goes back to the last `**` only.
 */
import { compileWildcard, type SegmentMatcher } from "./wildcard.ts";

export type PathMatcher = (segments: readonly string[]) => boolean;

/** @param pattern without a leading or trailing slash. */
export function compilePathPattern(pattern: string): PathMatcher {
  const parts = pattern
    .split("/")
    .map((part): SegmentMatcher | "segments" => (part === "**" ? "segments" : compileWildcard(part)));
  return (segments) => matches(parts, segments);
}

function matches(parts: readonly (SegmentMatcher | "segments")[], segments: readonly string[]): boolean {
  let part = 0;
  let position = 0;
  let runPart = -1;
  let runPosition = 0;
  while (position < segments.length) {
    const current = parts[part];
    if (current === "segments") {
      runPart = part++;
      runPosition = position;
    } else if (current?.(segments[position] ?? "")) {
      part++;
      position++;
    } else if (runPart >= 0) {
      part = runPart + 1;
      position = ++runPosition;
    } else {
      return false;
    }
  }
  while (parts[part] === "segments") part++;
  return part === parts.length;
}
