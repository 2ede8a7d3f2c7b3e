import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { inspectLinting, inspectReading } from "../../tools/fuzz/inspect.ts";
import { mutated } from "../../tools/fuzz/mutate.ts";
import { randomOf } from "../../tools/fuzz/random.ts";
import { templatesBelow } from "../../tools/fuzz/templates.ts";

const texts = templatesBelow("fixtures").map((path) => readFileSync(path, "utf8"));

/** What goes wrong with damaged templates, by the number that makes them again with `npm run fuzz`. */
function problemsOf(count: number, inspect: (path: string, text: string) => readonly string[]): readonly string[] {
  const problems: string[] = [];
  for (let index = 0; index < count; index++) {
    const random = randomOf(2, index);
    const path = random.pick(["a.yaml", "a.json", "a.template"]);
    const found = inspect(path, mutated(texts, random));
    if (found.length > 0) problems.push(`--seed 2 --from ${index}: ${found.join("; ")}`);
  }
  return problems;
}

describe("a damaged template", () => {
  test("is read without a throw, and every node covers what it says", () => {
    expect(problemsOf(1500, inspectReading)).toEqual([]);
  });

  test("is judged and printed without a fault", () => {
    expect(problemsOf(60, inspectLinting)).toEqual([]);
  });
});

describe("what looks for wrong positions", () => {
  test("sees a template that is sound as sound", () => {
    expect(inspectReading("a.yaml", "Resources:\n  A:\n    Type: !Sub 'x ''y'\n    B: [1, \"c\", d e]\n")).toEqual([]);
    expect(inspectReading("a.json", '{"a": [1.50, "b\\u0041", null]}')).toEqual([]);
  });

  test("makes the same input from the same two numbers", () => {
    const make = (index: number) => mutated(texts, randomOf(3, index));
    expect(make(7)).toBe(make(7));
    expect(make(7)).not.toBe(make(8));
  });
});
