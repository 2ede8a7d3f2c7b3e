/**
 * A report -> text for a terminal: findings file by file, what cannot be known, how much was judged, the summary.
 *
 * Invariant: every finding that is counted is printed once; consequences stand under their cause. What a template
 * contains is shown, never obeyed. Not here: diagnostics, which have a stream of their own (render-diagnostics.ts).
 */
import type { Report } from "../lint/report.js";
import type { LineSource } from "./code-frame.js";
import { type TextStyle } from "./text-style.js";
export interface TextOptions extends TextStyle {
    /** Lines of the files that findings point at, with secrets already hidden. */
    readonly lineOf: LineSource;
    /** Each unknown finding by itself, all causes, all types that are not modelled, what is suppressed and why. */
    readonly verbose?: boolean;
    /** Findings and the last line only. */
    readonly quiet?: boolean;
}
export declare function renderText(report: Report, options: TextOptions): string;
