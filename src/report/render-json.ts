/**
 * A report -> its JSON form: the published, versioned contract.
 *
 * Invariant: keys stand in the order in which the report was made, so that the same report gives the same bytes. Control
 * characters are escaped beyond what JSON asks, because a terminal obeys some that JSON lets through.
 */
import type { Report } from "../lint/report.ts";

const obeyed = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<=##)\[/g;

export function renderJson(report: Report): string {
  return asJson(report);
}

/** Any plain data as JSON that is safe to print, with a line break at the end. */
export function asJson(data: unknown): string {
  const text = JSON.stringify(data, null, 2);
  return `${text.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}
