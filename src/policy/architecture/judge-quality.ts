/**
 * Whether the rules of a quality, or of what is forbidden, pass on what they are required of.
 *
 * A rule is about a component where its subject is one of the component's nodes, belongs to one, or is an edge that ends at
 * one; about a flow where that holds of the nodes on its ways. `all` is every component; the other reserved scopes, and
 * rules about the app as a whole, are about everything that is judged. What a rule does not apply to conforms.
 * Invariant: of several judgements, a fail counts before an unknown; of several rules, one that passes is enough on each
 * subject, where one that does not apply is left out.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { always, or } from "../../resolve/guard.ts";
import { uniqueReasons } from "../outcome.ts";
import type { Judgement, Verdict } from "../rule.ts";
import { withBelongings } from "./belongings.ts";
import { type OverWorlds, present } from "./requirement-worlds.ts";

/** What judgements are about. */
export type Scope = "everything" | readonly GraphNode[];

export interface QualityAnswer extends OverWorlds {
  readonly explainedBy: readonly Judgement[];
}

export function inScope(graph: Graph, scope: Scope, judgements: readonly Judgement[]): readonly Judgement[] {
  if (scope === "everything") return judgements;
  const nodes = withBelongings(graph, scope);
  const ids = new Set([...nodes].map(({ id }) => id));
  const bound = new Set(scope);
  return judgements.filter(({ subject }) => {
    if (subject.node === null || nodes.has(subject.node)) return true;
    const ends = endsOf(subject.self);
    return ends.some((end) => bound.has(end)) || subject.key.split(/[\s,>]+/).some((id) => ids.has(id));
  });
}

/** The ends of an edge. */
export function endsOf(self: unknown): readonly GraphNode[] {
  if (typeof self !== "object" || self === null) return [];
  const { source, target } = self as { readonly source?: unknown; readonly target?: unknown };
  return [source, target].filter(isNode);
}

function isNode(value: unknown): value is GraphNode {
  return typeof value === "object" && value !== null && "logicalId" in value && "role" in value;
}

const precedence: readonly Verdict[] = ["fail", "unknown", "pass", "n/a"];

/** @param byRule the judgements in scope of each rule of which one is enough */
export function judgeQuality(byRule: readonly (readonly Judgement[])[]): QualityAnswer {
  const [only = []] = byRule;
  const deciding = byRule.length === 1 ? only : bestOfEach(byRule);
  const verdict = precedence.find((one) => deciding.some((judgement) => judgement.verdict === one)) ?? "n/a";
  const chosen = deciding.filter((judgement) => judgement.verdict === verdict);
  const [first] = chosen;
  if (first === undefined || verdict === "pass" || verdict === "n/a")
    return { ...conforms, nodes: nodesOf(deciding.filter((judgement) => judgement.verdict === "pass")) };
  const more = chosen.length > 1 ? ` (and ${chosen.length - 1} more)` : "";
  return {
    status: verdict === "fail" ? "violated" : "unknown",
    guard: or(...chosen.map(({ guard }) => guard)),
    message: `${verdict === "fail" ? first.message : (first.reasons[0]?.message ?? first.message)}${more}`,
    reasons: uniqueReasons(chosen.flatMap(({ reasons }) => reasons)),
    nodes: nodesOf(chosen),
    at: first.at,
    related: first.related,
    explainedBy: chosen,
  };
}

const conforms: QualityAnswer = { ...present(), guard: always, explainedBy: [] };

function nodesOf(judgements: readonly Judgement[]): readonly GraphNode[] {
  return [...new Set(judgements.flatMap(({ subject }) => subject.node ?? []))];
}

/** On each subject, the judgements of the rule that says the best of it; none where no rule applies. */
function bestOfEach(byRule: readonly (readonly Judgement[])[]): readonly Judgement[] {
  const bySubject = new Map<unknown, Judgement[][]>();
  byRule.forEach((judgements, i) => {
    for (const judgement of judgements) {
      if (judgement.verdict === "n/a") continue;
      const key = judgement.subject.node ?? judgement.subject.self;
      const groups = bySubject.get(key) ?? byRule.map(() => []);
      groups[i]?.push(judgement);
      bySubject.set(key, groups);
    }
  });
  return [...bySubject.values()].flatMap((groups) => {
    const said = groups.filter((group) => group.length > 0);
    const best = said.find((group) => group.every(({ verdict }) => verdict === "pass"));
    if (best !== undefined) return best;
    const open = said.find((group) => group.every(({ verdict }) => verdict !== "fail"));
    return open ?? said.flat();
  });
}
