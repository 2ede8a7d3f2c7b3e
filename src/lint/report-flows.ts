/**
 * The flows of an architecture, as they were found in an app -> what the report has of them: hops, and what becomes of them
 * without each zone.
 *
 * Invariant: plain data, in the order of the document; nothing of a template reaches it without having passed `hide`.
 */
import type { GraphNode } from "../graph/model.ts";
import { hopsOf } from "../policy/architecture/flow-hops.ts";
import type { Outcome } from "../policy/architecture/flow-survival.ts";
import { describeGuard } from "../resolve/describe-guard.ts";
import type { Guard } from "../resolve/guard.ts";
import { constraintOf } from "../resolve/possible-worlds.ts";
import type { ConformedApp, ConformedArchitecture } from "./conform-app.ts";
import type { ReportFlow, ReportOutcome } from "./report.ts";

export function flowsOf(
  { graph }: Pick<ConformedApp, "graph">,
  { conformance: { architecture, flows }, survivals }: Pick<ConformedArchitecture, "conformance" | "survivals">,
  hide: (text: string) => string,
): readonly ReportFlow[] {
  const given = constraintOf(graph.stacks);
  const when = (guard: Guard, { stack }: GraphNode): string | null => {
    const text = describeGuard(guard, stack.conditions, given);
    return text === null ? null : hide(text);
  };
  const outcomeOf = ({ outcome, hop, why, guard }: Outcome): ReportOutcome => ({
    outcome,
    hop: hop && { from: hide(hop.source.id), to: hide(hop.target.id) },
    why: hide(why),
    guard: hop && when(guard, hop.source),
  });
  return architecture.flows.map(({ id, from, to, via, survivesZone }) => {
    const survival = survivals.get(id);
    return {
      address: `flow.${id}`,
      from: from.map((name) => name.replace(/\?$/, "")),
      to,
      via,
      hops: hopsOf(flows.get(id)?.leaves ?? []).map((hop) => ({
        from: hop.from && hide(hop.from.id),
        to: hide(hop.to.id),
        status: hop.status,
        guard: when(hop.guard, hop.to),
      })),
      survival:
        survival === undefined
          ? null
          : {
              required: survivesZone,
              worst: outcomeOf(survival.worst),
              zones: [...survival.zones].map(([zone, outcome]) => ({ zone: hide(zone), ...outcomeOf(outcome) })),
            },
    };
  });
}
