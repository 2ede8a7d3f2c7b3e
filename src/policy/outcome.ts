/**
 * Outcomes of evaluation: a fact, or what must be decided first.
 *
 * Invariant: what is undecided stays so, with every reason; a split is preferred to an unknown, because two worlds may
 * both have an answer.
 */
import type { Guard } from "../resolve/guard.ts";
import type { Membership } from "../resolve/literal.ts";
import type { Reason } from "../resolve/value.ts";
import { Split, type World } from "../resolve/world.ts";
import { type Fact, type UnknownFact, unknown } from "./fact.ts";

export interface SplitOutcome {
  readonly kind: "split";
  readonly on: Membership;
}

export type Outcome = Fact | SplitOutcome;
export type Undecided = SplitOutcome | UnknownFact;

/** Enough to explain an unknown; a verdict with more reasons than these is not explained better by all of them. */
const maximalReasons = 100;

export function isUndecided(outcome: unknown): outcome is Undecided {
  if (typeof outcome !== "object" || outcome === null || !("kind" in outcome)) return false;
  return outcome.kind === "split" || outcome.kind === "unknown";
}

export function isSplit(outcome: unknown): outcome is SplitOutcome {
  return typeof outcome === "object" && outcome !== null && "kind" in outcome && outcome.kind === "split";
}

/** What keeps an operation on all of these from being done: the first split, else all that is unknown, else nothing. */
export function undecidedOf(outcomes: readonly Outcome[]): Undecided | undefined {
  if (outcomes.length === 0) return undefined;
  const open = outcomes.filter(isUndecided);
  return open.find(isSplit) ?? (open.length === 0 ? undefined : unknownOf(open.flatMap(reasonsOf)));
}

export function unknownOf(reasons: readonly Reason[]): UnknownFact {
  return unknown(...uniqueReasons(reasons));
}

/** Each reason once, in order. */
export function uniqueReasons(reasons: Iterable<Reason>): readonly Reason[] {
  const unique = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = `${reason.kind}\n${reason.stack}\n${reason.name}`;
    if (!unique.has(key)) unique.set(key, reason);
    if (unique.size === maximalReasons) break;
  }
  return [...unique.values()];
}

function reasonsOf(outcome: Undecided): readonly Reason[] {
  return outcome.kind === "unknown" ? outcome.reasons : [];
}

/** The expression asks for something that is not there: an absent field, a text where there is a list. */
export function misasked(message: string): UnknownFact {
  return unknown({ kind: "rule", name: message, stack: "", message, settle: null });
}

export function tooMuch(what: string): UnknownFact {
  return unknown({ kind: "limit", name: what, stack: "", message: `the rule takes ${what}`, settle: null });
}

/** Asks for a fact: what it splits on is an outcome, and any other error is a fault of ours that goes on. */
export function ask(fact: () => Fact): Outcome {
  try {
    return fact();
  } catch (error) {
    if (error instanceof Split) return { kind: "split", on: error.on };
    throw error;
  }
}

/** Whether a guard holds in a world, or what decides it. */
export function holdsIn(world: World, guard: Guard): boolean | SplitOutcome {
  const outcome = ask(() => world.holds(guard));
  return isSplit(outcome) ? outcome : outcome === true;
}
