/**
 * How text is set for a terminal: width, colours and the characters of the frame.
 *
 * The shell decides all of it; nothing here asks the environment.
 */
import type { Severity } from "../policy/rule.ts";

export interface TextStyle {
  /** Whether ANSI colours are written. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether the frame may use characters beyond ASCII. */
  readonly unicode: boolean;
}

export type Ink = "bold" | "dim" | "red" | "yellow" | "blue" | "green" | "magenta";

const codes: Readonly<Record<Ink, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
};

export function paint(style: TextStyle, text: string, ...inks: readonly Ink[]): string {
  if (!style.colour || text === "") return text;
  return inks.reduce((inner, ink) => `\u001b[${codes[ink][0]}m${inner}\u001b[${codes[ink][1]}m`, text);
}

export const inkOf: Readonly<Record<Severity | "unknown", Ink>> = {
  error: "red",
  warning: "yellow",
  info: "blue",
  unknown: "magenta",
};

export interface Glyphs {
  readonly bar: string;
  readonly arrow: string;
  readonly ellipsis: string;
  readonly rule: string;
}

const ascii: Glyphs = { bar: "|", arrow: "-->", ellipsis: "...", rule: "=" };
const unicode: Glyphs = { bar: "│", arrow: "-->", ellipsis: "…", rule: "─" };

export function glyphsOf(style: TextStyle): Glyphs {
  return style.unicode ? unicode : ascii;
}
