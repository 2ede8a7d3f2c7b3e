/**
 * `==`, `!=`, `<`, `<=`, `>`, `>=` and `in`, three-valued.
 *
 * A scalar of a template is compared with a literal as CloudFormation would take it: "true" is true, "2" is 2. Only
 * values of type `dyn` can meet a literal of another type; everything else is refused when the rule is loaded.
 */
import type { ComparisonName } from "./expression.ts";
import type { BoundedFact, Fact, FactMap, SymbolicFact } from "./fact.ts";
import { elementsOf, listFrom, quantify, type Truth } from "./list-operations.ts";
import { ask, isUndecided, misasked, tooMuch, type Undecided, undecidedOf, unknownOf } from "./outcome.ts";
import { maximalSteps, type Run } from "./run.ts";
import { equalsText, textValue, whyUndecided } from "./symbolic-text.ts";

type Scalar = string | number | boolean | null;

export function compare(operation: ComparisonName, left: Fact, right: Fact, run: Run): Truth {
  switch (operation) {
    case "==":
      return equal(left, right, run);
    case "!=":
      return negated(equal(left, right, run));
    case "in":
      return contains(right, left, run);
    case "<":
      return isBelow(left, right, false);
    case "<=":
      return isBelow(left, right, true);
    case ">":
      return isBelow(right, left, false);
    case ">=":
      return isBelow(right, left, true);
  }
}

