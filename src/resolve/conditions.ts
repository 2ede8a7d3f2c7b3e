/**
 * Named conditions -> guards.
 *
 * Comparisons of a parameter with a literal are atoms of the parameter's variable; what cannot be decided further is a
 * variable of its own, one for equal expressions. Conditions are taken in the order of what they refer to, so that a
 * long chain of them needs no deep recursion.
 * Invariant: every name has a guard. One that is missing, refers to itself or is too deep is a variable, with a diagnostic.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { type SourceNode, spanOf } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import { canonical, sameText } from "./canonical.ts";
import { inOrder, type OrderedCondition } from "./condition-order.ts";
import { always, and, type Guard, never, not, or } from "./guard.ts";
import { isLoopCondition } from "./loops/loop-condition.ts";
import { alternativesOf, itemsOf, textOf } from "./reading.ts";
import { invalidReason, unknown } from "./reason.ts";
import type { Scope } from "./scope.ts";
import type { Decided, Value } from "./value.ts";
import { World } from "./world.ts";

/** Conditions that refer to conditions are followed this far. */
const maximalDepth = 100;
/** Pairs of alternatives that are compared for one equality. */
const maximalPairs = 1024;

export class Conditions {
  readonly #scope: Scope;
  readonly #nodes: ReadonlyMap<string, SourceNode>;
  /** Undefined until a guard is first asked for: stacks that refer to each other are not all there before. */
  #guards: Map<string, Guard> | undefined;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #pins: ReadonlyMap<string, boolean>;
  readonly #pinned: PinnedCondition[] = [];
  /** The condition whose formula is being made: the variables that this takes are named after it. */
  #current: Current = noCondition();

  /** @param pins names of conditions that are taken to be true or false, whatever they say. */
  constructor(
    scope: Scope,
    nodes: ReadonlyMap<string, SourceNode>,
    pins: ReadonlyMap<string, boolean> = new Map<string, boolean>(),
  ) {
    this.#scope = scope;
    this.#nodes = nodes;
    this.#pins = pins;
  }

