/**
 * A pack -> whether its examples keep what they promise, and what it has no example for.
 *
 * The examples run as those of Stackplumb's own rules do in its tests: see ../policy/run-examples.ts.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import { requirementsOf } from "../policy/architecture/requirements.ts";
import {
  type ArchitectureExampleResult,
  runArchitectureExample,
} from "../policy/architecture/run-architecture-examples.ts";
import { factRegistry } from "../policy/facts/registry.ts";
import type { Rule, RuleExample, Verdict } from "../policy/rule.ts";
import { type ExampleResult, runExamples } from "../policy/run-examples.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Span } from "../source/span.ts";
import type { Dialect } from "../template/template.ts";
import type { Pack } from "./pack.ts";

export interface TestedExample extends ExampleResult {
  readonly place: Span | null;
}

/** What a rule does not show: none of it is an error. */
export interface RuleGaps {
  /** Verdicts that none of its examples promises; `n/a` only where the rule says to which subjects it applies. */
  readonly verdicts: readonly Verdict[];
  /** Options that no example sets. */
  readonly options: readonly string[];
  /** Dialects in whose words it has no fix. */
  readonly fixes: readonly Dialect[];
}

export interface TestedRule {
  readonly rule: Rule;
  readonly place: Span | null;
  readonly examples: readonly TestedExample[];
  readonly gaps: RuleGaps;
}

export interface TestedArchitecture {
  readonly architecture: Architecture;
  readonly place: Span | null;
  readonly examples: readonly ArchitectureExampleResult[];
  /** Requirements of the document itself, not of what it extends, that hold in every example. */
  readonly neverBroken: readonly string[];
}

export interface TestedPack {
  readonly pack: Pack;
  readonly rules: readonly TestedRule[];
  readonly architectures: readonly TestedArchitecture[];
}

export interface TestedPacks {
  readonly packs: readonly TestedPack[];
  /** What is wrong in their documents, and in those that they build upon. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @param knownRules all that the architectures of the pack may require, its own included */
export function testPack(pack: Pack, knownRules: readonly Rule[]): TestedPack {
  const registry = factRegistry();
  const rules = pack.rules.map((rule): TestedRule => {
    const source = pack.sources.get(rule.id);
    const results = runExamples(rule, registry);
    return {
      rule,
      place: source?.place ?? null,
      examples: results.map((result, i) => ({ ...result, place: source?.examplePlaces[i] ?? null })),
      gaps: gapsOf(rule, source?.lacksFixFor ?? []),
    };
  });
  const architectures = [...pack.architectures.values()].map((architecture): TestedArchitecture => {
    const examples = pack.architectureExamples.get(architecture.name) ?? [];
    const place = pack.architecturePlaces.get(architecture.name) ?? null;
    const broken = new Set(examples.flatMap(({ expect }) => [...expect.keys()]));
    const own = [...requirementsOf(architecture)].filter(([, { at }]) => at !== null && at.file === place?.file);
    return {
      architecture,
      place,
      neverBroken: own.map(([address]) => address).filter((address) => !broken.has(address)),
      examples: examples.map((example) => runArchitectureExample(architecture, example, knownRules, registry)),
    };
  });
  return { pack, rules, architectures };
}

function gapsOf({ where, examples, options }: Rule, fixes: readonly Dialect[]): RuleGaps {
  const shown = new Set(examples.map(({ verdict }) => verdict));
  const wanted: readonly Verdict[] = ["fail", "pass", "unknown", ...(where === null ? [] : (["n/a"] as const))];
  const set = new Set(examples.flatMap((example: RuleExample) => Object.keys(example.with ?? {})));
  return {
    verdicts: wanted.filter((verdict) => !shown.has(verdict)),
    options: options.map(({ name }) => name).filter((name) => !set.has(name)),
    fixes,
  };
}

export interface PackTestSummary {
  readonly rules: number;
  readonly architectures: number;
  /** Of both. */
  readonly examples: number;
  /** Examples that do not keep their promise. */
  readonly differing: number;
  readonly errors: number;
}

export function summaryOf({ packs: tested, diagnostics }: TestedPacks): PackTestSummary {
  const ofRules = tested.flatMap(({ rules }) => rules.flatMap(({ examples }) => examples));
  const ofArchitectures = tested.flatMap(({ architectures }) => architectures.flatMap(({ examples }) => examples));
  return {
    rules: sum(tested, ({ rules }) => rules.length),
    architectures: sum(tested, ({ architectures }) => architectures.length),
    examples: ofRules.length + ofArchitectures.length,
    differing:
      ofRules.filter(({ problems }) => problems.length > 0).length +
      ofArchitectures.filter(({ differences, problems }) => differences.length + problems.length > 0).length,
    errors: diagnostics.filter(({ severity }) => severity === "error").length,
  };
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
