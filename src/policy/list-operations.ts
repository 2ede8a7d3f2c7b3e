/**
 * Operations on lists whose elements may be there or not: `exists`, `all`, `exists_one`, `filter`, `map`, `size`.
 *
 * Invariant: the predicate is asked first, and whether an element is there only where the predicate makes that matter;
 * so an element that cannot change the answer splits no world. What holds of an open list holds whatever else is in it.
 */
import type { Reason } from "../resolve/value.ts";
import type { MacroName } from "./expression.ts";
import { type Fact, type FactItem, type FactList, listOf } from "./fact.ts";
import {
  holdsIn,
  isSplit,
  isUndecided,
  misasked,
  type Outcome,
  type SplitOutcome,
  tooMuch,
  type Undecided,
  undecidedOf,
  unknownOf,
} from "./outcome.ts";
import { maximalLength, type Run } from "./run.ts";
import { whyUndecided } from "./symbolic-text.ts";

/** A truth that may not be known. */
export type Truth = boolean | Undecided;

/**
 * A fact as a list: maps are lists of their keys, as CEL takes them, and a single value is a list of one, as
 * CloudFormation does.
 */
export function listFrom(fact: Fact): FactList | Undecided {
  if (typeof fact !== "object" || fact === null) return listOf([fact]);
  switch (fact.kind) {
    case "list":
      return fact;
    case "map":
      return listOf([...fact.entries.keys()], fact.open);
    case "symbolic":
      return fact.value.kind === "unknown" ? listOf([], [fact.value.reason]) : listOf([fact]);
    case "unknown":
      return fact;
    case "missing":
      return misasked("a list that is not set was asked for its elements");
    default:
      return listOf([fact]);
  }
}

/** `exists` (decided by a true) and `all` (decided by a false). */
export function quantify(list: FactList, decisive: boolean, test: (item: Fact) => Truth, run: Run): Truth {
  const open: Undecided[] = [];
  for (const item of possibleItems(list, run)) {
    const answer = test(item.value);
    if (answer === !decisive) continue;
    const here = isThere(item, run);
    if (here === true && answer === decisive) return decisive;
    collect(open, here, answer);
  }
  return undecidedWith(open, list.open) ?? !decisive;
}

function existsOne(list: FactList, test: (item: Fact) => Truth, run: Run): Truth {
  const open: Undecided[] = [];
  let sure = 0;
  for (const item of possibleItems(list, run)) {
    const answer = test(item.value);
    if (answer === false) continue;
    const here = isThere(item, run);
    if (here === true && answer === true) sure++;
    else collect(open, here, answer);
    if (sure > 1) return false;
  }
  return undecidedWith(open, list.open) ?? sure === 1;
}

/** What cannot be told of an element stays in the list, in doubt. */
export function filter(list: FactList, test: (item: Fact) => Truth, run: Run): FactList | SplitOutcome {
  const items: FactItem[] = [];
  for (const item of possibleItems(list, run)) {
    const answer = test(item.value);
    if (answer === false) continue;
    if (answer === true) {
      items.push(item);
      continue;
    }
    if (isSplit(answer)) {
      const here = isThere(item, run);
      return isSplit(here) ? here : answer;
    }
    items.push({ ...item, doubt: [...(item.doubt ?? []), ...answer.reasons] });
  }
  return { kind: "list", items, open: list.open };
}

export function map(list: FactList, transform: (item: Fact) => Outcome, run: Run): FactList | SplitOutcome {
  const items: FactItem[] = [];
  for (const item of possibleItems(list, run)) {
    const value = transform(item.value);
    if (isSplit(value)) {
      const here = isThere(item, run);
      return isSplit(here) ? here : value;
    }
    items.push({ ...item, value });
  }
  return { kind: "list", items, open: list.open };
}

/** How many elements there are: a number, or its bounds. */
export function sizeOf(list: FactList, run: Run): Fact {
  let sure = 0;
  let possible = 0;
  const open: Undecided[] = [];
  for (const item of possibleItems(list, run)) {
    possible++;
    const here = isThere(item, run);
    if (here === true) sure++;
    else open.push(here);
  }
  const atMost = list.open.length > 0 ? Number.POSITIVE_INFINITY : possible;
  if (sure === atMost) return sure;
  const split = open.find(isSplit);
  const reasons = [...open.flatMap((one) => (one.kind === "unknown" ? one.reasons : [])), ...list.open];
  return { kind: "bounded", atLeast: sure, atMost, reasons, ...(split && { decidedBy: split.on }) };
}

/** The elements, where it is known which these are. */
export function elementsOf(list: FactList, run: Run): readonly Fact[] | Undecided {
  const open: Undecided[] = [];
  const elements: Fact[] = [];
  for (const item of possibleItems(list, run)) {
    const here = isThere(item, run);
    if (here === true) elements.push(item.value);
    else open.push(here);
  }
  return undecidedWith(open, list.open) ?? elements;
}

export function concatenate(a: FactList, b: FactList): FactList | Undecided {
  if (a.items.length + b.items.length > maximalLength) return tooMuch(`lists of more than ${maximalLength} elements`);
  return { kind: "list", items: [...a.items, ...b.items], open: [...a.open, ...b.open] };
}

export function macro(name: MacroName, list: FactList, body: (item: Fact) => Outcome, run: Run): Outcome {
  const test = (item: Fact): Truth => truthOf(body(item));
  switch (name) {
    case "exists":
      return quantify(list, true, test, run);
    case "all":
      return quantify(list, false, test, run);
    case "exists_one":
      return existsOne(list, test, run);
    case "filter":
      return filter(list, test, run);
    case "map":
      return map(list, body, run);
  }
}

/** An outcome as a condition. CloudFormation takes `"true"` for true. */
export function truthOf(outcome: Outcome): Truth {
  if (typeof outcome === "boolean") return outcome;
  if (isUndecided(outcome)) return outcome;
  if (typeof outcome === "string") {
    const text = outcome.toLowerCase();
    if (text === "true" || text === "false") return text === "true";
  }
  if (typeof outcome === "object" && outcome?.kind === "symbolic") return unknownOf(whyUndecided(outcome.value));
  return misasked("a condition is neither true nor false");
}

/** The elements that the world does not rule out. */
function possibleItems(list: FactList, { world }: Run): readonly FactItem[] {
  return list.items.filter(({ guard }) => world.test(guard) !== false);
}

/** Whether a possible element is there: yes, or what has to be decided or known first. */
function isThere({ guard, doubt }: FactItem, { world }: Run): true | Undecided {
  const here = holdsIn(world, guard);
  if (isSplit(here)) return here;
  return doubt === undefined || doubt.length === 0 ? true : unknownOf(doubt);
}

function collect(open: Undecided[], here: Truth, answer: Truth): void {
  const undecided = undecidedOf([here, answer]);
  if (undecided !== undefined) open.push(undecided);
}

function undecidedWith(open: readonly Undecided[], more: readonly Reason[]): Undecided | undefined {
  return undecidedOf(more.length === 0 ? open : [...open, unknownOf(more)]);
}
