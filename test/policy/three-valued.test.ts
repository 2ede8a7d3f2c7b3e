import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Fact, listOf, object, unknown } from "../../src/policy/fact.ts";
import { isUndecided, type Outcome } from "../../src/policy/outcome.ts";
import type { Reason } from "../../src/resolve/value.ts";
import { expressionOf } from "./random-expressions.ts";
import { evaluateText, someReason, type Thing } from "./sample-facts.ts";

const names = ["on", "size", "name"] as const;
const known = fc.record({
  on: fc.boolean(),
  size: fc.integer({ min: -3, max: 3 }),
  name: fc.constantFrom("", "a", "ab"),
  tags: fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }),
  sizes: fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 2 }),
});
type Known = typeof known extends fc.Arbitrary<infer T> ? T : never;

function thing(data: Known, hidden: readonly string[] = [], open: readonly Reason[] = []): Thing {
  const scalars = names.map((name) => [name, hidden.includes(name) ? unknown(someReason) : data[name]] as const);
  return { ...Object.fromEntries(scalars), tags: listOf(data.tags, open), sizes: listOf(data.sizes, open) };
}

function wholeOf(own: Thing, parts: readonly Thing[], open: readonly Reason[] = []): Thing {
  return {
    ...own,
    parts: listOf(
      parts.map((one) => object("Part", one)),
      open,
    ),
    main: object("Part", own),
  };
}

/** `true`, `false` or `unknown`, and no more. */
function verdict(outcome: Outcome): boolean | "unknown" {
  if (typeof outcome === "boolean") return outcome;
  expect(isUndecided(outcome)).toBe(true);
  return "unknown";
}

const hiding = fc.subarray([...names]);

describe("what is decided in spite of an unknown", () => {
  test("is what every value in its place gives", () => {
    let decided = 0;
    fc.assert(
      fc.property(
        expressionOf("bool"),
        known,
        known,
        fc.array(known, { maxLength: 2 }),
        hiding,
        (text, a, b, parts, hidden) => {
          const partly = verdict(
            evaluateText(
              text,
              wholeOf(
                thing(a, hidden),
                parts.map((one) => thing(one, hidden)),
              ),
            ),
          );
          if (partly === "unknown") return;
          if (hidden.length > 0) decided++;
          const filled = { ...a, ...Object.fromEntries(hidden.map((name) => [name, b[name]])) } as Known;
          const wholly = verdict(
            evaluateText(
              text,
              wholeOf(
                thing(filled),
                parts.map((one) => thing(one)),
              ),
            ),
          );
          // What is an error with these values in place has no value to compare.
          if (wholly !== "unknown") expect(wholly).toBe(partly);
        },
      ),
      { numRuns: 1500, seed: 7 },
    );
    expect(decided).toBeGreaterThan(300);
  });

  test("holds of an open list whatever else is in it", () => {
    let decided = 0;
    fc.assert(
      fc.property(
        expressionOf("bool"),
        known,
        fc.array(known, { maxLength: 2 }),
        fc.array(known, { maxLength: 2 }),
        (text, own, listed, more) => {
          const parts = listed.map((one) => thing(one));
          const partly = verdict(evaluateText(text, wholeOf(thing(own), parts, [someReason])));
          if (partly === "unknown") return;
          if (text.includes("parts")) decided++;
          const all = [...parts, ...more.map((one) => thing(one))];
          const wholly = verdict(evaluateText(text, wholeOf(thing(own), all)));
          if (wholly !== "unknown") expect(wholly).toBe(partly);
        },
      ),
      { numRuns: 2000, seed: 11 },
    );
    expect(decided).toBeGreaterThan(50);
  });
});

