/**
 * YAML's own tags on scalars: `!!str 12` is text, `!!int "12"` a number. A scalar under any other tag is the argument of
 * a function, and functions take text.
 */
import type { Scalar } from "./node.ts";
import { resolvePlain } from "./plain-scalar.ts";

const typed: ReadonlySet<string> = new Set(["!!int", "!!float", "!!bool", "!!null"]);

export function resolveCoreTag(tag: string, text: string): Scalar {
  return typed.has(tag) ? resolvePlain(text) : text;
}
