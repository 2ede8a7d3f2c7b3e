/**
 * A question that a world may not answer -> its answer where all worlds within agree, else the split that tells its
 * answers apart.
 *
 * A property that is one of forty instance types has forty worlds; a rule that asks whether it is one of the burstable
 * ones has two. So a question is asked in all the worlds that it would split into, and these are put together by what it
 * answers: what does not matter to the question then splits nothing that the question is part of.
 * Invariant: the work is bounded by an effort; without any left, the split is what it was.
 */
import type { Variable } from "./guard.ts";
import type { Membership } from "./literal.ts";
import { Split, type World } from "./world.ts";

/** Worlds that may still be looked into; who answers questions counts them. */
export interface Effort {
  readonly left: number;
}

/** What must be decided before a question has an answer. */
export interface Undecided {
  readonly on: Membership;
}

export interface Question<T, S extends Undecided> {
  readonly ask: (world: World) => T | S;
  readonly isSplit: (answer: T | S) => answer is S;
  /** The same split, on other values. */
  readonly split: (on: Membership) => S;
  /** Equal for answers that need not be told apart. */
  readonly keyOf: (answer: T) => unknown;
}

export function agree<T, S extends Undecided>(question: Question<T, S>, world: World, effort: Effort): T | S {
  const first = question.ask(world);
  if (!question.isSplit(first)) return first;
  const cases: Case<T | S>[] = [];
  if (!collect(question, first, world, effort, cases)) return first;
  const keys = new Set(cases.map(({ key }) => key));
  const [some] = cases;
  if (some === undefined) return first;
  if (keys.size > 1) return question.split(membershipOf(first.on, cases));
  for (const one of cases) for (const parameter of one.world.assumed) world.assumed.add(parameter);
  return some.answer;
}

/**
 * The answer to one of many questions that are asked of a list, say whether an item of it matters.
 * @throws Split where it differs in the worlds within this one.
 */
export function agreed<T>(
  ask: (world: World) => T,
  world: World,
  keyOf: (answer: T) => unknown = (answer) => answer,
): T {
  const effort = { left: maximalWorlds };
  const catching = (here: World): T | Split => {
    effort.left--;
    try {
      return ask(here);
    } catch (error) {
      if (error instanceof Split) return error;
      throw error;
    }
  };
  const isSplit = (answer: T | Split): answer is Split => answer instanceof Split;
  const question: Question<T, Split> = { ask: catching, isSplit, split: (on) => new Split(on), keyOf };
  const answer = agree(question, world, effort);
  if (isSplit(answer)) throw answer;
  return answer;
}

/** Worlds that are looked at for one item. */
const maximalWorlds = 128;

interface Case<A> {
  readonly world: World;
  readonly answer: A;
  readonly key: unknown;
}

/** Splits on something else are put together: what they split on matters, whatever this variable is. */
const splitKey = Symbol("split");

/** Follows the splits on one variable. False where there was no effort left. */
function collect<T, S extends Undecided>(
  question: Question<T, S>,
  { on }: Undecided,
  world: World,
  effort: Effort,
  cases: Case<T | S>[],
): boolean {
  for (const holds of [true, false]) {
    const inner = world.within(on, holds);
    if (inner === undefined) continue;
    // What was computed in a world that knows less asks for what is decided here.
    if (inner === world) return false;
    if (effort.left <= 0) return false;
    const answer = question.ask(inner);
    if (!question.isSplit(answer)) cases.push({ world: inner, answer, key: question.keyOf(answer) });
    else if (answer.on.variable.id === on.variable.id) {
      if (!collect(question, answer, inner, effort, cases)) return false;
    } else {
      const settled = agree(question, inner, effort);
      const key = question.isSplit(settled) ? splitKey : question.keyOf(settled);
      cases.push({ world: inner, answer: settled, key });
    }
  }
  return true;
}

/** All values of the first case's kind, or of another's where those cannot be listed. */
function membershipOf<A>(first: Membership, cases: readonly Case<A>[]): Membership {
  const { variable } = first;
  const left = ({ world }: Case<A>): ReadonlySet<string> | undefined => leftOf(world, variable);
  const unlisted = new Set(cases.filter((one) => left(one) === undefined).map(({ key }) => key));
  const chosen = cases.find(({ key }) => !unlisted.has(key));
  if (chosen === undefined) return first;
  const values = cases.filter(({ key }) => key === chosen.key).flatMap((one) => [...(left(one) ?? [])]);
  return { variable, values: new Set(values) };
}

function leftOf(world: World, variable: Variable): ReadonlySet<string> | undefined {
  return world.decisions.find((decision) => decision.variable.id === variable.id)?.left;
}
