/**
 * Spans of the source -> locations of the report.
 */
import { type SourceNode, spanOf } from "../source/node.ts";
import type { Span } from "../source/span.ts";
import type { Location } from "./report.ts";

export function locationOfSpan({ file, start, end }: Span): Location {
  return { file, startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

export function locationOf(node: SourceNode): Location {
  return locationOfSpan(spanOf(node));
}

/** Orders by file, then by where it begins. Compares code units, so that every machine agrees. */
export function compareLocations(a: Location, b: Location): number {
  return compareText(a.file, b.file) || a.startLine - b.startLine || a.startColumn - b.startColumn;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
