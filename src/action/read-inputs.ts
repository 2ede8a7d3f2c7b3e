/**
 * The step's inputs -> what is asked for, or everything that is wrong with them.
 *
 * Inputs are text. An input that is not given is the empty text, and stands for its default here, not in action.yml: a
 * default there could not be told from a wish, and would override the project's configuration.
 */

import type { Gate } from "../lint/fails-on.ts";
import { isCalendarDay } from "../policy/calendar-day.ts";
import { didYouMean } from "../policy/nearest.ts";
import { type OutputFormat, outputFormats } from "../report/render-output.ts";

const modes = ["lint", "publish"] as const;
const commentModes = ["on-findings", "always", "never"] as const;

export interface OutputFile {
  readonly format: OutputFormat;
  /** Relative to the working directory. */
  readonly file: string;
}

export interface Inputs {
  /** `publish` lints nothing: it speaks on the pull request for a run that was not allowed to. */
  readonly mode: (typeof modes)[number];
  /** Of `publish`: the report of that run, relative to the working directory. */
  readonly report: string | undefined;
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
  /** Built-in architectures, or paths of documents, that every app is held to. */
  readonly architectures: readonly string[];
  /** Folder of the organisation's policy, relative to the working directory. */
  readonly policy: string | undefined;
  /** Whose configuration counts; undefined for the head's, and the base's where the head is not to be trusted with it. */
  readonly configFrom: "head" | "base" | undefined;
  /** A cloud assembly that was synthesised from the base, relative to the working directory. */
  readonly baseCdkOut: string | undefined;
  /** The report on the base, relative to the working directory. */
  readonly baseReport: string | undefined;
  /** Whether it fails the step that there is no base to compare with. */
  readonly failOnNoBase: boolean;
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
  /** Whether findings stand on the lines of the diff. */
  readonly review: boolean;
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
  const onlyNew = reader.flag("fail-on-new", true);
  const mode = reader.oneOf("mode", modes);
  const report = given("report") || undefined;
  if (mode === "publish" && report === undefined)
    reader.problems.push("Input mode is publish, so input report must name the report to publish.");
  if (mode === "lint" && report !== undefined)
    reader.problems.push("Input report is for mode: publish; with mode: lint it means nothing.");
  const inputs: Inputs = {
    mode,
    report,
    architectures: reader.lines("architectures"),
    policy: given("policy") || undefined,
    configFrom: given("config-from") === "" ? undefined : reader.oneOf("config-from", ["head", "base"] as const),
    baseCdkOut: given("base-cdk-out") || undefined,
    baseReport: given("base-report") || undefined,
    failOnNoBase: reader.flag("fail-on-no-base"),
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
    gate: { failOn, strictUnknown, onlyNew },
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
    review: reader.flag("review", true),
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

  flag(name: string, byDefault = false): boolean {
    const value = this.#given(name).toLowerCase();
    if (!["", "true", "false"].includes(value)) this.problems.push(`Input ${name} takes true or false, not ${value}.`);
    return byDefault ? value !== "false" : value === "true";
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
          `Input ${name} takes lines of FORMAT=FILE, where FORMAT is ${outputFormats.join(", ")}, not ${line}.`,
        );
      } else yield { format, file };
    }
  }
}