describe("the laws of Kleene's logic", () => {
  const sides = fc.tuple(expressionOf("bool", 2), expressionOf("bool", 2));
  const data = fc.tuple(known, hiding, fc.array(known, { maxLength: 2 }));

  test.each([
    ["and does not ask for order", "A && B", "B && A"],
    ["or does not ask for order", "A || B", "B || A"],
    ["not over and", "!(A && B)", "!A || !B"],
    ["not over or", "!(A || B)", "!A && !B"],
    ["not twice", "!(!A)", "A"],
    ["exists is not all not", "it.parts.exists(p, A)", "!it.parts.all(p, !A)"],
    ["a choice between two truths", "A ? B : false", "A && B"],
  ])("%s", (_, left, right) => {
    fc.assert(
      fc.property(sides, data, ([a, b], [own, hidden, parts]) => {
        const fill = (text: string): string => text.replace("A", `(${a})`).replace("B", `(${b})`);
        const it = wholeOf(
          thing(own, hidden),
          parts.map((one) => thing(one, hidden)),
        );
        expect(verdict(evaluateText(fill(left), it))).toBe(verdict(evaluateText(fill(right), it)));
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

describe("unknown", () => {
  const p: Reason = { ...someReason, name: "P" };
  const q: Reason = { ...someReason, name: "Q" };

  test("carries the reasons of both sides, each once", () => {
    const outcome = evaluateText("it.on && it.size > 1 && it.on", { on: unknown(p), size: unknown(q) });
    expect(outcome).toEqual(unknown(p, q));
  });

  test("is silenced by a side that decides", () => {
    expect(evaluateText("it.on && it.size > 1", { on: unknown(p), size: 0 })).toBe(false);
    expect(evaluateText("it.on || it.size == 0", { on: unknown(p), size: 0 })).toBe(true);
  });

  test("decides a choice whose sides are the same", () => {
    expect(evaluateText('it.on ? "a" : "a"', { on: unknown(p) })).toBe("a");
    expect(evaluateText('it.on ? "a" : "b"', { on: unknown(p) })).toEqual(unknown(p));
  });

  test("makes a comparison unknown, and not false", () => {
    expect(evaluateText("it.size == 1", { size: unknown(p) })).toEqual(unknown(p));
    expect(evaluateText("it.size != 1", { size: unknown(p) })).toEqual(unknown(p));
  });

  test("keeps an element that filter cannot decide in doubt", () => {
    const parts = (...sizes: Fact[]): Thing =>
      wholeOf(
        {},
        sizes.map((size) => ({ size, name: "a" })),
      );
    expect(evaluateText("it.parts.filter(p, p.size > 0).exists(p, true)", parts(unknown(p)))).toEqual(unknown(p));
    expect(evaluateText("it.parts.filter(p, p.size > 0).exists(p, p.name == 'b')", parts(unknown(p)))).toBe(false);
    expect(evaluateText("it.parts.filter(p, p.size > 0).size() >= 1", parts(unknown(p), 2))).toBe(true);
    expect(evaluateText("it.parts.filter(p, p.size > 0).size() >= 2", parts(unknown(p), 2))).toEqual(unknown(p));
    expect(evaluateText("it.parts.filter(p, p.size > 0).size() >= 3", parts(unknown(p), 2))).toBe(false);
  });
});

describe("an open list", () => {
  const open = (...values: Fact[]): Thing => ({ sizes: listOf(values, [someReason]) });

  test.each([
    ["it.sizes.exists(n, n == 1)", true],
    ["it.sizes.exists(n, n == 9)", "unknown"],
    ["it.sizes.all(n, n < 5)", "unknown"],
    ["it.sizes.all(n, n < 2)", false],
    ["it.sizes.exists_one(n, n > 5)", "unknown"],
    ["it.sizes.exists_one(n, n > 0)", false],
    ["it.sizes.size() >= 2", true],
    ["it.sizes.size() > 2", "unknown"],
    ["it.sizes.size() < 2", false],
    ["it.sizes.size() == 1", false],
    ["it.sizes.size() == 2", "unknown"],
    ["1 in it.sizes", true],
    ["9 in it.sizes", "unknown"],
    ["it.sizes[0] == 1", "unknown"],
    ["it.sizes == [1, 2]", "unknown"],
  ])("%s is %s of a list of 1, 2 and perhaps more", (text, expected) => {
    expect(verdict(evaluateText(text, open(1, 2)))).toBe(expected);
  });
});
