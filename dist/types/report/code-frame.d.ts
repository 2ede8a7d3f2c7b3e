/**
 * A location and its line of source -> the line with what is meant underlined.
 *
 * Invariant: the underline stands under the characters that are meant, whatever is before them: tabs, wide characters,
 * or control characters that are spelled out. Not here: hiding secrets; the line comes without them.
 */
import type { Location } from "../lint/report.js";
import { type Ink, type TextStyle } from "./text-style.js";
/** A line of a file (1-based), without its line break; undefined where the file is not at hand. */
export type LineSource = (file: string, line: number) => string | undefined;
export declare function codeFrame(location: Location, lineOf: LineSource, style: TextStyle, ink: Ink): readonly string[];
