/**
 * Arguments -> the options of `stackplumb check`, with every value understood.
 */

import type { Gate } from "../lint/fails-on.ts";
import { isCalendarDay } from "../policy/calendar-day.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { Arguments } from "./read-arguments.ts";
import { UsageError } from "./usage-error.ts";

const formats = ["text", "json", "sarif", "junit", "markdown", "github"] as const;

export type Format = (typeof formats)[number];

export interface OutputFile {
  readonly format: Format;
  readonly file: string;
}

export interface CheckOptions {
  readonly format: Format;
  readonly outputs: readonly OutputFile[];
  readonly rules: readonly string[];
  /** What the command line itself says of the gate. */
  readonly gate: Partial<Gate>;
  readonly allowUnreadable: boolean;
  /** Undefined for today. */
  readonly asOf: string | undefined;
  readonly allVerdicts: boolean;
  readonly trace: string | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly noColor: boolean;
}

const severities = ["error", "warning", "info", "never"] as const;

/** @throws UsageError for a value that means nothing */
export function checkOptionsOf({ options }: Arguments): CheckOptions {
  const quiet = options.has("--quiet");
  const verbose = options.has("--verbose");
  if (quiet && verbose) throw new UsageError("--quiet and --verbose exclude each other.");
  const failOn = options.get("--fail-on")?.[0];
  const asOf = options.get("--as-of")?.[0];
  if (asOf !== undefined && !isCalendarDay(asOf))
    throw new UsageError(`--as-of takes a day as YYYY-MM-DD, not ${asOf}.`);
  const format = oneOf("--format", options.get("--format")?.[0] ?? "text", formats);
  if (options.has("--trace") && format !== "text" && format !== "json")
    throw new UsageError(`--trace prints text or json, not ${format}.`);
  return {
    format,
    outputs: (options.get("--output") ?? []).map(outputOf),
    rules: options.get("--rule") ?? [],
    gate: {
      ...(failOn !== undefined && { failOn: oneOf("--fail-on", failOn, severities) }),
      ...(options.has("--strict-unknown") && { strictUnknown: true }),
    },
    allowUnreadable: options.has("--allow-unreadable"),
    asOf,
    allVerdicts: options.has("--all-verdicts"),
    trace: options.get("--trace")?.[0],
    quiet,
    verbose,
    noColor: options.has("--no-color"),
  };
}

/** @throws UsageError where the value is none of the choices */
export function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new UsageError(`${option} takes ${choices.join(", ")}, not ${value}.${didYouMean(value, choices)}`);
}

/** `NAME=VALUE` words as a map; a value may hold further equals signs, or be empty. */
export function pairs(option: string, form: string, words: readonly string[]): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf("=");
    if (equals <= 0) throw new UsageError(`${option} takes ${form}, not ${word}.`);
    const name = word.slice(0, equals);
    if (result.has(name)) throw new UsageError(`${option} gives ${name} twice.`);
    result.set(name, word.slice(equals + 1));
  }
  return result;
}

function outputOf(word: string): OutputFile {
  const equals = word.indexOf("=");
  if (equals <= 0 || equals === word.length - 1) throw new UsageError(`--output takes FORMAT=FILE, not ${word}.`);
  return { format: oneOf("--output", word.slice(0, equals), formats), file: word.slice(equals + 1) };
}
