/**
 * A report -> its JSON form: the published, versioned contract.
 *
 * Invariant: keys stand in the order in which the report was made, so that the same report gives the same bytes. Control
 * characters are escaped beyond what JSON asks, because a terminal obeys some that JSON lets through.
 */
import type { Report } from "../lint/report.js";
export declare function renderJson(report: Report): string;
/** Any plain data as JSON that is safe to print, with a line break at the end. */
export declare function asJson(data: unknown): string;
