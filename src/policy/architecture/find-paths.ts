/**
 * From one place to the ends of a flow: the best way to each of them, in one world.
 *
 * A way for sure is preferred to one of which that cannot be told, a short one to a long one. Where there is none, the step
 * that came nearest and does not hold says why.
 * Invariant: each node is passed once for each required node that stands between, so that the work is linear in the edges.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { isUnknown, type Ternary, unlessOpen } from "../../graph/ternary.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { type PathNeed, type Step, stepsFrom } from "./path-hops.ts";

/** What may stand between: each of the required ones, in order, and any of the others. */
export interface Between {
  readonly required: readonly ReadonlySet<GraphNode>[];
  readonly optional: ReadonlySet<GraphNode>;
}

export interface Way {
  readonly holds: Ternary;
  readonly steps: readonly Step[];
  /** Where it does not hold: the step that breaks; undefined where nothing leads on at all. */
  readonly broken: Step | undefined;
}

interface State {
  readonly at: GraphNode | null;
  /** How many of the required ones were passed. */
  readonly passed: number;
  readonly steps: readonly Step[];
  readonly doubts: readonly Reason[];
}

/** @throws Split where the world does not decide what the answer rests on */
export function findWays(
  graph: Graph,
  from: GraphNode | null,
  targets: ReadonlySet<GraphNode>,
  between: Between,
  needs: readonly PathNeed[],
  world: World,
): ReadonlyMap<GraphNode, Way> {
  const ways = new Map<GraphNode, Way>();
  const failed: { readonly step: Step; readonly steps: readonly Step[] }[] = [];
  const seen = new Set<string>();
  const sure: State[] = [{ at: from, passed: 0, steps: [], doubts: [] }];
  const doubtful: State[] = [];
  for (let state = sure.shift() ?? doubtful.shift(); state !== undefined; state = sure.shift() ?? doubtful.shift()) {
    const key = `${state.passed} ${state.at?.id ?? ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const { passed, doubts } = state;
    const next = between.required[passed];
    const asked = new Set([...between.optional, ...(next ?? targets)]);
    for (const step of stepsFrom(graph, state.at, needs, asked, world)) {
      const steps = [...state.steps, step];
      if (step.holds === false) {
        failed.push({ step, steps });
        continue;
      }
      const open = isUnknown(step.holds) ? [...doubts, ...step.holds] : doubts;
      if (next === undefined && targets.has(step.to)) {
        const before = ways.get(step.to);
        if (before === undefined || (before.holds !== true && open.length === 0))
          ways.set(step.to, { holds: open.length === 0 ? true : unlessOpen(open), steps, broken: undefined });
      }
      const goesOn = next?.has(step.to) === true ? passed + 1 : between.optional.has(step.to) ? passed : undefined;
      if (goesOn !== undefined)
        (open.length === 0 ? sure : doubtful).push({ at: step.to, passed: goesOn, steps, doubts: open });
    }
  }
  for (const target of targets) if (!ways.has(target)) ways.set(target, brokenWay(target, failed));
  return ways;
}

function brokenWay(
  target: GraphNode,
  failed: readonly { readonly step: Step; readonly steps: readonly Step[] }[],
): Way {
  const direct = failed.filter(({ step }) => step.to === target);
  const [nearest] = [...(direct.length > 0 ? direct : failed)].sort((a, b) => b.steps.length - a.steps.length);
  return { holds: false, steps: nearest?.steps ?? [], broken: nearest?.step };
}
