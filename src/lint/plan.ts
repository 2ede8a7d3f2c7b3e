/**
 * What is asked for, and what it comes to once the project's own files have had their say.
 *
 * A plan is everything that a run is judged by: rules, architectures, exceptions, baseline, gate, what stacks are given. It
 * can be carried to another revision of the project (`onRevision`), which is then judged as this one is.
 */
import type { Baseline } from "../config/baseline.ts";
import type { Configuration } from "../config/configuration.ts";
import type { Deployments } from "../config/deployments.ts";
import type { Floor } from "../config/floor.ts";
import type { GivenValues } from "../config/given-values.ts";
import type { TomlParser } from "../config/parameter-file.ts";
import type { Settings } from "../config/settings.ts";
import type { Host } from "../input/app.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { ArchitectureOptions } from "./conform-app.ts";
import type { Gate } from "./fails-on.ts";

/** A file that is named, the one that is found without being named, or none. */
export type NamedFile = { readonly path: string } | "own" | "none";

/** What a person asks for, in flags, inputs or options; it counts before what files of the project say. */
export interface Wishes {
  /** What is linted; empty for what the configuration names, else what is found. */
  readonly paths: readonly string[];
  readonly config: NamedFile;
  /** `own`: the one that the configuration names. */
  readonly baseline: NamedFile;
  readonly parameters: ReadonlyMap<string, string>;
  /** Values of the parameter files that were named, in order. */
  readonly files: GivenValues;
  readonly stackTags: ReadonlyMap<string, string>;
  /** Values that parameters are taken to have, and `true` or `false` for conditions. */
  readonly scenario: ReadonlyMap<string, string>;
  /** Environments of the configuration that count; empty for all. */
  readonly environments: readonly string[];
  /** Ids or names of the rules that run; empty for all but those that must be asked for. */
  readonly rules: readonly string[];
  /** Architectures that every app is held to: built-in ones, or paths of documents. */
  readonly architectures: readonly string[];
  /** The folder of an organisation's policy, which the project's files cannot ask less than; undefined for none. */
  readonly policy: string | undefined;
  /** Whether to say which built-in architectures the apps look like. */
  readonly detect: boolean;
  /** The day that dates are compared with, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly gate: Partial<Gate>;
}

/** Nothing is asked for but a day. */
export function noWishes(asOf: string): Wishes {
  return {
    paths: [],
    config: "own",
    baseline: "own",
    parameters: new Map(),
    files: { values: new Map(), tags: new Map() },
    stackTags: new Map(),
    scenario: new Map(),
    environments: [],
    rules: [],
    architectures: [],
    policy: undefined,
    detect: false,
    asOf,
    gate: {},
  };
}

/**
 * Gives the project's files, and what the named paths open besides: whoever runs Stackplumb may name files that lie
 * elsewhere, and a file of the project may not.
 */
export type OpenHost = (named: readonly string[]) => Host;

export interface Plan {
  readonly wishes: Wishes;
  readonly open: OpenHost;
  readonly configuration: Configuration | undefined;
  /** The configuration and the settings of packs, the last of which counts first. */
  readonly layers: readonly Settings[];
  /** What exceptions cannot get around. */
  readonly floor: Floor;
  /** All that there are, as they are by themselves. */
  readonly originalRules: readonly Rule[];
  /** All that there are, as the configuration has them. */
  readonly knownRules: readonly Rule[];
  /** Those that run. */
  readonly rules: readonly Rule[];
  /** Undefined where apps are neither held to one nor compared with one. */
  readonly architectures: ArchitectureOptions | undefined;
  readonly deployments: Deployments;
  readonly baseline: Baseline | undefined;
  readonly gate: Gate;
  /** What is linted: what was asked for, else what the configuration names; empty for a search. */
  readonly paths: readonly string[];
  /** What there is to say about all of this; no error. */
  readonly notes: readonly Diagnostic[];
  /** To read parameter files of another revision with. */
  readonly parseToml: TomlParser | undefined;
}

export interface LoadedPlan {
  /** Undefined where something is wrong. */
  readonly plan: Plan | undefined;
  /** What is wrong with the project's files, and where; and notes. */
  readonly diagnostics: readonly Diagnostic[];
  /** What is wrong with the wishes: a sentence each. */
  readonly problems: readonly string[];
}
