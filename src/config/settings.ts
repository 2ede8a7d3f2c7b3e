/**
 * What one file says about how to judge: the project's configuration, or the settings of a pack.
 *
 * Not here: what counts where several say something; see merge-settings.ts.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import type { Severity } from "../policy/rule.ts";
import type { OptionValue } from "../policy/rule-options.ts";
import type { Span } from "../source/span.ts";
import type { SearchingException } from "./exception.ts";

export interface RuleSetting {
  /** Undefined for the rule's own. */
  readonly severity: Severity | "off" | undefined;
  /** Those that are set; the others keep their defaults. */
  readonly options: ReadonlyMap<string, OptionValue>;
  readonly place: Span;
}

/** An architecture that apps are held to. */
export interface ArchitectureUse {
  readonly architecture: Architecture;
  /** Whether an app or a stack of this name is meant; undefined for all. */
  readonly isFor: ((name: string) => boolean) | undefined;
  /** The only environment that is meant; undefined for all. */
  readonly environment: string | undefined;
  readonly place: Span;
}

export interface ConfiguredRelaxation extends Relaxation {
  /** Name of the only architecture that is meant; undefined for all. */
  readonly architecture: string | undefined;
}

/** What nobody nearer to the templates may ask less of. */
export interface Lock {
  /** Id of a rule, or address of a requirement. */
  readonly subject: string;
  readonly kind: "rule" | "requirement";
  /** Who says so: a place in a file, or an architecture. */
  readonly by: string;
  /** The folder of the pack that says so, which may do as it likes; null for an architecture. */
  readonly folder: string | null;
}

export interface Settings {
  /** Path of the file. */
  readonly path: string;
  /** The edition that the file is written for; see ../policy/edition.ts. */
  readonly edition: string | undefined;
  /** By the rule's id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly failOn: Severity | "never" | undefined;
  readonly failOnPlace: Span | undefined;
  readonly strictUnknown: boolean;
  readonly architectures: readonly ArchitectureUse[];
  readonly relax: readonly ConfiguredRelaxation[];
  /** Of the project's configuration alone. */
  readonly ignore: readonly SearchingException[];
  /** Of packs alone. */
  readonly locked: readonly Lock[];
  /** Days that an exception may last from today; of packs alone. */
  readonly maxExpiry: { readonly days: number; readonly place: Span } | undefined;
  /** Whether the project does not choose which of its templates are judged; of packs alone. */
  readonly judgeAll: boolean;
}

export function noSettings(path: string): Settings {
  return {
    path,
    edition: undefined,
    rules: new Map(),
    failOn: undefined,
    failOnPlace: undefined,
    strictUnknown: false,
    architectures: [],
    relax: [],
    ignore: [],
    locked: [],
    maxExpiry: undefined,
    judgeAll: false,
  };
}
