/**
 * What is left out of the gate, and why: one shape, wherever it is written.
 */
import type { Span } from "../source/span.ts";

/** Code of the diagnostics about exceptions. */
export const exceptionCode = "exception";

export interface Exception {
  /** Id of the rule. */
  readonly rule: string;
  readonly reason: string;
  readonly owner: string | null;
  /** The last day on which it has an effect, `YYYY-MM-DD`; null for no end. */
  readonly until: string | null;
  /** Where it is written. */
  readonly place: Span;
  /** What it is for, in words; undefined for everything that the rule finds. */
  readonly about?: string;
}

/** What a finding is about, as far as exceptions look at it. */
export interface Excepted {
  readonly rule: string;
  readonly stack: string;
  /** Empty for the app as a whole. */
  readonly logicalId: string;
  readonly constructPath: string | null;
}

/** An exception that looks for what it is about. */
export interface SearchingException extends Exception {
  readonly covers: (excepted: Excepted) => boolean;
}

/** What in the configuration an exception is for; without both, it is for everything that the rule finds. */
export function covering(
  rule: string,
  stack: ((name: string) => boolean) | undefined,
  resource: ((name: string) => boolean) | undefined,
): SearchingException["covers"] {
  return (excepted) =>
    excepted.rule === rule &&
    (stack === undefined || stack(excepted.stack)) &&
    (resource === undefined ||
      resource(excepted.logicalId) ||
      (excepted.constructPath !== null && resource(excepted.constructPath)));
}
