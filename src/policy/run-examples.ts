/**
 * The examples of a rule -> whether each gives the verdict that it promises.
 *
 * An example without a `subject` is about all subjects of its template: the worst verdict counts.
 */
import { exampleGraph } from "./example-graph.ts";
import type { FactRegistry } from "./fact.ts";
import { judgeRules } from "./judge-rules.ts";
import { notKnown } from "./render-message.ts";
import type { Judgement, Rule, RuleExample, Verdict } from "./rule.ts";
import { withValues } from "./rule-options.ts";

export interface ExampleResult {
  readonly example: RuleExample;
  /** What judging gave. */
  readonly verdict: Verdict;
  /** The message of the finding, where there is one. */
  readonly message: string;
  /** Why the verdict is unknown; empty where it is not. */
  readonly reasons: readonly string[];
  /** What is wrong with the example, a sentence each; empty where it is as promised. */
  readonly problems: readonly string[];
}

export function runExamples(rule: Rule, registry: FactRegistry): readonly ExampleResult[] {
  return rule.examples.map((example) => runExample(rule, example, registry));
}

function runExample(rule: Rule, example: RuleExample, registry: FactRegistry): ExampleResult {
  const { graph, problems: unreadable } = exampleGraph(`${rule.id}.yaml`, example.template, example.stackTags);
  if (graph === undefined) return { example, verdict: "n/a", message: "", reasons: [], problems: unreadable };
  const problems = [...unreadable];
  const judgements = judgeRules([withOptions(rule, example)], graph, registry).filter(
    ({ subject }) => example.subject === null || subject.node?.logicalId === example.subject,
  );
  const worst = worstOf(judgements);
  const verdict = worst?.verdict ?? "n/a";
  const message = worst?.message ?? "";
  if (example.subject !== null && judgements.length === 0) problems.push(`there is no subject ${example.subject}`);
  const reasons = (worst?.reasons ?? []).map((reason) => reason.message);
  if (verdict !== example.verdict) {
    const why = reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
    problems.push(`the verdict is ${verdict}, not ${example.verdict}${why}`);
  }
  if (verdict === "fail" && message.includes(notKnown))
    problems.push(`the message does not know everything: ${message}`);
  return { example, verdict, message, reasons, problems };
}

const fromWorst: readonly Verdict[] = ["fail", "unknown", "pass", "n/a"];

function worstOf(judgements: readonly Judgement[]): Judgement | undefined {
  return [...judgements].sort((a, b) => fromWorst.indexOf(a.verdict) - fromWorst.indexOf(b.verdict))[0];
}

/** The rule with its options set as the example sets them. */
function withOptions(rule: Rule, example: RuleExample): Rule {
  const values = new Map(Object.entries(example.with ?? {}));
  if (values.size === 0) return rule;
  return {
    ...rule,
    options: withValues(rule.options, values),
  };
}
