/**
 * How far an app conforms -> the judgements of it that are told: those of the rules that are required, as grave as the
 * architecture says, and those of requirements that no rule is.
 *
 * Invariant: a rule's judgement is there once, whoever asks for it, with the gravest of the severities. What one
 * requirement explains by a rule is a consequence of that rule's finding.
 */
import type { Graph } from "../../graph/model.ts";
import { childOf } from "../../source/node.ts";
import type { Subject } from "../fact.ts";
import type { Judgement, Rule, Severity } from "../rule.ts";
import type { OnUnknown } from "./architecture.ts";
import { componentMissing, flowViolated, forbiddenPresent } from "./architecture-rules.ts";
import type { Conformance, RequirementResult } from "./conformance.ts";
import { graver } from "./severity-of-rules.ts";

export interface ToldConformance {
  /** All judgements, in the order of the rules. */
  readonly judgements: readonly Judgement[];
  /** The judgement that tells of a requirement: its own, else the rule's. */
  readonly told: ReadonlyMap<RequirementResult, Judgement>;
}

/** @param judged what rules said that run without any architecture */
export function architectureJudgements(
  graph: Graph,
  judged: readonly Judgement[],
  conformances: readonly Conformance[],
): ToldConformance {
  const severities = new Map<Judgement, Severity>();
  for (const { results } of conformances) {
    for (const { explainedBy, severity, kind } of results) {
      if (kind !== "quality" && kind !== "forbidden") continue;
      for (const judgement of explainedBy)
        severities.set(judgement, graver(severities.get(judgement) ?? judgement.severity, severity));
    }
  }
  const raised = new Map<Judgement, Judgement>();
  for (const [judgement, severity] of severities) raised.set(judgement, withSeverity(judgement, severity));
  const replaced = new Set([...severities.keys()].map(identityOf));
  const judgements = [
    ...judged.filter((judgement) => !raised.has(judgement) && !replaced.has(identityOf(judgement))),
    ...onePerIdentity([...raised.values()]),
  ];
  const told = new Map<RequirementResult, Judgement>();
  const own: Judgement[] = [];
  for (const conformance of conformances) {
    for (const result of conformance.results) {
      const causes = result.explainedBy.map((judgement) => raised.get(judgement) ?? judgement);
      const judgement = judgementOf(graph, conformance, result, causes);
      if (judgement !== undefined) own.push(judgement);
      const teller = judgement ?? causes[0];
      if (teller !== undefined && result.status !== "present") told.set(result, teller);
    }
  }
  return { judgements: [...judgements, ...own], told };
}

/** A hint stays one: who requires a rule makes its warnings errors. What rests on heuristics is at most a warning. */
function withSeverity(judgement: Judgement, severity: Severity): Judgement {
  if (judgement.severity !== "warning" || judgement.rule.basis === "heuristic") return judgement;
  return { ...judgement, severity };
}

function identityOf({ rule, subject }: Judgement): string {
  return JSON.stringify([rule.id, subject.node?.id ?? subject.stack?.stack.name, subject.property, subject.key]);
}

/** Judged with other options, one subject may have failed twice. */
function onePerIdentity(judgements: readonly Judgement[]): readonly Judgement[] {
  const bySubject = new Map<unknown, Map<string, Judgement>>();
  return judgements.filter((judgement) => {
    const ofSubject = bySubject.get(judgement.subject.self) ?? new Map<string, Judgement>();
    bySubject.set(judgement.subject.self, ofSubject);
    const key = identityOf(judgement);
    if (ofSubject.has(key)) return false;
    ofSubject.set(key, judgement);
    return true;
  });
}

function judgementOf(
  graph: Graph,
  conformance: Conformance,
  result: RequirementResult,
  causes: readonly Judgement[],
): Judgement | undefined {
  const { status, kind, severity, guard, message, reasons, related } = result;
  const { architecture } = conformance;
  const counts = countsAs(status, onUnknownOf(conformance, result));
  if (counts === undefined) return undefined;
  // What the rule says is all that there is to say of a quality, unless an unknown is to fail.
  if (kind === "quality" && !(status === "unknown" && counts === "fail")) return undefined;
  const subject = subjectOf(graph, conformance, result);
  if (subject === undefined) return undefined;
  const rule = ruleOf(result);
  const lead = `${architecture.name} asks for ${result.address}`;
  return {
    rule,
    subject,
    verdict: counts,
    guard,
    passesElsewhere: guard.kind !== "true",
    reasons,
    severity,
    message: `${message} (${lead})`,
    at: result.at ?? subject.origin,
    related,
    causes: selvesByRule(causes, absentEnds(conformance, result)),
    assumed: [],
  };
}

/** Without one of its ends there is no flow, and that is said of the end. */
function absentEnds({ architecture, results }: Conformance, result: RequirementResult): readonly RequirementResult[] {
  const flow = architecture.flows.find(({ id }) => result.address === `flow.${id}`);
  if (flow === undefined || result.status === "violated") return [];
  const ends = new Set([...flow.from, flow.to].map((name) => `component.${name}`));
  return results.filter(({ address, status }) => ends.has(address) && status === result.status);
}

function selvesByRule(
  causes: readonly Judgement[],
  components: readonly RequirementResult[],
): ReadonlyMap<string, readonly unknown[]> {
  const selves = new Map<string, unknown[]>();
  if (components.length > 0) selves.set(componentMissing.id, [...components]);
  for (const { rule, subject } of causes) selves.set(rule.id, [...(selves.get(rule.id) ?? []), subject.self]);
  return selves;
}

function countsAs(status: RequirementResult["status"], onUnknown: OnUnknown): "fail" | "unknown" | undefined {
  if (status === "missing" || status === "violated") return "fail";
  if (status !== "unknown" || onUnknown === "pass") return undefined;
  return onUnknown === "fail" ? "fail" : "unknown";
}

function onUnknownOf({ architecture, results }: Conformance, result: RequirementResult): OnUnknown {
  const { components, flows, qualities, forbidden } = architecture;
  // Results stand in the order of the requirements that they answer.
  return [...components, ...flows, ...qualities, ...forbidden][results.indexOf(result)]?.onUnknown ?? "warn";
}

function ruleOf({ kind }: RequirementResult): Rule {
  if (kind === "component") return componentMissing;
  return kind === "forbidden" ? forbiddenPresent : flowViolated;
}

/** Bound ids are part of it, so that it is another finding where something else is bound. */
function subjectOf(graph: Graph, { architecture }: Conformance, result: RequirementResult): Subject | undefined {
  const [stack] = graph.stacks;
  if (stack === undefined) return undefined;
  const node = result.nodes.find(({ declaration }) => declaration !== undefined) ?? null;
  const { root } = stack.template;
  const ids = result.nodes.map(({ id }) => id).sort();
  return {
    self: result,
    guard: result.guard,
    node,
    ...(node === null && { stack }),
    property: "",
    key: [architecture.name, result.address, ...ids].join(" "),
    origin: node?.origin ?? childOf(root, "Resources") ?? root,
  };
}
