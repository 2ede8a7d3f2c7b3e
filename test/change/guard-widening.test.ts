import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isWider } from "../../src/change/guard-widening.ts";
import type { GuardCase } from "../../src/lint/report.ts";
import { finding } from "../report/sample-report.ts";

const same = (variable: string): string => variable;
const holding = (cases: readonly GuardCase[]) => finding({ guard: "told", cases });
const one = (variable: string, ...values: readonly string[]): GuardCase[number] => ({
  variable,
  values,
  isExcluded: false,
});

describe("a guard", () => {
  test("is wider where it always holds, and narrower where it did", () => {
    expect(isWider(finding(), holding([[one("A", "x")]]), same)).toBe(true);
    expect(isWider(holding([[one("A", "x")]]), finding(), same)).toBe(false);
    expect(isWider(finding(), finding(), same)).toBe(false);
  });

  test("speaks of the stack as the head calls it", () => {
    const rename = (variable: string): string => variable.replace("old.yaml/", "new.yaml/");
    const [now, before] = [holding([[one("new.yaml/A", "x")]]), holding([[one("old.yaml/A", "x")]])];
    expect(isWider(now, before, rename)).toBe(false);
    expect(isWider(now, before, same)).toBe(true);
  });

  test("is compared in all its cases", () => {
    const values = ["x", "y", "z"];
    const part = fc.record({
      variable: fc.constantFrom("A", "B"),
      values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }),
      isExcluded: fc.boolean(),
    });
    const cases = fc.array(fc.uniqueArray(part, { selector: ({ variable }) => variable }), { maxLength: 4 });
    const holds = (all: readonly GuardCase[], world: Readonly<Record<string, string>>): boolean =>
      all.some((each) => each.every((p) => p.values.includes(world[p.variable] ?? "") !== p.isExcluded));
    // One value more than any that is named stands for all others.
    const everywhere = [...values, "other"].flatMap((A) => [...values, "other"].map((B) => ({ A, B })));
    fc.assert(
      fc.property(cases, cases, (now, before) => {
        const expected = everywhere.some((world) => holds(now, world) && !holds(before, world));
        expect(isWider(holding(now), holding(before), same)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("of very many cases is wider when in doubt, and soon", () => {
    const parts = Array.from({ length: 12 }, (_, i) => `V${i}`);
    const before = parts.map((variable) => [one(variable, "x")]);
    const now = [parts.map((variable): GuardCase[number] => ({ variable, values: ["y"], isExcluded: true }))];
    expect(isWider(holding(now), holding(before), same)).toBe(true);
  });
});
