/**
 * A graph and what the rules said of it x an architecture -> one answer for each requirement.
 *
 * Not here: what becomes a finding; see architecture-findings.ts.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { isRole } from "../../graph/role.ts";
import { always } from "../../resolve/guard.ts";
import type { FactRegistry } from "../fact.ts";
import type { Judgement, Rule } from "../rule.ts";
import type { Architecture, Component, Quality } from "./architecture.ts";
import type { Match, Matches } from "./bound-nodes.ts";
import type { Binding, Conformance, RequirementResult } from "./conformance.ts";
import { explanationsOf } from "./explain-result.ts";
import { judgeComponent } from "./judge-component.ts";
import { judgeFlow } from "./judge-flow.ts";
import { inScope, judgeQuality, type QualityAnswer, type Scope } from "./judge-quality.ts";
import { matchComponents } from "./match-components.ts";
import { judgeOf } from "./required-rules.ts";
import { type OverWorlds, overAllWorlds } from "./requirement-worlds.ts";
import { settleCounts } from "./settle-counts.ts";

export interface Evaluation {
  readonly graph: Graph;
  readonly registry: FactRegistry;
  /** All rules that an architecture may require. */
  readonly rules: readonly Rule[];
  /** What rules said already; those that only an architecture asks for are judged when it does. */
  readonly judged: readonly Judgement[];
}

/** Pairs of nodes that are looked at for one flow. */
const maximalPairs = 2000;

export function evaluateArchitecture(
  architecture: Architecture,
  { graph, registry, rules, judged }: Evaluation,
): Conformance {
  const matched = matchComponents(architecture, { graph, registry });
  const flowIn = (matches: Matches) => (flow: Architecture["flows"][number]) => {
    const context = { graph, architecture, matches, budget: { left: maximalPairs } };
    return overAllWorlds(graph, (world) => judgeFlow(flow, context, world));
  };
  const { matches, tied } = settleCounts(architecture, matched, flowIn);
  const answers = new Map(architecture.flows.map((flow) => [flow.id, flowIn(matches)(flow)] as const));
  const judge = judgeOf(graph, rules, judged, registry);
  const nodesOf = (name: string): readonly GraphNode[] => (matches.get(name) ?? []).map(({ node }) => node);

  const components = architecture.components.map((component) => {
    const own = matches.get(component.name) ?? [];
    const isTied = tied.has(component.name);
    const answer = overAllWorlds(graph, (world) => judgeComponent(graph, component, own, isTied, world));
    return resultOf(`component.${component.name}`, "component", component.title || component.name, component, answer);
  });
  const statusOf = new Map(components.map(({ address, status }) => [address, status]));
  const flows = architecture.flows.map((flow) => {
    const answer = answers.get(flow.id) ?? { ...nothing, status: "present" };
    return resultOf(`flow.${flow.id}`, "flow", flow.title || `${flow.from.join(", ")} to ${flow.to}`, flow, answer);
  });

  const endsNamed = (id: string): readonly GraphNode[] =>
    architecture.flows.filter((flow) => flow.id === id).flatMap(({ from, to }) => [...from, to].flatMap(nodesOf));
  /** What a requirement is about; undefined where that is not there, and has said so itself. */
  const scopeOf = (on: string): Scope | undefined => {
    const component = architecture.components.find(({ name }) => name === on);
    if (component !== undefined) return nodesOf(on);
    const flow = answers.get(on);
    if (flow !== undefined) return flow.status === "present" ? flow.nodes : endsNamed(on);
    return on === "all" ? architecture.components.flatMap(({ name }) => nodesOf(name)) : "everything";
  };
  const rulesOn = (on: string, ids: readonly string[], options: Quality["with"]): QualityAnswer => {
    const scope = scopeOf(on) ?? [];
    const byRule = ids.map((id) => inScope(graph, scope, judge.judgementsOf(id, options[id] ?? {}) ?? []));
    const answer = judgeQuality(byRule);
    const flow = answers.get(on)?.status;
    // What would be asked of a flow holds of nothing where there is no flow, whatever is true of its ends.
    const isThere = scope === "everything" || (scope.length > 0 && flow !== "missing");
    if (isThere || answer.status === "violated") return answer;
    const status = statusOf.get(`component.${on}`) ?? flow;
    return status === "missing" || status === "unknown"
      ? { ...answer, status, message: `${on} is ${status === "missing" ? "missing" : "not known"}` }
      : answer;
  };
  const qualities = architecture.qualities.map((quality) => {
    const answer = rulesOn(quality.on, quality.rules, quality.with);
    const title = titleOf(quality.rules, rules);
    return resultOf(`${quality.on}.${quality.rules.join("|")}`, "quality", title, quality, answer, answer.explainedBy);
  });
  const forbidden = architecture.forbidden.map((each) => {
    const found = each.rules.map((id) => rulesOn(each.on, [id], {}));
    const worst =
      found.find(({ status }) => status === "violated") ?? found.find(({ status }) => status === "unknown") ?? found[0];
    // What is not there cannot do what is forbidden.
    const answer =
      worst === undefined || worst.status === "missing" ? { ...nothing, status: "present" as const } : worst;
    const explained = found.flatMap(({ status, explainedBy }) => (status === answer.status ? explainedBy : []));
    const title = `not: ${titleOf(each.rules, rules)}`;
    return resultOf(`forbid.${each.id}`, "forbidden", title, each, answer, explained);
  });

  const results = [...components, ...flows];
  const required = [...qualities, ...forbidden];
  const failing = [...judged, ...required.flatMap(({ explainedBy }) => explainedBy)];
  return {
    architecture,
    bindings: architecture.components.map((component) => bindingOf(component, matches.get(component.name) ?? [], tied)),
    results: [
      ...results.map((result) => ({ ...result, explainedBy: explanationsOf(result, architecture, required, failing) })),
      ...required,
    ],
    flows: answers,
    unbound: unboundIn(graph, architecture, matches),
  };
}

const nothing: Omit<OverWorlds, "status"> = {
  guard: always,
  message: "",
  reasons: [],
  nodes: [],
  at: null,
  related: [],
};

function resultOf(
  address: string,
  kind: RequirementResult["kind"],
  title: string,
  { severity }: Pick<RequirementResult, "severity">,
  answer: OverWorlds,
  explainedBy: readonly Judgement[] = [],
): RequirementResult {
  const { status, guard, message, reasons, nodes, at, related } = answer;
  return { address, kind, title, status, severity, guard, message, reasons, nodes, at, related, explainedBy };
}

function titleOf(ids: readonly string[], rules: readonly Rule[]): string {
  return ids.map((id) => rules.find((rule) => rule.id === id)?.title ?? id).join(", or: ");
}

function bindingOf({ name }: Component, matches: readonly Match[], tied: ReadonlySet<string>): Binding {
  const certain = matches.filter(({ when }) => when.kind !== "false").map(({ node }) => node);
  const possible = matches.filter(({ maybe }) => maybe.kind !== "false").map(({ node }) => node);
  return { component: name, nodes: certain, possible, tied: tied.has(name) ? certain : [] };
}

/** Nodes that could have been something by their role; whose name a function acts in is no part by itself. */
function unboundIn(graph: Graph, { components }: Architecture, matches: Matches): readonly GraphNode[] {
  const bound = new Set([...matches.values()].flatMap((each) => each.map(({ node }) => node)));
  const roles = [...new Set(components.flatMap((component) => component.roles))];
  return graph.nodes.filter(
    (node) =>
      node.part === "" &&
      !bound.has(node) &&
      !isRole(node.role, "identity") &&
      roles.some((role) => isRole(node.role, role)),
  );
}
