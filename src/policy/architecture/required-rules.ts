/**
 * The rules that an architecture requires -> their judgements, with the options that it sets.
 *
 * Invariant: each rule is judged once for the whole graph, and not again where it was judged already with the same options.
 */
import type { Graph } from "../../graph/model.ts";
import type { FactRegistry } from "../fact.ts";
import { judgeRules } from "../judge-rules.ts";
import type { Judgement, Rule } from "../rule.ts";
import type { RuleOption } from "../rule-options.ts";

export interface Judge {
  /** Undefined where there is no such rule. */
  judgementsOf(rule: string, options: Readonly<Record<string, unknown>>): readonly Judgement[] | undefined;
}

/** @param judged what all rules that ran have said already */
export function judgeOf(
  graph: Graph,
  rules: readonly Rule[],
  judged: readonly Judgement[],
  registry: FactRegistry,
): Judge {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const known = new Map<string, Judgement[]>();
  for (const judgement of judged) {
    const before = known.get(judgement.rule.id);
    if (before === undefined) known.set(judgement.rule.id, [judgement]);
    else before.push(judgement);
  }
  const fresh = new Map<string, readonly Judgement[]>();
  return {
    judgementsOf(id, given) {
      const rule = byId.get(id);
      if (rule === undefined) return undefined;
      const options = rule.options.map((option) => withValue(option, given[option.name]));
      const isAsRun = options.every((option, i) => option === rule.options[i]);
      const before = isAsRun ? known.get(id) : undefined;
      if (before !== undefined) return before;
      const key = isAsRun ? id : `${id} ${JSON.stringify(options)}`;
      let judgements = fresh.get(key);
      if (judgements === undefined) {
        judgements = judgeRules([{ ...rule, options }], graph, registry);
        fresh.set(key, judgements);
      }
      return judgements;
    },
  };
}

/** The loader has checked that a value is of the option's type. */
function withValue(option: RuleOption, value: unknown): RuleOption {
  if (value === undefined || JSON.stringify(value) === JSON.stringify(option.value)) return option;
  return { ...option, value: value as RuleOption["value"] };
}
