/**
 * A question that one world may not answer -> its answers over all worlds, as a tree of decisions.
 *
 * Worlds are explored lazily: a world is split only on what an evaluation asked for. Deterministic: what holds
 * is explored before what does not. Past the cap, worlds stay unexplored and the tree says so.
 */

import { isPossible } from "../resolve/explore.ts";
import { always, and, atom, type Guard, never, not, or, type Variable } from "../resolve/guard.ts";
import { guardOfMembership } from "../resolve/literal.ts";
import { World } from "../resolve/world.ts";
import { isSplit, type SplitOutcome } from "./outcome.ts";

/** Worlds with an answer that are explored for one question. */
export const maximalWorlds = 64;
/** Worlds that are looked at for one question, those without an answer included. */
const maximalVisits = 1024;

export interface Leaf<T> {
  readonly kind: "leaf";
  readonly world: World;
  readonly answer: T;
}

export type Exploration<T> =
  | Leaf<T>
  /** The question does not arise: the thing is not there in this world. */
  | { readonly kind: "nowhere" }
  | { readonly kind: "unexplored" }
  | {
      readonly kind: "fork";
      /** What was decided. */
      readonly variable: Variable;
      /** What holds in `yes`, and what in `no`. */
      readonly guards: readonly [yes: Guard, no: Guard];
      readonly yes: Exploration<T>;
      readonly no: Exploration<T>;
    };

/**
 * @param ask what the answer is in a world; undefined where the question does not arise there.
 * @param limit how many worlds with an answer are explored; @param within the worlds that there are.
 */
export function explore<T extends object>(
  ask: (world: World) => T | SplitOutcome | undefined,
  { limit = maximalWorlds, within = World.open }: { readonly limit?: number; readonly within?: World } = {},
): Exploration<T> {
  let answers = 0;
  let visits = 0;
  const visit = (world: World | undefined): Exploration<T> => {
    if (world === undefined) return { kind: "nowhere" };
    if (answers === limit || visits === maximalVisits) return { kind: "unexplored" };
    visits++;
    const answer = ask(world);
    if (answer === undefined) return { kind: "nowhere" };
    if (!isSplit(answer)) {
      if (!isPossible(world)) return { kind: "nowhere" };
      answers++;
      return { kind: "leaf", world, answer };
    }
    const without = world.within(answer.on, false);
    const left = without?.valueOf(answer.on.variable);
    const on = guardOfMembership(answer.on);
    const guards = [on, left === undefined ? not(on) : atom(answer.on.variable, left)] as const;
    return {
      kind: "fork",
      variable: answer.on.variable,
      guards,
      yes: visit(world.within(answer.on, true)),
      no: visit(without),
    };
  };
  return visit(within.fresh());
}

/** All answers, in the order of exploration. */
export function leavesOf<T>(exploration: Exploration<T>): readonly Leaf<T>[] {
  switch (exploration.kind) {
    case "leaf":
      return [exploration];
    case "fork":
      return [...leavesOf(exploration.yes), ...leavesOf(exploration.no)];
    default:
      return [];
  }
}

/** The variables that worlds were split on, each once, in the order of exploration. */
export function splitsOf(exploration: Exploration<unknown>): readonly Variable[] {
  const found = new Map<string, Variable>();
  const waiting = [exploration];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind !== "fork") continue;
    found.set(next.variable.id, next.variable);
    waiting.push(next.no, next.yes);
  }
  return [...found.values()];
}

export function isComplete(exploration: Exploration<unknown>): boolean {
  if (exploration.kind === "fork") return isComplete(exploration.yes) && isComplete(exploration.no);
  return exploration.kind !== "unexplored";
}

/**
 * The union of the worlds whose answer is as asked, without what does not matter to it.
 *
 * @param asked gets undefined for what was not explored.
 */
export function guardWhere<T>(exploration: Exploration<T>, asked: (answer: T | undefined) => boolean): Guard {
  switch (exploration.kind) {
    case "leaf":
      return asked(exploration.answer) ? always : never;
    case "fork": {
      const [yesGuard, noGuard] = exploration.guards;
      const yes = guardWhere(exploration.yes, asked);
      const no = guardWhere(exploration.no, asked);
      if (yes.kind === "true" && no.kind === "true") return always;
      // `a or (not a and b)` is `a or b`.
      if (yes.kind === "true") return or(yesGuard, no);
      if (no.kind === "true") return or(noGuard, yes);
      return or(and(yesGuard, yes), and(noGuard, no));
    }
    case "unexplored":
      return asked(undefined) ? always : never;
    case "nowhere":
      return never;
  }
}
