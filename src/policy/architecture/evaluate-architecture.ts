/**
 * A graph and what the rules said of it x an architecture -> one answer for each requirement: its parts, as they were found
 * (find-parts.ts), and what rules say of these.
 *
 * Not here: what becomes a finding; see architecture-judgements.ts.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { instancesOf } from "../../graph/network/container-hosts.ts";
import { isRole } from "../../graph/role.ts";
import { possibleWorlds } from "../../resolve/possible-worlds.ts";
import { explore, leavesOf } from "../explore.ts";
import type { FactRegistry } from "../fact.ts";
import type { Judgement, Rule } from "../rule.ts";
import { actorsOf } from "./actors-of.ts";
import type { Architecture, Quality } from "./architecture.ts";
import type { Matches } from "./bound-nodes.ts";
import type { Conformance } from "./conformance.ts";
import { explanationsOf } from "./explain-result.ts";
import { type FoundParts, findParts, nothingAsked, resultOf } from "./find-parts.ts";
import { inWorld } from "./in-world.ts";
import { inScope, judgeQuality, type QualityAnswer, type Scope } from "./judge-quality.ts";
import { judgeOf } from "./required-rules.ts";
import { keyOfQuality } from "./requirements.ts";

export interface Evaluation {
  readonly graph: Graph;
  readonly registry: FactRegistry;
  /** All rules that an architecture may require. */
  readonly rules: readonly Rule[];
  /** What rules said already; those that only an architecture asks for are judged when it does. */
  readonly judged: readonly Judgement[];
}

export function evaluateArchitecture(
  architecture: Architecture,
  { graph, registry, rules, judged }: Evaluation,
  found: FoundParts = findParts(architecture, graph, registry),
): Conformance {
  const { matches, answers, bindings, components, flows } = found;
  const judge = judgeOf(graph, rules, judged, registry);
  const nodesOf = (name: string): readonly GraphNode[] => (matches.get(name) ?? []).map(({ node }) => node);
  const statusOf = new Map(components.map(({ address, status }) => [address, status]));

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
      ? { ...answer, explainedBy: [], status, message: `${on} is ${status === "missing" ? "missing" : "not known"}` }
      : answer;
  };
  const qualities = architecture.qualities.map((quality) => {
    const answer = rulesOn(quality.on, quality.rules, quality.with);
    const title = titleOf(quality.rules, rules);
    return resultOf(keyOfQuality(quality), "quality", title, quality, answer, answer.explainedBy);
  });
  const forbidden = architecture.forbidden.map((each) => {
    const found = each.rules.map((id) => rulesOn(each.on, [id], {}));
    const worst =
      found.find(({ status }) => status === "violated") ?? found.find(({ status }) => status === "unknown") ?? found[0];
    // What is not there cannot do what is forbidden.
    const answer = worst === undefined || worst.status === "missing" ? nothingAsked : worst;
    const explained = found.flatMap(({ status, explainedBy }) => (status === answer.status ? explainedBy : []));
    const title = `not: ${titleOf(each.rules, rules)}`;
    return resultOf(`forbid.${each.id}`, "forbidden", title, each, answer, explained);
  });

  const results = [...components, ...flows];
  const required = [...qualities, ...forbidden];
  const failing = [...judged, ...required.flatMap(({ explainedBy }) => explainedBy)];
  return {
    architecture,
    bindings,
    results: [
      ...results.map((result) => ({ ...result, explainedBy: explanationsOf(result, architecture, required, failing) })),
      ...required,
    ],
    flows: answers,
    unbound: unboundIn(graph, architecture, matches),
  };
}

function titleOf(ids: readonly string[], rules: readonly Rule[]): string {
  return ids.map((id) => rules.find((rule) => rule.id === id)?.title ?? id).join(", or: ");
}

/**
 * Nodes that could have been something by their role and take no part; whose name a function acts in is no part by itself.
 */
function unboundIn(graph: Graph, { components }: Architecture, matches: Matches): readonly GraphNode[] {
  const bound = new Set([...matches.values()].flatMap((each) => each.map(({ node }) => node)));
  const within = possibleWorlds(graph.stacks);
  // Who acts for what is bound, and the instances that it runs on, take part.
  for (const node of [...bound]) {
    const acting = leavesOf(explore((world) => inWorld(() => actorsOf(graph, node, world)), { within }));
    for (const { answer } of acting) for (const actor of answer) bound.add(actor.node);
    for (const host of instancesOf(graph, node)) bound.add(host);
  }
  const roles = [...new Set(components.flatMap((component) => component.roles))];
  return graph.nodes.filter(
    (node) =>
      node.part === "" &&
      !bound.has(node) &&
      !isRole(node.role, "identity") &&
      roles.some((role) => isRole(node.role, role)),
  );
}
