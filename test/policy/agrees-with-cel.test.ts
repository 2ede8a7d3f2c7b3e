import { describe, expect, test } from "@jest/globals";
import { Environment } from "@marcbachmann/cel-js";
import fc from "fast-check";
import { type Fact, listOf, object } from "../../src/policy/fact.ts";
import { isUndecided } from "../../src/policy/outcome.ts";
import { expressionOf } from "./random-expressions.ts";
import { evaluateText, type Thing } from "./sample-facts.ts";

interface Part {
  readonly name: string;
  readonly size: number;
  readonly on: boolean;
  readonly tags: readonly string[];
  readonly sizes: readonly number[];
}
interface Whole extends Part {
  readonly parts: readonly Part[];
  readonly main: Part;
}

const text = fc.constantFrom("", "a", "b", "ab", "A");
const part: fc.Arbitrary<Part> = fc.record({
  name: text,
  size: fc.integer({ min: -5, max: 5 }),
  on: fc.boolean(),
  tags: fc.array(text, { maxLength: 3 }),
  sizes: fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 3 }),
});
const whole: fc.Arbitrary<Whole> = fc
  .tuple(part, fc.array(part, { maxLength: 3 }), part)
  .map(([own, parts, main]) => ({ ...own, parts, main }));

const fields = { name: "string", size: "int", on: "bool", tags: "list<string>", sizes: "list<int>" };
const environment = new Environment()
  .registerType("Part", { fields })
  .registerType("Whole", { fields: { ...fields, parts: "list<Part>", main: "Part" } })
  .registerVariable("it", "Whole");

function forCel({ size, sizes, tags, ...rest }: Part): object {
  return { ...rest, size: BigInt(size), sizes: sizes.map(BigInt), tags: [...tags] };
}

function forUs({ name, size, on, tags, sizes }: Part): Thing {
  return { name, size, on, tags: listOf(tags), sizes: listOf(sizes) };
}

function evaluateWithCel(expression: string, data: Whole): { readonly value: unknown } | undefined {
  try {
    const it = { ...forCel(data), parts: data.parts.map(forCel), main: forCel(data.main) };
    return { value: plain(environment.evaluate(expression, { it })) };
  } catch {
    return undefined;
  }
}

/** Both sides' results in one form. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fact = value as Exclude<Fact, string | number | boolean | null>;
  if (fact.kind === "list") return fact.items.map((item) => plain(item.value));
  return fact.kind === "object" ? (fact.self as Thing)["name"] : fact;
}

describe("on wholly known data the evaluator agrees with cel-js", () => {
  test.each(["bool", "int", "string", "list<string>", "list<int>"] as const)("for expressions of type %s", (type) => {
    let compared = 0;
    fc.assert(
      fc.property(expressionOf(type), whole, (expression, data) => {
        const theirs = evaluateWithCel(expression, data);
        const it: Thing = {
          ...forUs(data),
          parts: listOf(data.parts.map((one) => object("Part", forUs(one)))),
          main: object("Part", forUs(data.main)),
        };
        const ours = evaluateText(expression, it);
        if (theirs === undefined) return;
        compared++;
        expect(plain(ours)).toEqual(theirs.value);
      }),
      { numRuns: 600, seed: 20261122 },
    );
    expect(compared).toBeGreaterThan(400);
  });

  test("what is an error to cel-js is unknown to us, with the reason", () => {
    for (const expression of ["1 / 0 == 1", "it.sizes[7] == 1", "it.tags[0].size() == 1"]) {
      const ours = evaluateText(expression, { sizes: listOf([]), tags: listOf([]) });
      expect(isUndecided(ours) && ours.kind === "unknown" && ours.reasons.map(({ kind }) => kind)).toEqual(["rule"]);
    }
  });
});
