import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Token, Tokens } from "../../src/graph/access/pattern.ts";
import {
  contains,
  endingWith,
  everyKey,
  intersection,
  type KeySet,
  keysExcept,
  keysWithin,
  meets,
  noKey,
  startingWith,
  union,
} from "../../src/graph/events/key-filter.ts";

const letters = ["a", "b", "/"];

/** All keys of up to four letters, and with a letter that no pattern spells. */
const keys = ["", ...words(1), ...words(2), ...words(3), ...words(4)];

function words(length: number): readonly string[] {
  return length === 0 ? [""] : words(length - 1).flatMap((word) => [...letters, "x"].map((letter) => word + letter));
}

const text = (written: string): Tokens =>
  written.split("").map((c): Token => (c === "*" ? { kind: "star" } : c === "?" ? { kind: "one" } : c));
const expression = (tokens: Tokens): RegExp =>
  new RegExp(`^${tokens.map((t) => (typeof t === "string" ? t : t.kind === "star" ? ".*" : ".")).join("")}$`);

function holds({ terms }: KeySet, key: string): boolean {
  return terms.some(
    ({ within, except }) =>
      within.every((p) => expression(p).test(key)) && !except.some((p) => expression(p).test(key)),
  );
}

const pattern = fc.string({ unit: fc.constantFrom(...letters, "*", "?"), maxLength: 3 }).map(text);
const term = fc.record({
  within: fc.array(pattern, { maxLength: 2 }),
  except: fc.array(pattern, { maxLength: 1 }),
});
const set: fc.Arbitrary<KeySet> = fc.record({ terms: fc.array(term, { maxLength: 2 }), open: fc.constant([]) });

describe("sets of keys", () => {
  test("meet where some key is in both", () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const found = keys.some((key) => holds(a, key) && holds(b, key));
        if (found) expect(meets(a, b)).toBe(true);
        else if (meets(a, b) === true) {
          // A shared key may be longer than the keys that are tried, where both have wildcards.
          expect([a, b].every(({ terms }) => terms.some(({ within }) => within.every((p) => p.some(isStar))))).toBe(
            true,
          );
        }
      }),
    );
  });

  test("hold each other where no key is in one alone", () => {
    fc.assert(
      fc.property(set, set, (outer, inner) => {
        const stray = keys.some((key) => holds(inner, key) && !holds(outer, key));
        if (stray) expect(contains(outer, inner)).toBe(false);
        if (contains(outer, inner) === true) expect(stray).toBe(false);
      }),
    );
  });

  test("have in common what is in both", () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const common = intersection(a, b);
        for (const key of keys) expect(holds(common, key)).toBe(holds(a, key) && holds(b, key));
      }),
      { numRuns: 30 },
    );
  });

  test("hold themselves, and each side of a union", () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(contains(a, a)).toBe(true);
        expect(contains(union([a, b]), b)).toBe(true);
        expect(contains(everyKey, a)).toBe(true);
        expect(meets(a, noKey)).toBe(false);
      }),
    );
  });

  test("of texts with the same beginning are told apart by what follows, whatever the beginning is", () => {
    const part: Token = { kind: "unknown", id: "Prefix", reason };
    const under = (folder: string): KeySet => keysWithin(startingWith([part, ...text(folder)]));
    expect(meets(under("/in/"), under("/out/"))).toBe(false);
    expect(meets(under("/in/"), under("/in/raw/"))).toBe(true);
    expect(contains(under("/in/"), under("/in/raw/"))).toBe(true);
    expect(meets(under("/in/"), keysWithin(startingWith(text("out/"))))).toEqual([reason]);
  });

  test("with a suffix each are told apart by the suffixes", () => {
    const ending = (suffix: string): KeySet => keysWithin(startingWith(text("in/")), endingWith(text(suffix)));
    expect(meets(ending(".jpg"), ending(".png"))).toBe(false);
    expect(meets(ending(".jpg"), ending("g"))).toBe(true);
  });

  test("that leave keys out do not meet what is left out", () => {
    expect(meets(keysExcept(startingWith(text("thumbs/"))), keysWithin(text("thumbs/*.jpg")))).toBe(false);
    expect(meets(keysExcept(startingWith(text("thumbs/"))), keysWithin(text("*.jpg")))).toBe(true);
  });

  test("that may hold more are not known to be apart", () => {
    expect(meets({ terms: [], open: [reason] }, everyKey)).toEqual([reason]);
    expect(contains(keysWithin(text("a*")), { terms: [], open: [reason] })).toEqual([reason]);
  });
});

const reason = {
  kind: "parameter",
  name: "Prefix",
  stack: "app",
  message: "parameter Prefix has no value",
  settle: null,
};
const isStar = (token: Token): boolean => typeof token !== "string" && token.kind === "star";
