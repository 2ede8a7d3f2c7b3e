/**
 * Text of a template -> a label of a Mermaid flowchart.
 *
 * Invariant: no text can end its label, name a class or start a directive, and nothing is read as HTML or Markdown: all but
 * letters, digits and harmless punctuation is written as entity codes.
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
import { printable } from "./printable.ts";

/** The text between the quotation marks of a label. */
export function mermaidText(text: string): string {
  return printable(text).replace(
    /[^\p{Letter}\p{Mark}\p{Number} .,:/*=_+@()-]/gu,
    (c) => `#${c.codePointAt(0) ?? 63};`,
  );
}

/** A label of one line. */
export function mermaidLabel(text: string): string {
  return `"${mermaidText(text)}"`;
}
