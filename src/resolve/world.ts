/**
 * A world: a set of decisions about variables, made only as far as an evaluation asked for them.
 *
 * Facts are computed in a world. Where they meet a guard that the world does not decide, they throw `Split`, and the
 * explorer of ../policy evaluates again in two worlds, one in which the atom holds and one in which it does not. This
 * is the only exception that is part of the design; ../policy catches it at the boundary of each fact.
 *
 * Invariant: a world is consistent. A variable that has only one value left has that value.
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
export interface Decision {
  readonly variable: Variable;
  readonly is: string | undefined;
  readonly isNot: ReadonlySet<string>;
}

export class World {
  readonly #decisions: ReadonlyMap<string, Decision>;
  /** Conjunctions and disjunctions that were tested: formulas share their parts, and are asked for again and again. */
  readonly #tested: Map<Guard, boolean | undefined>;
  /** Parameters whose defaults were read in this world; the evaluation empties and reads it. */
  readonly assumed: Set<string> = new Set();

  private constructor(decisions: ReadonlyMap<string, Decision>, tested: Map<Guard, boolean | undefined> = new Map()) {
    this.#decisions = decisions;
    this.#tested = tested;
  }

  /** The world in which nothing is decided. Each asker has its own, because `assumed` is written to. */
  static get open(): World {
    return new World(new Map());
  }

  /** A copy in which nothing has been recorded as assumed yet. */
  fresh(): World {
    return new World(this.#decisions, this.#tested);
  }

  /** The decisions that were made, in order of making. */
  get decisions(): readonly Decision[] {
    return [...this.#decisions.values()];
  }

  /** Whether the atom holds here; undefined where the world does not say. */
  decide({ variable, value }: Atom): boolean | undefined {
    const decision = this.#decisions.get(variable.id);
    if (decision?.is !== undefined) return decision.is === value;
    if (decision?.isNot.has(value)) return false;
    return variable.values?.includes(value) === false ? false : undefined;
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
    const decided = this.decide(atom);
    if (decided !== undefined) return decided === holds ? this : undefined;
    const isNot = new Set(this.#decisions.get(variable.id)?.isNot);
    let is: string | undefined = holds ? value : undefined;
    if (!holds) {
      isNot.add(value);
      const left = variable.values?.filter((v) => !isNot.has(v));
      if (left?.length === 0) return undefined;
      if (left?.length === 1) is = left[0];
    }
    return new World(new Map(this.#decisions).set(variable.id, { variable, is, isNot }));
  }

  /**
   * This world with all that the guard plainly demands: its atoms, and those of the parts that must hold. What it leaves
   * open (which part of a disjunction holds) stays open. Undefined where the guard cannot hold here.
   */
  assume(guard: Guard, holds = true): World | undefined {
    const known = this.test(guard);
    if (known !== undefined) return known === holds ? this : undefined;
    if (guard.kind === "atom") return this.with(guard.atom, holds);
    if (guard.kind === "not") return this.assume(guard.of, !holds);
    if (guard.kind !== "and" && guard.kind !== "or") return this;
    const open = guard.of.filter((part) => this.test(part) === undefined);
    if ((guard.kind === "and") !== holds) return open.length === 1 && open[0] ? this.assume(open[0], holds) : this;
    let world: World | undefined = this;
    for (const part of open) world = world?.assume(part, holds);
    return world;
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
      case "and":
      case "or": {
        if (this.#tested.has(guard)) return this.#tested.get(guard);
        const answer = this.#testParts(guard.of, guard.kind === "or");
        this.#tested.set(guard, answer);
        return answer;
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

  /** The first part that decides wins: `true` in a disjunction, `false` in a conjunction. */
  #testParts(parts: readonly Guard[], decisive: boolean): boolean | undefined {
    let answer: boolean | undefined = !decisive;
    for (const part of parts) {
      const inner = this.test(part);
      if (inner === decisive) return decisive;
      if (inner === undefined) answer = undefined;
    }
    return answer;
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
