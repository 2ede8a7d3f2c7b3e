/**
 * A question that one world may not answer -> its answers over all worlds, as a tree of decisions.
 *
 * Worlds are explored lazily: a world is split only on an atom that an evaluation asked for. Deterministic: what holds
 * is explored before what does not. Past the cap, worlds stay unexplored and the tree says so.
 */
import { always, and, atom as atomOf, type Guard, never, not, or } from "../resolve/guard.ts";
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
      /** What holds in `yes`, and what in `no`. */
      readonly guards: readonly [yes: Guard, no: Guard];
      readonly yes: Exploration<T>;
      readonly no: Exploration<T>;
    };

/** @param ask what the answer is in a world; undefined where the question does not arise there. */
export function explore<T extends object>(ask: (world: World) => T | SplitOutcome | undefined): Exploration<T> {
  let answers = 0;
  let visits = 0;
  const visit = (world: World | undefined): Exploration<T> => {
    if (world === undefined) return { kind: "nowhere" };
    if (answers === maximalWorlds || visits === maximalVisits) return { kind: "unexplored" };
    visits++;
    const answer = ask(world);
    if (answer === undefined) return { kind: "nowhere" };
    if (!isSplit(answer)) {
      answers++;
      return { kind: "leaf", world, answer };
    }
    const { atom } = answer;
    const without = world.with(atom, false);
    const left = without?.valueOf(atom.variable);
    const guards = [
      { kind: "atom", atom },
      left === undefined ? not({ kind: "atom", atom }) : atomOf(atom.variable, left),
    ] as const;
    return { kind: "fork", guards, yes: visit(world.with(atom, true)), no: visit(without) };
  };
  return visit(World.open.fresh());
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
