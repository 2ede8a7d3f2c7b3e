/**
 * A part of an expression -> its outcome where all worlds that it splits into agree; see ../resolve/agree.ts.
 */
import { agree, type Effort } from "../resolve/agree.ts";
import { canonical } from "../resolve/canonical.ts";
import type { World } from "../resolve/world.ts";
import { isSplit, isUndecided, type Outcome, type SplitOutcome } from "./outcome.ts";

/** @param ask what comes of it in a world. */
export function outcomeOf(ask: (world: World) => Outcome, world: World, effort: Effort): Outcome {
  return agree<Exclude<Outcome, SplitOutcome>, SplitOutcome>(
    { ask, isSplit, split: (on) => ({ kind: "split", on }), keyOf },
    world,
    effort,
  );
}

function keyOf(outcome: Exclude<Outcome, SplitOutcome>): unknown {
  if (isUndecided(outcome)) {
    return `unknown ${outcome.reasons.map(({ kind, stack, name }) => `${kind} ${stack}/${name}`).join("\n")}`;
  }
  if (typeof outcome === "string") return `text ${outcome}`;
  if (typeof outcome !== "object" || outcome === null) return outcome;
  if (outcome.kind === "object") return outcome.self;
  return outcome.kind === "symbolic" ? `symbol ${canonical(outcome.value)}` : outcome;
}
