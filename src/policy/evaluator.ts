/**
 * Evaluation of an expression in one world -> a fact, an unknown with its reasons, or what to split on.
 *
 * Invariant: never an exception for data; an error in here or in a fact is a fault of ours, and goes on. `&&`, `||`, `!`
 * and `?:` follow Kleene; everything else is unknown where something that it needs is. The work is bounded by a budget
 * of steps, the results by their size.
 */
import type { World } from "../resolve/world.ts";
import { outcomeOf } from "./agreement.ts";
import { compare, exact, hasKey, negated } from "./comparison.ts";
import type { ArithmeticName, Expression } from "./expression.ts";
import { type Fact, type FactMap, type FactObject, type MissingFact, missing } from "./fact.ts";
import { boundedText, callFunction } from "./functions.ts";
import { concatenate, elementsOf, listFrom, macro, type Truth, truthOf } from "./list-operations.ts";
import {
  ask,
  isUndecided,
  misasked,
  type Outcome,
  tooMuch,
  type Undecided,
  undecidedOf,
  unknownOf,
} from "./outcome.ts";
import { type EvaluationContext, maximalSteps, type Run, startRun } from "./run.ts";
import { whyUndecided } from "./symbolic-text.ts";

/** Names and what they stand for, the innermost first. */
interface Scope {
  readonly name: string;
  readonly value: Fact;
  readonly outer: Scope | undefined;
}

export function evaluate(
  expression: Expression,
  bindings: ReadonlyMap<string, Fact>,
  context: EvaluationContext,
): Outcome {
  let scope: Scope | undefined;
  for (const [name, value] of bindings) scope = { name, value, outer: scope };
  const outcome = evaluateIn(expression, scope, startRun(context, scope));
  return isMissing(outcome) ? misasked("something that is not set was asked for") : outcome;
}

function evaluateIn(expression: Expression, scope: Scope | undefined, run: Run): Outcome {
  const { effort, world } = run;
  if (effort === undefined || expression[0] === "const" || expression[0] === "var") {
    return evaluateOnce(expression, scope, run);
  }
  const ask = (here: World): Outcome => evaluateOnce(expression, scope, here === world ? run : { ...run, world: here });
  if (scope !== run.outermost) {
    // In a macro, the same part is asked of one element after the other.
    const counted = (here: World): Outcome => {
      effort.left--;
      return ask(here);
    };
    return outcomeOf(counted, world, effort);
  }
  const askOnce = (here: World): Outcome => effort.once(expression, "asked", here, () => ask(here));
  return effort.once(expression, "agreed", world, () => outcomeOf(askOnce, world, effort));
}

function evaluateOnce(expression: Expression, scope: Scope | undefined, run: Run): Outcome {
  if (!run.spend()) return tooMuch(`more than ${maximalSteps} steps`);
  switch (expression[0]) {
    case "const":
      return expression[1];
    case "var":
      return lookUp(expression[1], scope);
    case "field":
    case "index": {
      const found = follow(expression, scope, run);
      return isMissing(found) ? misasked(`${nameOf(expression)} is not set; the rule must test it with has()`) : found;
    }
    case "has": {
      const found = follow(["field", expression[1], expression[2]], scope, run);
      return isUndecided(found) ? found : !isMissing(found);
    }
    default:
      return calculated(expression, (part) => evaluateIn(part, scope, run), scope, run);
  }
}

type Calculation = Exclude<Expression, readonly ["const" | "var" | "field" | "index" | "has", ...unknown[]]>;

