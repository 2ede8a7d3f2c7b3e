/**
 * A world: a set of decisions about variables, made only as far as an evaluation asked for them.
 *
 * Facts are computed in a world. Where they meet a guard that the world does not decide, they throw `Split`, and the
 * explorer of ../policy evaluates again in two worlds, one in which the atom holds and one in which it does not. This
 * is the only exception that is part of the design; ../policy catches it at the boundary of each fact.
 */
import type { Atom, Guard, Variable } from "./guard.ts";
import type { Decided, Value } from "./value.ts";

/** Thrown by `World.holds` and `World.read`: which atom must be decided before the question can be answered. */
export class Split {
  readonly atom: Atom;
  constructor(atom: Atom) {
    this.atom = atom;
  }
}

/** What a world says about one variable: it is this value, or it is none of these. */
interface Decision {
  readonly variable: Variable;
  readonly is: string | undefined;
  readonly isNot: ReadonlySet<string>;
}

export class World {
  readonly #decisions: ReadonlyMap<string, Decision>;
  /** Parameters whose defaults were read in this world; the evaluation empties and reads it. */
  readonly assumed: Set<string> = new Set();

  private constructor(decisions: ReadonlyMap<string, Decision>) {
    this.#decisions = decisions;
  }

  static readonly open: World = new World(new Map());

  /** A copy in which nothing has been recorded as assumed yet. */
  fresh(): World {
    return new World(this.#decisions);
  }

  /** The decisions that were made, in order of making. */
  get decisions(): readonly Decision[] {
    return [...this.#decisions.values()];
  }

  /** Whether the atom holds here; undefined where the world does not say. */
  decide({ variable, value }: Atom): boolean | undefined {
    const decision = this.#decisions.get(variable.id);
    if (decision === undefined) return undefined;
    if (decision.is !== undefined) return decision.is === value;
    return decision.isNot.has(value) ? false : undefined;
  }

  /** The value that the world gives a variable, if it gives one. */
  valueOf(variable: Variable): string | undefined {
    return this.#decisions.get(variable.id)?.is;
  }

  /** Whether the world rules a value out without naming the one that holds. */
  excludes(variable: Variable, value: string): boolean {
    return this.decide({ variable, value }) === false;
  }

  /** This world with one more decision; undefined where that contradicts what is decided. */
  with(atom: Atom, holds: boolean): World | undefined {
    const { variable, value } = atom;
    const known = this.decide(atom);
    if (known !== undefined) return known === holds ? this : undefined;
    const before = this.#decisions.get(variable.id);
    let is: string | undefined = holds ? value : undefined;
    const isNot = new Set(before?.isNot);
    if (!holds) {
      isNot.add(value);
      const left = variable.values?.filter((v) => !isNot.has(v));
      if (left?.length === 0) return undefined;
      if (left?.length === 1) is = left[0];
    }
    return new World(new Map(this.#decisions).set(variable.id, { variable, is, isNot }));
  }

  /** Whether a guard holds here; undefined where the world does not decide it. */
  test(guard: Guard): boolean | undefined {
    switch (guard.kind) {
      case "true":
        return true;
      case "false":
        return false;
      case "atom":
        return this.decide(guard.atom);
      case "not": {
        const inner = this.test(guard.of);
        return inner === undefined ? undefined : !inner;
      }
      case "and": {
        let result: boolean | undefined = true;
        for (const part of guard.of) {
          const inner = this.test(part);
          if (inner === false) return false;
          if (inner === undefined) result = undefined;
        }
        return result;
      }
      case "or": {
        let result: boolean | undefined = false;
        for (const part of guard.of) {
          const inner = this.test(part);
          if (inner === true) return true;
          if (inner === undefined) result = undefined;
        }
        return result;
      }
    }
  }

  /**
   * Whether a guard holds here.
   * @throws Split where the world does not decide it.
   */
  holds(guard: Guard): boolean {
    const answer = this.test(guard);
    if (answer !== undefined) return answer;
    const open = this.#firstOpen(guard);
    if (open === undefined) throw new Error("a guard that is undecided has an undecided atom");
    throw new Split(open);
  }

  /**
   * The value in this world, with every choice at its top decided, and its assumed parameters noted.
   * @throws Split where a choice is not decided.
   */
  read(value: Value): Decided {
    let current = value;
    for (;;) {
      for (const name of current.assumed ?? []) this.assumed.add(name);
      if (current.kind !== "choice") return current;
      const found = current.alternatives.find((alternative) => this.holds(alternative.guard));
      if (found === undefined) throw new Error("the alternatives of a choice cover every case");
      current = found.value;
    }
  }

  #firstOpen(guard: Guard): Atom | undefined {
    switch (guard.kind) {
      case "true":
      case "false":
        return undefined;
      case "atom":
        return this.decide(guard.atom) === undefined ? guard.atom : undefined;
      case "not":
        return this.#firstOpen(guard.of);
      case "and":
      case "or":
        for (const part of guard.of) {
          if (this.test(part) !== undefined) continue;
          const open = this.#firstOpen(part);
          if (open !== undefined) return open;
        }
        return undefined;
    }
  }
}
