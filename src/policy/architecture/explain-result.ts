/**
 * A requirement that does not hold -> the failing judgements that say the same better.
 *
 * A component is missing for the rule about the app as a whole that the architecture requires of it; a flow is broken for
 * the rule that fails on an edge between the same two nodes, or on one of them about the other.
 */
import { equivalent } from "../../resolve/explore.ts";
import { always } from "../../resolve/guard.ts";
import type { Judgement } from "../rule.ts";
import type { Architecture } from "./architecture.ts";
import type { RequirementResult } from "./conformance.ts";
import { endsOf } from "./judge-quality.ts";

export function explanationsOf(
  result: RequirementResult,
  architecture: Architecture,
  required: readonly RequirementResult[],
  judged: readonly Judgement[],
): readonly Judgement[] {
  if (result.status !== "violated" && result.status !== "missing") return [];
  const covers = ({ guard }: Judgement): boolean => equivalent(guard, always, result.guard) === true;
  if (result.kind === "component") {
    const own = new Set(
      architecture.qualities.filter(({ on }) => `component.${on}` === result.address).map(({ on }) => on),
    );
    return required
      .filter(({ address }) => own.has(address.split(".")[0] ?? ""))
      .flatMap(({ explainedBy }) => explainedBy)
      .filter((judgement) => judgement.verdict === "fail" && judgement.subject.node === null && covers(judgement));
  }
  if (result.nodes.length < 2) return [];
  const nodes = new Set<unknown>(result.nodes);
  const ids = new Set(result.nodes.map(({ id }) => id));
  const among = (judgement: Judgement): boolean => {
    const { self, node, key } = judgement.subject;
    const ends = endsOf(self);
    if (ends.length === 2) return ends.every((end) => nodes.has(end));
    return node !== null && nodes.has(node) && key.split(/[\s,>]+/).some((id) => id !== node.id && ids.has(id));
  };
  return [...new Set(judged)].filter(
    (judgement) => judgement.verdict === "fail" && among(judgement) && covers(judgement),
  );
}
