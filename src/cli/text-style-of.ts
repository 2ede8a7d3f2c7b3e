/**
 * The environment -> how text is set on a stream.
 *
 * `--no-color` and NO_COLOR (https://no-color.org) switch colours off, FORCE_COLOR on; else a terminal has them.
 */
import type { TextStyle } from "../report/text-style.ts";
import type { Output, Shell } from "./shell.ts";

/** Where nothing tells how wide lines may be. */
const defaultWidth = 100;
/** Longer lines are hard to read, however wide the window is. */
const widest = 140;

export function textStyleOf(output: Output, { environment }: Shell, noColor: boolean): TextStyle {
  const isTerminal = output.columns !== undefined;
  return {
    colour: !noColor && wantsColour(environment, isTerminal),
    width: Math.min(widest, output.columns ?? defaultWidth),
    unicode:
      isTerminal && /utf-?8/i.test(environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || ""),
  };
}

function wantsColour(environment: Shell["environment"], isTerminal: boolean): boolean {
  if (environment["NO_COLOR"]) return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return isTerminal && environment["TERM"] !== "dumb";
}
