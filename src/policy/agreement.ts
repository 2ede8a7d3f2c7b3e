/**
 * A part of an expression -> its outcome where all worlds that it splits into agree; see ../resolve/agree.ts.
 *
 * Parts are asked in the same worlds again and again, by what they are part of and as worlds are explored; so an outcome is
 * kept for as long as one verdict is sought.
 */
import { agree } from "../resolve/agree.ts";
import { canonical } from "../resolve/canonical.ts";
import type { World } from "../resolve/world.ts";
import { isSplit, isUndecided, type Outcome, type SplitOutcome } from "./outcome.ts";

/** What one verdict may cost, and what was found on the way. */
export class Effort {
  /** Worlds of parts that may still be looked into. */
  left: number;
  readonly #kept = new Map<unknown, Map<string, Kept>>();

  constructor(left: number) {
    this.left = left;
  }

  /** @param part what is asked; the same part has the same outcome in worlds that decide the same. */
  once(part: unknown, how: "asked" | "agreed", world: World, compute: () => Outcome): Outcome {
    let kept = this.#kept.get(part);
    if (kept === undefined) {
      kept = new Map();
      this.#kept.set(part, kept);
    }
    const key = `${how}\u0003${spelled(world)}`;
    let found = kept.get(key);
    if (found === undefined) {
      if (how === "asked") this.left--;
      const before = new Set(world.assumed);
      const outcome = compute();
      found = { outcome, assumed: [...world.assumed].filter((name) => !before.has(name)) };
      if (this.left > 0) kept.set(key, found);
    }
    for (const name of found.assumed) world.assumed.add(name);
    return found.outcome;
  }
}

interface Kept {
  readonly outcome: Outcome;
  readonly assumed: readonly string[];
}

function spelled(world: World): string {
  return world.decisions
    .map(
      ({ variable, left, isNot }) =>
        `${variable.id}${left === undefined ? "!" : ""}=${[...(left ?? isNot)].sort().join("\u0001")}`,
    )
    .sort()
    .join("\u0002");
}

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
