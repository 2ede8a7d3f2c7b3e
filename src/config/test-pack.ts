/**
 * A pack -> whether its examples keep what they promise, and what it has no example for.
 *
 * The examples run as those of Stackplumb's own rules do in its tests: see ../policy/run-examples.ts.
 */
import { factRegistry } from "../policy/facts/registry.ts";
import type { Rule, RuleExample, Verdict } from "../policy/rule.ts";
import { type ExampleResult, runExamples } from "../policy/run-examples.ts";
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

export interface TestedPack {
  readonly pack: Pack;
  readonly rules: readonly TestedRule[];
}

export function testPack(pack: Pack): TestedPack {
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
  return { pack, rules };
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
