/**
 * Text of a template -> a quoted string of the DOT language.
 *
 * Invariant: no text ends its string. https://graphviz.org/doc/info/lang.html
 */
import { printable } from "./printable.ts";

/** The text between the quotation marks. */
export function dotText(text: string): string {
  return printable(text).replace(/[\\"]/g, "\\$&");
}

export function dotString(text: string): string {
  return `"${dotText(text)}"`;
}
