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
import { type Literal, literalOf, type Membership, membershipOf } from "./literal.ts";
import type { Decided, Value } from "./value.ts";

/** Thrown by `World.holds` and `World.read`: what must be decided before the question can be answered. */
export class Split {
  readonly on: Membership;
  constructor(on: Membership) {
    this.on = on;
  }
}

/** What a world says about one variable: it is one of these values, or, where that is not known, none of those. */
export interface Decision {
  readonly variable: Variable;
  readonly left: ReadonlySet<string> | undefined;
  readonly isNot: ReadonlySet<string>;
}

export class World {
  readonly #decisions: ReadonlyMap<string, Decision>;
  /** What holds in every world that there is, as far as these decisions leave it open. */
  readonly constraints: readonly Guard[];
  /** Conjunctions and disjunctions that were tested: formulas share their parts, and are asked for again and again. */
  readonly #tested: Map<Guard, boolean | undefined>;
  /** Parameters whose defaults were read in this world; the evaluation empties and reads it. */
  readonly assumed: Set<string> = new Set();

  private constructor(
    decisions: ReadonlyMap<string, Decision>,
    constraints: readonly Guard[],
    tested: Map<Guard, boolean | undefined> = new Map(),
  ) {
    this.#decisions = decisions;
    this.constraints = constraints;
    this.#tested = tested;
  }

  /** The world in which nothing is decided. Each asker has its own, because `assumed` is written to. */
  static get open(): World {
    return new World(new Map(), []);
  }

  /** All worlds in which a guard holds, as one: what it plainly demands is decided. Undefined where there is none. */
  static given(guard: Guard): World | undefined {
    return new World(new Map(), guard.kind === "and" ? guard.of : [guard]).#settled();
  }

  /** A copy in which nothing has been recorded as assumed yet. */
  fresh(): World {
    return new World(this.#decisions, this.constraints, this.#tested);
  }

  /** The decisions that were made, in order of making. */
  get decisions(): readonly Decision[] {
    return [...this.#decisions.values()];
  }

  /** Whether the atom holds here; undefined where the world does not say. */
  decide({ variable, value }: Atom): boolean | undefined {
    const decision = this.#decisions.get(variable.id);
    if (decision === undefined) return variable.values?.includes(value) === false ? false : undefined;
    if (decision.left === undefined) return decision.isNot.has(value) ? false : undefined;
    if (!decision.left.has(value)) return false;
    return decision.left.size === 1 ? true : undefined;
  }

  /** The value that the world gives a variable, if it gives one. */
  valueOf(variable: Variable): string | undefined {
    const left = this.#decisions.get(variable.id)?.left;
    return left?.size === 1 ? [...left][0] : undefined;
  }

  /** Whether the world rules a value out without naming the one that holds. */
  excludes(variable: Variable, value: string): boolean {
    return this.decide({ variable, value }) === false;
  }

  /** This world with one more decision; undefined where that contradicts what is decided. */
  with(atom: Atom, holds: boolean): World | undefined {
    return this.within(membershipOf(atom), holds);
  }

  /** This world where a variable has one of some values, or none of them; undefined where there is no such world. */
  within({ variable, values }: Membership, holds: boolean): World | undefined {
    const decision = this.#decisions.get(variable.id);
    const possible = decision?.left ?? variable.values;
    const isNot = decision?.isNot ?? nothing;
    if (possible === undefined && !holds) {
      const all = new Set([...isNot, ...values]);
      return all.size === isNot.size ? this : this.#deciding({ variable, left: undefined, isNot: all });
    }
    const before = possible === undefined ? [...values].filter((value) => !isNot.has(value)) : [...possible];
    const left = possible === undefined ? before : before.filter((value) => values.has(value) === holds);
    if (left.length === 0) return undefined;
    if (possible !== undefined && left.length === before.length) return this;
    return this.#deciding({ variable, left: new Set(left), isNot: nothing });
  }

  #deciding(decision: Decision): World | undefined {
    const world = new World(new Map(this.#decisions).set(decision.variable.id, decision), this.constraints);
    return this.constraints.length === 0 ? world : world.#settled();
  }

  /** This world with what its constraints demand of it, until they demand nothing more. */
  #settled(): World | undefined {
    const open: Guard[] = [];
    for (const constraint of this.constraints) {
      const holds = this.test(constraint);
      if (holds === false) return undefined;
      if (holds === true) continue;
      // A decision settles the world that it leads to.
      const assumed = this.assume(constraint);
      if (assumed !== this) return assumed;
      open.push(constraint);
    }
    return open.length === this.constraints.length ? this : new World(this.#decisions, open, this.#tested);
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
        const literal = literalOf(guard);
        if (literal !== null) return this.#testLiteral(literal);
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
    if (open === undefined) throw new Error("a guard that is undecided has an undecided part");
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

  #testLiteral({ variable, values, isExcluded }: Literal): boolean | undefined {
    const decision = this.#decisions.get(variable.id);
    const left = decision?.left ?? variable.values;
    if (left === undefined) {
      for (const value of values) if (decision?.isNot.has(value) !== true) return undefined;
      return isExcluded;
    }
    let [some, all] = [false, true];
    for (const value of left) {
      if (values.has(value)) some = true;
      else all = false;
    }
    return some && !all ? undefined : all !== isExcluded;
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

  /** The first part that is undecided and speaks of one variable only. */
  #firstOpen(guard: Guard): Membership | undefined {
    if (this.test(guard) !== undefined) return undefined;
    const literal = literalOf(guard);
    if (literal !== null) return { variable: literal.variable, values: literal.values };
    if (guard.kind === "not") return this.#firstOpen(guard.of);
    for (const part of guard.kind === "and" || guard.kind === "or" ? guard.of : []) {
      const open = this.#firstOpen(part);
      if (open !== undefined) return open;
    }
    return undefined;
  }
}

const nothing: ReadonlySet<string> = new Set();
