/**
 * How text is set for a terminal: width, colours and the characters of the frame.
 *
 * The shell decides all of it; nothing here asks the environment.
 */
import type { Severity } from "../policy/rule.js";
export interface TextStyle {
    /** Whether ANSI colours are written. */
    readonly colour: boolean;
    /** Columns of the terminal. */
    readonly width: number;
    /** Whether the frame may use characters beyond ASCII. */
    readonly unicode: boolean;
}
export type Ink = "bold" | "dim" | "red" | "yellow" | "blue" | "green" | "magenta";
export declare function paint(style: TextStyle, text: string, ...inks: readonly Ink[]): string;
export declare const inkOf: Readonly<Record<Severity | "unknown", Ink>>;
export interface Glyphs {
    readonly bar: string;
    readonly arrow: string;
    readonly ellipsis: string;
    readonly rule: string;
}
export declare function glyphsOf(style: TextStyle): Glyphs;
