/**
 * A scalar event -> its text, its value, and where it stands, quotes and block header included.
 */
import { getScalarValue, SCALAR_STYLE } from "js-yaml";
import type { Scalar } from "./node.ts";
import { resolvePlain } from "./plain-scalar.ts";
import type { ScalarEvent } from "./yaml-properties.ts";
import { afterIndicator, isBlank, trimmedEnd } from "./yaml-scan.ts";

/** YAML's own tags that make a scalar be read like a plain one: `!!int "12"` is a number. */
const typedTags: ReadonlySet<string> = new Set(["!!int", "!!float", "!!bool", "!!null"]);

export function scalarText(event: ScalarEvent, input: string): string {
  const text = getScalarValue(input, event);
  // js-yaml ends a block scalar with a line break even where the file ends without one.
  const isCut = isBlock(event) && event.valueEnd === input.length && !isBlank(input.charCodeAt(input.length - 1));
  return isCut && text.endsWith("\n") ? text.slice(0, -1) : text;
}

/** A scalar under a tag that is not YAML's own is the argument of a function, and functions take text. */
export function scalarValue(event: ScalarEvent, tag: string, text: string): Scalar {
  const isTyped = tag === "" ? event.style === SCALAR_STYLE.PLAIN : typedTags.has(tag);
  return isTyped ? resolvePlain(text) : text;
}

/**
 * @param cursor offset behind the last token.
 * @param announcedBy the indicator that an empty value stands behind.
 */
export function scalarStart(event: ScalarEvent, input: string, cursor: number, announcedBy: string): number {
  const { style, valueStart } = event;
  if (valueStart < 0) {
    const indicator = afterIndicator(input, cursor, announcedBy);
    return indicator < 0 ? cursor : indicator;
  }
  if (style === SCALAR_STYLE.PLAIN) return valueStart;
  if (!isBlock(event)) return valueStart - 1;
  const header = afterIndicator(input, cursor, "|>");
  return header < 0 ? valueStart : header - 1;
}

/** @param start as `scalarStart` gives it. */
export function scalarEnd(event: ScalarEvent, input: string, start: number): number {
  if (event.valueStart < 0) return start;
  if (event.style === SCALAR_STYLE.PLAIN) return event.valueEnd;
  return isBlock(event) ? trimmedEnd(input, start + 1, event.valueEnd) : event.valueEnd + 1;
}

function isBlock({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;
}