export function negated(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

function contains(of: Fact, element: Fact, run: Run): Truth {
  if (isKind(of, "map") && typeof element === "string") return hasKey(of, element, run);
  const list = listFrom(of);
  return isUndecided(list) ? list : quantify(list, true, (item) => equal(item, element, run), run);
}

/** Whether a map has a key; what is set to nothing in this world is not there. */
export function hasKey(map: FactMap, key: string, { world }: Run): Truth {
  const entry = map.entries.get(key);
  const outcome = entry === undefined ? undefined : ask(() => entry(world));
  if (outcome !== undefined && isUndecided(outcome)) return outcome;
  if (outcome !== undefined && !isKind(outcome, "missing")) return true;
  return map.open === undefined || map.open.length === 0 ? false : unknownOf(map.open);
}

function equal(left: Fact, right: Fact, run: Run): Truth {
  if (!run.spend()) return tooMuch(`more than ${maximalSteps} steps`);
  const undecided = undecidedOf([left, right]);
  if (undecided !== undefined) return undecided;
  if (isKind(left, "symbolic")) return equalToSymbolic(left, right);
  if (isKind(right, "symbolic")) return equalToSymbolic(right, left);
  if (isScalar(left) && isScalar(right)) return sameScalar(left, right);
  if (boundsOf(left) !== undefined && boundsOf(right) !== undefined) return sameNumber(left, right);
  if (isKind(left, "list") && isKind(right, "list")) {
    const these = elementsOf(left, run);
    const those = elementsOf(right, run);
    if (isUndecided(these)) return these;
    if (isUndecided(those)) return those;
    return these.length === those.length && allOf(these.map((item, i) => () => equal(item, those[i] ?? null, run)));
  }
  if (isKind(left, "map") && isKind(right, "map")) return sameMap(left, right, run);
  if (isKind(left, "object") && isKind(right, "object")) return left.self === right.self;
  if (isKind(left, "missing") || isKind(right, "missing")) return misasked("something that is not set was compared");
  return false;
}

function equalToSymbolic({ value }: SymbolicFact, other: Fact): Truth {
  if (isKind(other, "symbolic")) {
    return equalsText(value, other.value) ?? unknownOf([...whyUndecided(value), ...whyUndecided(other.value)]);
  }
  // Only texts can be told apart by their letters: `0${X}` may well be the number 2.
  const same = typeof other === "string" ? equalsText(value, textValue(other)) : undefined;
  if (isScalar(other)) return same ?? unknownOf(whyUndecided(value));
  return value.kind === "unknown" ? unknownOf([value.reason]) : false;
}

function sameMap(left: FactMap, right: FactMap, run: Run): Truth {
  const keys = new Set([...left.entries.keys(), ...right.entries.keys()]);
  return allOf(
    [...keys].map((key) => (): Truth => {
      const here = [hasKey(left, key, run), hasKey(right, key, run)];
      const undecided = undecidedOf(here);
      if (undecided !== undefined) return undecided;
      if (here[0] !== here[1]) return false;
      const values = [left, right].map((map) => ask(() => map.entries.get(key)?.(run.world) ?? null));
      const [a = null, b = null] = values;
      return isUndecided(a) || isUndecided(b) ? (undecidedOf(values) ?? false) : here[0] === false || equal(a, b, run);
    }),
  );
}

/** All of these, in order, ended by the first that is false. */
function allOf(questions: readonly (() => Truth)[]): Truth {
  const open: Undecided[] = [];
  for (const question of questions) {
    const answer = question();
    if (answer === false) return false;
    if (answer !== true) open.push(answer);
  }
  return undecidedOf(open) ?? true;
}

function sameScalar(left: Scalar, right: Scalar): boolean {
  if (typeof left === typeof right || left === null || right === null) return left === right;
  if (typeof left === "string") return sameAsText(left, right);
  return typeof right === "string" && sameAsText(right, left);
}

function sameAsText(text: string, other: Scalar): boolean {
  return typeof other === "number" ? numberIn(text) === other : text.toLowerCase() === String(other);
}

function isBelow(left: Fact, right: Fact, orEqual: boolean): Truth {
  const undecided = undecidedOf([left, right]);
  if (undecided !== undefined) return undecided;
  for (const side of [left, right]) if (isKind(side, "symbolic")) return unknownOf(whyUndecided(side.value));
  if (isScalar(left) && isScalar(right) && isOrdered(left, right) && right !== null)
    return left < right || (orEqual && left === right);
  const low = boundsOf(left);
  const high = boundsOf(right);
  if (low === undefined || high === undefined) return misasked("two things that have no order were compared");
  if (orEqual ? low.atMost <= high.atLeast : low.atMost < high.atLeast) return true;
  if (orEqual ? low.atLeast > high.atMost : low.atLeast >= high.atMost) return false;
  return inexact(left, right);
}

function sameNumber(left: Fact, right: Fact): Truth {
  const a = boundsOf(left);
  const b = boundsOf(right);
  if (a === undefined || b === undefined || a.atMost < b.atLeast || b.atMost < a.atLeast) return false;
  return inexact(left, right);
}

function inexact(...facts: readonly Fact[]): Undecided {
  return undecidedOf(facts.map(exact).filter(isUndecided)) ?? unknownOf([]);
}

/** A number of which only bounds are known is of no use but in a comparison. */
export function exact(fact: Fact): Fact | Undecided {
  if (!isKind(fact, "bounded")) return fact;
  return fact.decidedBy === undefined ? unknownOf(fact.reasons) : { kind: "split", on: fact.decidedBy };
}

function boundsOf(fact: Fact): Pick<BoundedFact, "atLeast" | "atMost"> | undefined {
  if (isKind(fact, "bounded")) return fact;
  const number = typeof fact === "string" ? numberIn(fact) : fact;
  return typeof number === "number" ? { atLeast: number, atMost: number } : undefined;
}

/** The number that CloudFormation takes a text for. */
export function numberIn(text: string): number | undefined {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Two texts, or two truths. */
function isOrdered(left: Scalar, right: Scalar): left is string {
  return typeof left === typeof right && (typeof left === "string" || typeof left === "boolean");
}

export function isScalar(fact: Fact): fact is Scalar {
  return typeof fact !== "object" || fact === null;
}

function isKind<K extends "list" | "map" | "object" | "symbolic" | "bounded" | "missing" | "unknown">(
  fact: unknown,
  kind: K,
): fact is Extract<Fact, { kind: K }> {
  return typeof fact === "object" && fact !== null && "kind" in fact && fact.kind === kind;
}
