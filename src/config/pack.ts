/**
 * What a folder of a team brings: rules, architectures, and settings.
 *
 * Not here: reading it (load-pack.ts), and what its settings mean, which is the configuration's to say.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { ArchitectureExample } from "../policy/architecture/read-architecture-examples.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { MappingNode } from "../source/node.ts";
import type { Span } from "../source/span.ts";
import type { Dialect } from "../template/template.ts";

/** Code of the diagnostics about packs as such; those about a rule or an architecture have their own. */
export const packCode = "pack";

/** Where a rule comes from, and what it leaves out. */
export interface RuleSource {
  /** Where its id is written. */
  readonly place: Span;
  /** Where its examples are written, in their order. */
  readonly examplePlaces: readonly Span[];
  /** Dialects in whose words it does not say how to mend a finding; the rule says it in another one's. */
  readonly lacksFixFor: readonly Dialect[];
}

export interface Pack {
  /** The folder, as it was given. */
  readonly folder: string;
  /** In the order of their files; only those without an error. */
  readonly rules: readonly Rule[];
  /** By the rule's id. */
  readonly sources: ReadonlyMap<string, RuleSource>;
  /** By name; only those without an error. */
  readonly architectures: ReadonlyMap<string, Architecture>;
  /** Where the name of an architecture is written, by that name. */
  readonly architecturePlaces: ReadonlyMap<string, Span>;
  /** The examples of an architecture, by its name. */
  readonly architectureExamples: ReadonlyMap<string, readonly ArchitectureExample[]>;
  /** The root of its `stackplumb.yaml`, unread; undefined where it has none, or none that could be parsed. */
  readonly settings: MappingNode | undefined;
  /** An error among them means that the pack says less than it should. */
  readonly diagnostics: readonly Diagnostic[];
}