/** @param at what a part of the expression evaluates to */
function calculated(
  expression: Calculation,
  at: (part: Expression) => Outcome,
  scope: Scope | undefined,
  run: Run,
): Outcome {
  switch (expression[0]) {
    case "method":
      return callMethod(at(expression[1]), expression[2], expression[3].map(at), run);
    case "call":
      return withKnown(expression[2].map(at), (args) => callFunction(expression[1], args, run));
    case "macro": {
      const [, name, of, variable, body] = expression;
      return withKnown([at(of)], ([fact = null]) => {
        const list = listFrom(fact);
        if (isUndecided(list)) return list;
        return macro(name, list, (value) => evaluateIn(body, { name: variable, value, outer: scope }, run), run);
      });
    }
    case "list":
      return listOfOutcomes(expression[1].map(at));
    case "not":
      return negated(truthOf(at(expression[1])));
    case "negate":
      return withKnown([at(expression[1])], ([fact]) =>
        typeof fact === "number" ? 0 - fact : misasked("something that is no number was negated"),
      );
    case "and":
      return connect(false, at, expression[1], expression[2]);
    case "or":
      return connect(true, at, expression[1], expression[2]);
    case "if": {
      const condition = truthOf(at(expression[1]));
      if (typeof condition === "boolean") return at(expression[condition ? 2 : 3]);
      return isUndecided(condition) && condition.kind === "split" ? condition : either(condition, expression, at, run);
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "in": {
      const [operation, left, right] = expression;
      return withKnown([at(left), at(right)], ([a = null, b = null]) => compare(operation, a, b, run), true);
    }
    default: {
      const [operation, left, right] = expression;
      return withKnown([at(left), at(right)], ([a = null, b = null]) => calculate(operation, a, b));
    }
  }
}

/** `&&` is decided by a false, `||` by a true, whatever the other side is. */
function connect(decisive: boolean, at: (part: Expression) => Outcome, left: Expression, right: Expression): Truth {
  const first = truthOf(at(left));
  if (first === decisive) return decisive;
  const second = truthOf(at(right));
  if (second === decisive) return decisive;
  return undecidedOf([first, second]) ?? !decisive;
}

/** A choice whose condition is unknown is known where both sides are the same. */
function either(
  condition: Undecided,
  [, , yes, no]: Extract<Expression, readonly ["if", ...unknown[]]>,
  at: (part: Expression) => Outcome,
  run: Run,
): Outcome {
  const outcomes = [at(yes), at(no)];
  const [a = null, b = null] = outcomes;
  if (!isUndecided(a) && !isUndecided(b) && compare("==", a, b, run) === true) return a;
  return undecidedOf([condition, ...outcomes]) ?? condition;
}

/** A field, an entry or an element, or `missing` where some step of the path is not there. */
function follow(expression: Expression, scope: Scope | undefined, run: Run): Outcome {
  if (expression[0] !== "field" && expression[0] !== "index") return evaluateIn(expression, scope, run);
  const receiver = follow(expression[1], scope, run);
  if (isUndecided(receiver) || isMissing(receiver)) return receiver;
  if (expression[0] === "field") return fieldOf(receiver, expression[2], run);
  return withKnown([evaluateIn(expression[2], scope, run)], ([key = null]) => elementAt(receiver, key, run));
}

function fieldOf(receiver: Fact, name: string, run: Run): Outcome {
  if (typeof receiver === "object" && receiver !== null) {
    if (receiver.kind === "map") return entryOf(receiver, name, run);
    if (receiver.kind === "symbolic") return unknownOf(whyUndecided(receiver.value));
    if (receiver.kind === "object") return factOf(receiver, name, run);
  }
  return misasked(`${name} was asked of something that has no fields`);
}

function entryOf(map: FactMap, key: string, run: Run): Outcome {
  const present = hasKey(map, key, run);
  if (typeof present !== "boolean") return present;
  const entry = map.entries.get(key);
  return present && entry !== undefined ? ask(() => entry(run.world)) : missing;
}

function factOf({ type, self }: FactObject, name: string, run: Run): Outcome {
  const field = run.registry.fieldOf(type, name);
  if (field === undefined) throw new Error(`fact type ${type} has no field ${name}`);
  return ask(() => field.read(self as never, run));
}

function elementAt(receiver: Fact, key: Fact, run: Run): Outcome {
  if (typeof key === "string") return fieldOf(receiver, key, run);
  if (typeof key !== "number") return misasked("an index is neither a number nor a text");
  const list = listFrom(receiver);
  const elements = isUndecided(list) ? list : elementsOf(list, run);
  return isUndecided(elements) ? elements : (elements[key] ?? missing);
}

function callMethod(receiver: Outcome, name: string, args: readonly Outcome[], run: Run): Outcome {
  return withKnown([receiver, ...args], ([of, ...given]) => {
    if (typeof of !== "object" || of?.kind !== "object")
      return misasked(`${name}() was called on something that has no methods`);
    const method = run.registry.methodOf(of.type, name);
    if (method === undefined) throw new Error(`fact type ${of.type} has no method ${name}`);
    const outcome = ask(() => method.call(of.self as never, given, run));
    return isMissing(outcome) ? misasked(`${name}() has no answer here`) : outcome;
  });
}

function calculate(operation: ArithmeticName, left: Fact, right: Fact): Outcome {
  if (operation === "+" && typeof left === "string" && typeof right === "string") return boundedText(left + right);
  if (operation === "+" && isList(left) && isList(right)) return concatenate(left, right);
  if (typeof left !== "number" || typeof right !== "number")
    return misasked(`${operation} was asked of what it is not for`);
  if ((operation === "/" || operation === "%") && right === 0) return misasked("a number was divided by zero");
  const result = arithmetic(operation, left, right);
  // CEL's integers have no negative zero.
  return Number.isSafeInteger(Math.trunc(result)) ? result + 0 : tooMuch("numbers beyond 2^53");
}

function arithmetic(operation: ArithmeticName, left: number, right: number): number {
  switch (operation) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return Math.trunc(left / right);
    case "%":
      return left % right;
  }
}

/** Elements that are not known stay so, each for itself; an element that needs a decision makes the list need it. */
function listOfOutcomes(outcomes: readonly Outcome[]): Outcome {
  const items: { guard: { kind: "true" }; value: Fact }[] = [];
  for (const value of outcomes) {
    if (isUndecided(value) && value.kind === "split") return value;
    items.push({ guard: { kind: "true" }, value });
  }
  return { kind: "list", items, open: [] };
}

/** Does something with facts, once all of them are known; `bounds` where bounds of a number are enough. */
function withKnown(outcomes: readonly Outcome[], make: (facts: readonly Fact[]) => Outcome, bounds = false): Outcome {
  const facts: Fact[] = [];
  const undecided: Undecided[] = [];
  for (const outcome of outcomes) {
    const settled = bounds || isUndecided(outcome) ? outcome : exact(outcome);
    if (isUndecided(settled)) undecided.push(settled);
    else facts.push(settled);
  }
  return undecidedOf(undecided) ?? make(facts);
}

function lookUp(name: string, scope: Scope | undefined): Fact {
  for (let inner = scope; inner !== undefined; inner = inner.outer) if (inner.name === name) return inner.value;
  throw new Error(`the variable ${name} has no value`);
}

/** The path as it is written, for people. */
function nameOf(expression: Expression): string {
  switch (expression[0]) {
    case "var":
      return expression[1];
    case "field":
      return `${nameOf(expression[1])}.${expression[2]}`;
    case "index":
      return `${nameOf(expression[1])}[...]`;
    default:
      return "it";
  }
}

function isMissing(outcome: Outcome): outcome is MissingFact {
  return typeof outcome === "object" && outcome !== null && outcome.kind === "missing";
}

function isList(fact: Fact): fact is Extract<Fact, { kind: "list" }> {
  return typeof fact === "object" && fact?.kind === "list";
}
