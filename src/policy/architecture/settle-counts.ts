/**
 * Components of which there must be so many and no more -> which of the candidates are meant.
 *
 * The flows that begin or end at a component decide: those candidates are meant that have all of them. Where as many are
 * left as there may be, or more and each has all flows, that is the answer; else it is a tie, which is told and not
 * guessed. What is optional and has no selector is by its flows alone: who may not read is no reader, and breaks nothing,
 * unless it says itself that it is one.
 */
import type { GraphNode } from "../../graph/model.ts";
import type { Architecture, Flow } from "./architecture.ts";
import type { Matches } from "./bound-nodes.ts";
import { pinsOf } from "./match-components.ts";
import type { OverWorlds } from "./requirement-worlds.ts";

/** Candidates that are tried one by one. */
const maximalTrials = 50;

export interface SettledCounts {
  readonly matches: Matches;
  /** Names of components of which it is not known which candidates are meant. */
  readonly tied: ReadonlySet<string>;
}

/**
 * @param flowIn what becomes of a flow where components are bound so
 * @param unpinned nodes that do not get to say which component they are
 */
export function settleCounts(
  { components, flows, bind }: Architecture,
  matched: Matches,
  flowIn: (matches: Matches) => (flow: Flow) => OverWorlds,
  unpinned: ReadonlySet<GraphNode> = new Set(),
): SettledCounts {
  const settled = new Map(matched);
  const tied = new Set<string>();
  for (const { name, count, optional, where, of } of components) {
    const candidates = matched.get(name) ?? [];
    if (bind[name] !== undefined || candidates.length === 0) continue;
    const own = flows.filter(({ from, to }) => to === name || from.includes(name));
    if (optional && where === null && of === null && own.length > 0) {
      const playing = candidates.slice(0, maximalTrials).filter((candidate) => {
        if (!unpinned.has(candidate.node) && pinsOf(candidate.node).has(name)) return true;
        const judge = flowIn(new Map(settled).set(name, [candidate]));
        return own.every((flow) => ["present", "unknown"].includes(judge(flow).status));
      });
      settled.set(name, playing);
      continue;
    }
    if (count.atMost === null || candidates.length <= count.atMost) continue;
    const trials = candidates.slice(0, maximalTrials);
    const conforming = trials.filter((candidate) => {
      const judge = flowIn(new Map(settled).set(name, [candidate]));
      return own.every((flow) => judge(flow).status === "present");
    });
    const isDecided = own.length > 0 && conforming.length === count.atMost && candidates.length === trials.length;
    if (isDecided) settled.set(name, conforming);
    else if (conforming.length < candidates.length || own.length === 0) tied.add(name);
  }
  return { matches: settled, tied };
}