  get guards(): ReadonlyMap<string, Guard> {
    if (this.#guards !== undefined) return this.#guards;
    this.#guards = new Map();
    const depths = new Map<string, number>();
    for (const condition of inOrder(this.#nodes)) {
      const depth = 1 + Math.max(0, ...condition.depends.map((name) => depths.get(name) ?? 0));
      const refusal = this.#refusal(condition, depth);
      if (refusal !== undefined) this.#report(refusal, condition.node);
      depths.set(condition.name, refusal === undefined ? depth : 0);
      this.#current = { name: condition.name, form: formOf(condition.node), comparisons: 0 };
      const guard = refusal === undefined ? this.formulaOf(condition.node) : this.#variable(condition.name);
      const holds = this.#pins.get(condition.name);
      this.#guards.set(condition.name, holds === undefined ? guard : holds ? always : never);
      if (holds !== undefined) this.#pinned.push({ name: condition.name, formula: guard, holds, node: condition.node });
    }
    this.#current = noCondition();
    return this.#guards;
  }

  /** Those that an author gave a name; what loops add is nothing that a person would know. */
  get named(): ReadonlyMap<string, Guard> {
    if (![...this.#nodes.keys()].some(isLoopCondition)) return this.guards;
    return new Map([...this.guards].filter(([name]) => !isLoopCondition(name)));
  }

  get diagnostics(): readonly Diagnostic[] {
    void this.guards;
    return this.#diagnostics;
  }

  /** The conditions that are pinned, with what they say. */
  get pinned(): readonly PinnedCondition[] {
    void this.guards;
    return this.#pinned;
  }

  /** When two values are the same text. */
  equality(left: Value, right: Value): Guard {
    return this.#equal(left, right);
  }

  guardOf(name: string): Guard {
    return this.guards.get(name) ?? this.#variable(name);
  }

  #refusal({ name, node, isCycle }: OrderedCondition, depth: number): string | undefined {
    if (isCycle) return `condition ${name} refers to itself`;
    if (depth > maximalDepth) return `condition ${name} stands on a chain of more than ${maximalDepth} conditions`;
    return this.#scope.isTooDeep(node) ? `condition ${name} is nested too deep` : undefined;
  }

  /** The formula of a node that stands where a condition is expected. */
  formulaOf(node: SourceNode): Guard {
    const call = intrinsicOf(node);
    const argument = call?.argument;
    const parts = argument?.kind === "sequence" ? argument.items : [];
    const [first, second] = parts;
    switch (call?.name) {
      case "And":
        return first === undefined ? this.#malformed(node) : and(...parts.map((part) => this.formulaOf(part)));
      case "Or":
        return first === undefined ? this.#malformed(node) : or(...parts.map((part) => this.formulaOf(part)));
      case "Not":
        return first === undefined ? this.#malformed(node) : not(this.formulaOf(first));
      case "Equals":
        if (first === undefined || second === undefined) return this.#malformed(node);
        return this.#equal(this.#scope.valueOf(first), this.#scope.valueOf(second));
      case "Contains":
        if (first === undefined || second === undefined) return this.#malformed(node);
        return this.#contains(this.#scope.valueOf(first), this.#scope.valueOf(second));
      case "Condition":
        return argument?.kind === "scalar" ? this.guardOf(argument.text) : this.#malformed(node);
      default:
        return this.#equal(this.#scope.valueOf(node), truth);
    }
  }

  /** When a loop's collection is known to have an item. Where it may have others, the stack is open for that. */
  #contains(list: Value, wanted: Value): Guard {
    return or(...itemsOf(list).items.map(({ guard, value }) => and(guard, this.#equal(value, wanted))));
  }

  #malformed(node: SourceNode): Guard {
    const reason = invalidReason(this.#scope.stack, `condition ${this.#current.name} cannot be read`);
    return this.#opaque(unknown(reason, node), truth);
  }

  #equal(left: Value, right: Value): Guard {
    const [ours, theirs] = [alternativesOf(left), alternativesOf(right)];
    if (ours.length * theirs.length > maximalPairs) return this.#opaque(left, right);
    if (ours.length * theirs.length > 1) this.#current.form = "compound";
    const cases: Guard[] = [];
    for (const a of ours) {
      const world = World.open.assume(a.guard);
      for (const b of theirs) {
        if (world?.assume(b.guard) === undefined) continue;
        cases.push(and(a.guard, b.guard, this.#equalDecided(a.value, b.value)));
      }
    }
    return or(...cases);
  }

  #equalDecided(a: Decided, b: Decided): Guard {
    const same = sameText(a, b);
    if (same !== undefined) return same ? always : never;
    return this.#withLiteral(a, b) ?? this.#withLiteral(b, a) ?? this.#opaque(a, b);
  }

  /** The comparison of what has a variable with a literal. */
  #withLiteral(value: Decided, literal: Decided): Guard | undefined {
    if (literal.kind !== "known") return undefined;
    const text = String(literal.value ?? "");
    if (value.kind !== "text") return this.#scope.equals(value, text);
    // `dev/${Size}` is `dev/large` where the size is large.
    const open = value.parts.findIndex((part) => part.kind !== "known");
    const [before, part, after] = [value.parts.slice(0, open), value.parts[open], value.parts.slice(open + 1)];
    const [first, last] = [before, after].map((parts) => parts.map((one) => textOf(one) ?? "").join(""));
    if (part === undefined || part.kind === "choice" || first === undefined || last === undefined) return undefined;
    if (after.some(({ kind }) => kind !== "known")) return undefined;
    return this.#scope.equals(part, text.slice(first.length, text.length - last.length));
  }

  /**
   * A comparison that cannot be decided further: equal expressions are one variable. Where the condition is this
   * comparison, or its opposite, the variable bears its name and says what it says.
   */
  #opaque(left: Value, right: Value): Guard {
    const id = [canonical(left), canonical(right)].sort().join(" = ");
    const { name, form, comparisons } = this.#current;
    this.#current.comparisons++;
    if (form === "compound") return this.#scope.truth(id, `${name} (comparison ${comparisons + 1})`, true);
    return this.#scope.truth(id, name, form === "comparison");
  }

  #variable(name: string): Guard {
    return this.#scope.truth(`${this.#scope.stack}/condition ${name}`, name, true);
  }

  #report(message: string, node: SourceNode): void {
    this.#diagnostics.push({ code: "condition", severity: "error", message, location: spanOf(node) });
  }
}

export interface PinnedCondition {
  readonly name: string;
  readonly formula: Guard;
  readonly holds: boolean;
  readonly node: SourceNode;
}

interface Current {
  readonly name: string;
  form: "comparison" | "opposite" | "compound";
  comparisons: number;
}

/** Outside named conditions: comparisons that stand where a value is expected. */
const noCondition = (): Current => ({ name: "a comparison", form: "compound", comparisons: 0 });

const truth: Value = { kind: "known", value: true, origin: null };

/** Whether a condition is one comparison, the opposite of one, or more than that. */
function formOf(condition: SourceNode): Current["form"] {
  let node: SourceNode | undefined = condition;
  let isOpposite = false;
  for (let call = intrinsicOf(node); call !== undefined; call = node && intrinsicOf(node)) {
    if (call.name === "Equals") return isOpposite ? "opposite" : "comparison";
    if (call.name !== "Not" || call.argument.kind !== "sequence") return "compound";
    isOpposite = !isOpposite;
    node = call.argument.items[0];
    if (node === undefined) return "compound";
  }
  return "compound";
}
