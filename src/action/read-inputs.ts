/**
 * The step's inputs -> what is asked for, or everything that is wrong with them.
 *
 * Inputs are text. An input that is not given is the empty text, and stands for its default here, not in action.yml: a
 * default there could not be told from a wish, and would override the project's configuration.
 */
import { isCalendarDay } from "../config/calendar-day.ts";
import type { Gate } from "../lint/fails-on.ts";
import { didYouMean } from "../policy/nearest.ts";

export const commentModes = ["on-findings", "always", "never"] as const;
export const outputFormats = ["json", "markdown"] as const;

export interface OutputFile {
  readonly format: (typeof outputFormats)[number];
  /** Relative to the working directory. */
  readonly file: string;
}

export interface Inputs {
  /** Relative to the workspace; empty for the workspace itself. */
  readonly workingDirectory: string;
  readonly paths: readonly string[];
  readonly rules: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  /** Relative to the working directory. */
  readonly parameterFiles: readonly string[];
  /** Environment of samconfig; undefined for SAM's own default. */
  readonly samEnvironment: string | undefined;
  /** Values that parameters are taken to have, and `true` or `false` for conditions. */
  readonly scenario: ReadonlyMap<string, string>;
  readonly stackTags: ReadonlyMap<string, string>;
  /** Configuration to use, relative to the working directory; undefined for the folder's own. */
  readonly config: string | undefined;
  /** Environments of the configuration that count; empty for all. */
  readonly environments: readonly string[];
  readonly gate: Gate;
  /** What the step itself says of the gate: that counts before the configuration. */
  readonly givenGate: Partial<Gate>;
  readonly allowEmpty: boolean;
  readonly allowUnreadable: boolean;
  /** `YYYY-MM-DD`; null for today. */
  readonly asOf: string | null;
  readonly outputs: readonly OutputFile[];
  /** Empty for none. */
  readonly token: string;
  readonly comment: (typeof commentModes)[number];
  /** Null where it is not given. */
  readonly commentKey: string | null;
}

export interface ReadInputs {
  readonly inputs: Inputs;
  /** One sentence each; with any, the inputs mean nothing. */
  readonly problems: readonly string[];
}

/** @param given the text of an input, without surrounding white space; empty where it is not given */
export function readInputs(given: (name: string) => string): ReadInputs {
  const reader = new InputReader(given);
  const asOf = given("as-of") || null;
  if (asOf !== null && !isCalendarDay(asOf))
    reader.problems.push(`Input as-of takes a day as YYYY-MM-DD, not ${asOf}.`);
  const failOn = reader.oneOf("fail-on", ["error", "warning", "info", "never"] as const);
  const strictUnknown = reader.flag("strict-unknown");
  const inputs: Inputs = {
    workingDirectory: given("working-directory"),
    paths: reader.lines("paths"),
    rules: reader.lines("rules"),
    parameters: reader.pairs("parameters", "NAME=VALUE"),
    parameterFiles: reader.lines("parameter-file"),
    samEnvironment: given("sam-env") || undefined,
    scenario: reader.pairs("scenario", "NAME=VALUE"),
    stackTags: reader.pairs("stack-tags", "KEY=VALUE"),
    config: given("config") || undefined,
    environments: reader.lines("environments"),
    gate: { failOn, strictUnknown },
    givenGate: {
      ...(given("fail-on") !== "" && { failOn }),
      ...(given("strict-unknown") !== "" && { strictUnknown }),
    },
    allowEmpty: reader.flag("allow-empty"),
    allowUnreadable: reader.flag("allow-unreadable"),
    asOf,
    outputs: [...reader.outputs("outputs")],
    token: given("github-token"),
    comment: reader.oneOf("comment", commentModes),
    commentKey: given("comment-key") || null,
  };
  return { inputs, problems: reader.problems };
}

class InputReader {
  readonly problems: string[] = [];
  readonly #given: (name: string) => string;

  constructor(given: (name: string) => string) {
    this.#given = given;
  }

  lines(name: string): readonly string[] {
    return this.#given(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }

  /** The first choice is the default. */
  oneOf<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const value = this.#given(name);
    const found = choices.find((choice) => choice === value);
    if (found === undefined && value !== "") {
      this.problems.push(`Input ${name} takes ${choices.join(", ")}, not ${value}.${didYouMean(value, choices)}`);
    }
    return found ?? choices[0];
  }

  flag(name: string): boolean {
    const value = this.#given(name).toLowerCase();
    if (!["", "true", "false"].includes(value)) this.problems.push(`Input ${name} takes true or false, not ${value}.`);
    return value === "true";
  }

  /** A value may hold further equals signs, or be empty. */
  pairs(name: string, form: string): ReadonlyMap<string, string> {
    const pairs = new Map<string, string>();
    for (const line of this.lines(name)) {
      const equals = line.indexOf("=");
      const key = line.slice(0, equals).trim();
      if (equals <= 0) this.problems.push(`Input ${name} takes lines of ${form}, not ${line}.`);
      else if (pairs.has(key)) this.problems.push(`Input ${name} gives ${key} twice.`);
      else pairs.set(key, line.slice(equals + 1).trim());
    }
    return pairs;
  }

  *outputs(name: string): Iterable<OutputFile> {
    for (const line of this.lines(name)) {
      const equals = line.indexOf("=");
      const format = outputFormats.find((known) => known === line.slice(0, Math.max(0, equals)).trim());
      const file = line.slice(equals + 1).trim();
      if (format === undefined || file === "") {
        this.problems.push(
          `Input ${name} takes lines of FORMAT=FILE, where FORMAT is ${outputFormats.join(" or ")}, not ${line}.`,
        );
      } else yield { format, file };
    }
  }
}
