/**
 * A question that a world may not answer -> its answer where all worlds within agree, else the split that tells its
 * answers apart.
 *
 * A property that is one of forty instance types has forty worlds; a rule that asks whether it is one of the burstable
 * ones has two. So a part of an expression is asked in all the worlds that it would split into, and these are put
 * together by what it answers: what does not matter to the part then splits nothing that the part stands in.
 * Invariant: the work is bounded by an effort that all questions of one verdict share; without effort, the split is
 * what it was.
 */
import { canonical } from "../resolve/canonical.ts";
import type { Variable } from "../resolve/guard.ts";
import type { World } from "../resolve/world.ts";
import { isSplit, isUndecided, type Outcome, type SplitOutcome } from "./outcome.ts";

/** Worlds that may still be looked into. */
export interface Effort {
  left: number;
}

/** @param ask what the answer is in a world; may be a split. */
export function agree(ask: (world: World) => Outcome, world: World, effort: Effort): Outcome {
  const first = ask(world);
  if (!isSplit(first)) return first;
  const cases: Case[] = [];
  if (!collect({ ask, effort, variable: first.on.variable }, first, world, cases)) return first;
  const keys = new Set(cases.map(({ key }) => key));
  const [some] = cases;
  if (some === undefined) return first;
  if (keys.size > 1) return splitOf(first, cases);
  for (const one of cases) for (const parameter of one.world.assumed) world.assumed.add(parameter);
  return some.outcome;
}

interface Case {
  readonly world: World;
  readonly outcome: Outcome;
  /** Equal for cases that need not be told apart. */
  readonly key: unknown;
}

interface Question {
  readonly ask: (world: World) => Outcome;
  readonly effort: Effort;
  readonly variable: Variable;
}

/** Follows the splits on one variable. False where there was no effort left. */
function collect(question: Question, { on }: SplitOutcome, world: World, cases: Case[]): boolean {
  const worlds = [world.within(on, true), world.within(on, false)];
  // What was computed in a world that knows less asks for what is decided here.
  if (worlds.includes(undefined)) return false;
  for (const inner of worlds) {
    if (inner === undefined) continue;
    if (question.effort.left-- <= 0) return false;
    const outcome = question.ask(inner);
    if (isSplit(outcome) && outcome.on.variable.id === question.variable.id) {
      if (!collect(question, outcome, inner, cases)) return false;
      continue;
    }
    const settled = isSplit(outcome) ? agree(question.ask, inner, question.effort) : outcome;
    cases.push({ world: inner, outcome: settled, key: keyOf(settled) });
  }
  return true;
}

/** The split that puts together all values of the first case's kind, or of another where those cannot be listed. */
function splitOf(first: SplitOutcome, cases: readonly Case[]): SplitOutcome {
  const { variable } = first.on;
  const left = ({ world }: Case): ReadonlySet<string> | undefined =>
    world.decisions.find((decision) => decision.variable.id === variable.id)?.left;
  const unlisted = new Set(cases.filter((one) => left(one) === undefined).map(({ key }) => key));
  const chosen = cases.find(({ key }) => !unlisted.has(key));
  if (chosen === undefined) return first;
  const values = cases.filter(({ key }) => key === chosen.key).flatMap((one) => [...(left(one) ?? [])]);
  return { kind: "split", on: { variable, values: new Set(values) } };
}

/** Splits on something else are put together: what they split on matters, whatever this variable is. */
function keyOf(outcome: Outcome): unknown {
  if (isSplit(outcome)) return "split";
  if (isUndecided(outcome))
    return `unknown ${outcome.reasons.map(({ kind, stack, name }) => `${kind} ${stack}/${name}`).join("\n")}`;
  if (typeof outcome === "string") return `text ${outcome}`;
  if (typeof outcome !== "object" || outcome === null) return outcome;
  if (outcome.kind === "object") return outcome.self;
  return outcome.kind === "symbolic" ? `symbol ${canonical(outcome.value)}` : outcome;
}
