/**
 * Sets of object keys, and whether two of them meet or one holds the other: what a trigger listens to, what a grant covers.
 *
 * A set is a union of terms; a term holds the keys that match all of its patterns and none of its exceptions.
 * Invariant: where every pattern is literal text and wildcards, the answers are exact. Where parts are undecided, "yes" and
 * "no" hold whatever they turn out to be; everything else is unknown.
 */
import type { Reason } from "../../resolve/value.ts";
import { matchesAll, matchesSome, type Token, type Tokens } from "../access/pattern.ts";
import { both, either, every, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { someWord } from "./some-word.ts";

export interface KeyTerm {
  readonly within: readonly Tokens[];
  readonly except: readonly Tokens[];
}

export interface KeySet {
  readonly terms: readonly KeyTerm[];
  /** Why there may be more keys in it. */
  readonly open: readonly Reason[];
}

const star: Token = { kind: "star" };

export const noKey: KeySet = { terms: [], open: [] };
export const everyKey: KeySet = { terms: [{ within: [], except: [] }], open: [] };

/** Keys that match all the patterns. */
export function keysWithin(...within: readonly Tokens[]): KeySet {
  return { terms: [{ within, except: [] }], open: [] };
}

/** Keys that match none of the patterns. */
export function keysExcept(...except: readonly Tokens[]): KeySet {
  return { terms: [{ within: [], except }], open: [] };
}

export function startingWith(text: Tokens): Tokens {
  return [...text, star];
}

export function endingWith(text: Tokens): Tokens {
  return [star, ...text];
}

export function union(sets: readonly KeySet[]): KeySet {
  return { terms: sets.flatMap(({ terms }) => terms), open: sets.flatMap(({ open }) => open) };
}

/** The keys that are in both sets. */
export function intersection(a: KeySet, b: KeySet): KeySet {
  const terms = a.terms.flatMap((one) =>
    b.terms.map((other) => ({
      within: [...one.within, ...other.within],
      except: [...one.except, ...other.except],
    })),
  );
  return { terms, open: [...(isEmpty(b) ? [] : a.open), ...(isEmpty(a) ? [] : b.open)] };
}

/** Whether some key is in both sets. */
export function meets(a: KeySet, b: KeySet): Ternary {
  if (a.terms.length * b.terms.length > maximalPairs) return [tooComplex];
  const found = some(a.terms, (one) => some(b.terms, (other) => termsMeet(one, other)));
  const rest = [...(isEmpty(b) ? [] : a.open), ...(isEmpty(a) ? [] : b.open)];
  return either(found, () => unlessOpen(rest));
}

function isEmpty({ terms, open }: KeySet): boolean {
  return terms.length === 0 && open.length === 0;
}

function termsMeet(a: KeyTerm, b: KeyTerm): Ternary {
  const within = [...a.within, ...b.within];
  const except = [...a.except, ...b.except];
  const together = every(pairs(within), ([left, right]) => pairMeets(left, right));
  if (together === false) return false;
  // Prefixes and suffixes that meet two by two meet all, and leave room for one pattern more.
  const isSimple = within.filter((pattern) => !isEnd(pattern)).length < 2;
  if (except.length === 0 && isSimple) return together;
  if ([...within, ...except].every(isLiteral)) {
    const found = someWord([...within, ...except], (taken) =>
      taken.every((accepted, i) => accepted === i < within.length),
    );
    return found ?? [tooComplex];
  }
  const held = some(except, (pattern) => some(within, (other) => matchesAll(pattern, other)));
  if (held === true) return false;
  const free = every(except, (pattern) => some(within, (other) => negated(pairMeets(pattern, other))));
  return both(together, () => (free === true && isSimple ? true : [undecided]));
}

/** Whether a pattern is a prefix or a suffix, and leaves the rest of the key open. */
function isEnd(pattern: Tokens): boolean {
  const stars = pattern.filter(isStar).length;
  return stars === 1 && (isStar(pattern[0]) || isStar(pattern.at(-1)));
}

function isStar(token: Token | undefined): boolean {
  return typeof token === "object" && token.kind === "star";
}

/** Whether every key of `inner` is in `outer`. */
export function contains(outer: KeySet, inner: KeySet): Ternary {
  if (outer.terms.length * inner.terms.length > maximalPairs) return [tooComplex];
  const held = every(inner.terms, (term) => holdsTerm(outer.terms, term));
  const known = either(held, () => unlessOpen(outer.open));
  return both(known, () => negated(unlessOpen(inner.open)));
}

function holdsTerm(outer: readonly KeyTerm[], inner: KeyTerm): Ternary {
  const one = some(outer, (term) => termHolds(term, inner));
  const patterns = [inner, ...outer].flatMap(({ within, except }) => [...within, ...except]);
  if (one === true || !patterns.every(isLiteral)) return one;
  // Several terms may hold together what none holds alone, and several patterns leave less than each.
  const isPair = outer.length === 1 && patterns.length - inner.within.length === outer[0]?.within.length;
  if (isPair && inner.within.length < 2) return one;
  const found = someWord(patterns, (taken) => {
    let at = 0;
    const holds = ({ within, except }: KeyTerm): boolean => {
      const [from, middle] = [at, at + within.length];
      at = middle + except.length;
      return taken.slice(from, middle).every(Boolean) && !taken.slice(middle, at).some(Boolean);
    };
    const [inside, ...covers] = [inner, ...outer].map(holds);
    return inside === true && !covers.some(Boolean);
  });
  return found === undefined ? [tooComplex] : !found;
}

function termHolds({ within, except }: KeyTerm, inner: KeyTerm): Ternary {
  const taken = inner.within.length === 0 ? [[star]] : inner.within;
  return both(
    every(within, (pattern) => some(taken, (other) => matchesAll(pattern, other))),
    () =>
      every(except, (pattern) =>
        either(
          some(taken, (other) => negated(pairMeets(pattern, other))),
          () => some(inner.except, (other) => matchesAll(other, pattern)),
        ),
      ),
  );
}

/** What both begin or end with is the same text in both, whatever it is, and decides nothing. */
function pairMeets(a: Tokens, b: Tokens): Ternary {
  const shared = (x: Token | undefined, y: Token | undefined): boolean =>
    x !== undefined && y !== undefined && isSameText(x, y);
  let start = 0;
  while (shared(a[start], b[start])) start++;
  let end = 0;
  while (Math.min(a.length, b.length) - end > start && shared(a.at(-1 - end), b.at(-1 - end))) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // What begins as it likes and what ends as it likes can always stand one behind the other.
  if ((isStar(left[0]) && isStar(right.at(-1))) || (isStar(right[0]) && isStar(left.at(-1)))) return true;
  return matchesSome(left, right);
}

function isSameText(a: Token, b: Token): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return "id" in a && "id" in b && a.id === b.id;
}

function isLiteral(tokens: Tokens): boolean {
  return tokens.every((token) => typeof token === "string" || token.kind === "star" || token.kind === "one");
}

function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((left, i) => items.slice(i + 1).map((right) => [left, right] as const));
}

/** Lists of real patterns and grants have a handful of terms each. */
const maximalPairs = 200;

const tooComplex: Reason = {
  kind: "limit",
  name: "keys",
  stack: "",
  message: "the patterns of keys are too many to compare",
  settle: null,
};

const undecided: Reason = {
  kind: "keys",
  name: "keys",
  stack: "",
  message: "which keys a pattern leaves out is decided at deployment",
  settle: null,
};
