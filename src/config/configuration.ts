/**
 * What `stackplumb.yaml` says, read and checked.
 *
 * Paths in it start from the working directory, as they do in reports; none leads out of it.
 */

import type { Span } from "../source/span.ts";
import type { Settings } from "./settings.ts";

/** Code of the diagnostics about it. */
export const configurationCode = "configuration";

/** A file with values of parameters, as `--parameter-file` takes it. */
export interface ParameterFile {
  readonly path: string;
  /** Environment of samconfig that counts; undefined for SAM's own default. */
  readonly samEnvironment: string | undefined;
  readonly place: Span;
}

export interface GivenParameter {
  /** As text; lists are comma-separated. */
  readonly text: string;
  readonly place: Span;
}

/** What is given to the stacks of one deployment. */
export interface Deployment {
  readonly parameters: ReadonlyMap<string, GivenParameter>;
  /** In order: later ones count before earlier ones, `parameters` before files. */
  readonly parameterFiles: readonly ParameterFile[];
  /** What every stack is tagged with, beside what the files say. */
  readonly stackTags: ReadonlyMap<string, string>;
}

/** Templates that are judged together. */
export interface ConfiguredApp {
  readonly name: string;
  /** Files, folders and globs. */
  readonly templates: readonly string[];
}

export interface Configuration extends Deployment, Settings {
  /** Files, folders and globs; empty where the file names none. */
  readonly templates: readonly string[];
  readonly apps: readonly ConfiguredApp[];
  /** Where the file names what is linted; undefined where it does not. */
  readonly pathsPlace: Span | undefined;
  /** By name, in the order of the file; what they give counts before what the file gives to all. */
  readonly environments: ReadonlyMap<string, Deployment>;
  readonly baseline: { readonly path: string; readonly place: Span } | undefined;
}

/** All that the file names to be linted; empty for a search. */
export function pathsOf(configuration: Configuration | undefined): readonly string[] {
  if (configuration === undefined) return [];
  return [...configuration.templates, ...configuration.apps.flatMap(({ templates }) => templates)];
}
