import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { explore, guardWhere, isComplete, leavesOf } from "../../src/policy/explore.ts";
import { type Fact, type FactList, object, unknown } from "../../src/policy/fact.ts";
import { isSplit } from "../../src/policy/outcome.ts";
import { and, atom, type Guard, not, or, type Variable } from "../../src/resolve/guard.ts";
import { World } from "../../src/resolve/world.ts";
import { expressionOf } from "./random-expressions.ts";
import { compile, evaluateText, evaluateTree, someReason, type Thing } from "./sample-facts.ts";

const switches: readonly Variable[] = ["A", "B", "C", "D"].map((label) => ({
  id: `s/${label}`,
  label,
  values: ["true", "false"],
}));
const env: Variable = { id: "s/Env", label: "Env", values: ["dev", "test", "prod"] };
const isOn = (variable: Variable): Guard => atom(variable, "true");

/** Every way to decide all variables. */
function allWorlds(): readonly World[] {
  let worlds: readonly World[] = [World.open];
  for (const variable of [...switches, env]) {
    worlds = worlds.flatMap((world) =>
      (variable.values ?? []).flatMap((value) => world.with({ variable, value }, true) ?? []),
    );
  }
  return worlds;
}

const guard: fc.Arbitrary<Guard> = fc.oneof(
  fc.constantFrom<Guard>({ kind: "true" }),
  fc.constantFrom(...switches).map(isOn),
  fc.constantFrom(...switches).map((variable) => not(isOn(variable))),
  fc.constantFrom("dev", "test", "prod").map((value) => atom(env, value)),
  fc.tuple(fc.constantFrom(...switches), fc.constantFrom(...switches)).map(([a, b]) => and(isOn(a), not(isOn(b)))),
  fc.tuple(fc.constantFrom(...switches), fc.constantFrom("dev", "prod")).map(([a, v]) => or(isOn(a), atom(env, v))),
);

function guarded(item: fc.Arbitrary<Fact>): fc.Arbitrary<FactList> {
  const items = fc.array(fc.record({ guard, value: item }), { maxLength: 4 });
  return items.map((all) => ({ kind: "list", items: all, open: [] }));
}

const text = fc.constantFrom("", "a", "b");
const scalar = <T extends Fact>(values: fc.Arbitrary<T>): fc.Arbitrary<Fact> =>
  fc.oneof({ arbitrary: values, weight: 5 }, { arbitrary: fc.constant(unknown(someReason)), weight: 1 });
const part = fc.record({
  name: scalar(text),
  size: scalar(fc.integer({ min: -2, max: 2 })),
  on: scalar(fc.boolean()),
  tags: guarded(text),
  sizes: guarded(fc.integer({ min: -2, max: 2 })),
});
const whole: fc.Arbitrary<Thing> = fc
  .tuple(part, guarded(part.map((one) => object("Part", one))), part)
  .map(([own, parts, main]) => ({ ...own, parts, main: object("Part", main) }));

describe("lists whose elements are there only in some worlds", () => {
  test("give, explored lazily, what all worlds give one by one", () => {
    const worlds = allWorlds();
    let split = 0;
    fc.assert(
      fc.property(expressionOf("bool"), whole, (expression, it) => {
        const tree = compile(expression);
        const exploration = explore((world) => {
          const outcome = evaluateTree(tree, it, world);
          return isSplit(outcome) ? outcome : { verdict: typeof outcome === "boolean" ? outcome : "unknown" };
        });
        const leaves = leavesOf(exploration);
        if (!isComplete(exploration)) return;
        if (leaves.length > 1) split++;
        for (const asked of [true, false, "unknown"]) {
          const where = guardWhere(exploration, (answer) => answer?.verdict === asked);
          for (const world of worlds) {
            const outcome = evaluateTree(tree, it, world);
            const alone = typeof outcome === "boolean" ? outcome : "unknown";
            // Deciding more can only turn an unknown into an answer.
            if (world.test(where) && asked !== "unknown") expect(alone).toBe(asked);
            if (!world.test(where) && alone === "unknown") expect(asked).not.toBe("unknown");
          }
        }
      }),
      { numRuns: 250, seed: 5 },
    );
    expect(split).toBeGreaterThan(50);
  });

  test("split no world on an element that cannot change the answer", () => {
    const [a, b] = switches as [Variable, Variable];
    const parts: FactList = {
      kind: "list",
      open: [],
      items: [
        { guard: isOn(a), value: object("Part", { name: "x", size: 1 }) },
        { guard: isOn(b), value: object("Part", { name: "y", size: 2 }) },
      ],
    };
    expect(evaluateText("it.parts.exists(p, p.size > 5)", { parts })).toBe(false);
    expect(evaluateText("it.parts.all(p, p.size > 0)", { parts })).toBe(true);
    expect(evaluateText("it.parts.size() <= 2", { parts })).toBe(true);
    expect(evaluateText("it.parts.exists(p, p.size == 2)", { parts })).toEqual({
      kind: "split",
      on: { variable: b, values: new Set(["true"]) },
    });
    expect(evaluateText("it.parts.size() >= 1", { parts })).toEqual({
      kind: "split",
      on: { variable: a, values: new Set(["true"]) },
    });
  });

  test("are told apart by as few worlds as the answer needs", () => {
    const items = switches.map((variable, i) => ({ guard: isOn(variable), value: object("Part", { size: i }) }));
    const exploration = explore((world) => {
      const outcome = evaluateText(
        "it.parts.exists(p, p.size == 2)",
        { parts: { kind: "list", items, open: [] } },
        world,
      );
      return isSplit(outcome) ? outcome : { outcome };
    });
    expect(leavesOf(exploration)).toHaveLength(2);
    expect(guardWhere(exploration, (answer) => answer?.outcome === true)).toEqual(isOn(switches[2] as Variable));
  });
});

describe("a split", () => {
  const [a] = switches as [Variable];
  const throwing = (): Fact => {
    World.open.holds(isOn(a));
    return true;
  };

  test("is preferred to an unknown, on either side", () => {
    const expected = { kind: "split", on: { variable: a, values: new Set(["true"]) } };
    const it: Thing = { on: throwing, size: unknown(someReason) };
    expect(evaluateText("it.on && it.size > 1", it)).toEqual(expected);
    expect(evaluateText("it.size > 1 || it.on", it)).toEqual(expected);
    expect(evaluateText("it.size == (it.on ? 1 : 2)", it)).toEqual(expected);
  });

  test("is not asked for where the other side decides", () => {
    expect(evaluateText("it.on && false", { on: throwing })).toBe(false);
    expect(evaluateText("true || it.on", { on: throwing })).toBe(true);
  });
});
