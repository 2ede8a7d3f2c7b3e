import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cubesOf, guardOfCube, guardOfWorlds } from "../../src/resolve/cube.ts";
import { equivalent, holdsThroughout, worldsWhere } from "../../src/resolve/explore.ts";
import { always, and, atom, type Guard, never, not, or, type Variable, variablesOf } from "../../src/resolve/guard.ts";
import type { Value } from "../../src/resolve/value.ts";
import { Split, World } from "../../src/resolve/world.ts";
import { assignments, formula, isIn, variables, worldOf } from "./formula.ts";

const env: Variable = { id: "s/Env", label: "Env", values: ["dev", "test", "prod"] };
const flag: Variable = { id: "s/Flag", label: "Flag", values: ["true", "false"] };
const free: Variable = { id: "s/Free", label: "Free", values: undefined };
const is = (value: string): Guard => atom(env, value);

const assignment = fc.constantFrom(...assignments);
const some = fc.subarray([...variables]);

describe("a guard", () => {
  test("means what it was made of, whatever was simplified", () => {
    fc.assert(
      fc.property(formula, assignment, ({ guard, isTrue }, a) => {
        expect(worldOf(a).test(guard)).toBe(isTrue(a));
      }),
      { numRuns: 500 },
    );
  });

  test("is decided where its parts contradict or complete each other", () => {
    expect(and(is("dev"), is("prod"))).toEqual(never);
    expect(and(is("dev"), not(is("dev")))).toEqual(never);
    expect(or(is("dev"), not(is("dev")))).toEqual(always);
    expect(or(atom(flag, "true"), atom(flag, "false"))).toEqual(always);
    const either = or(is("dev"), atom(flag, "true"));
    expect(and(either, not(either))).toEqual(never);
  });

  test("is impossible for a value outside the domain, and certain where there is only one", () => {
    expect(atom(env, "stage")).toEqual(never);
    expect(atom({ ...env, values: ["dev"] }, "dev")).toEqual(always);
  });

  test("keeps a part once", () => {
    expect(and(is("dev"), is("dev"))).toEqual(is("dev"));
    expect(or(is("dev"), never, is("dev"))).toEqual(is("dev"));
  });

  test("names its variables once, in order", () => {
    const guard = and(or(is("dev"), atom(flag, "true")), not(is("prod")), atom(free, "x"));
    expect(variablesOf(guard).map(({ label }) => label)).toEqual(["Env", "Flag", "Free"]);
  });
});

describe("a world", () => {
  test("decides a guard only as all its cases do", () => {
    fc.assert(
      fc.property(formula, assignment, some, ({ guard, isTrue }, a, decided) => {
        const world = worldOf(a, decided);
        const answer = world.test(guard);
        if (answer === undefined) return;
        for (const one of assignments) if (isIn(one, world)) expect(isTrue(one)).toBe(answer);
      }),
      { numRuns: 300 },
    );
  });

  test("that is split on what it asks for comes to the truth table", () => {
    fc.assert(
      fc.property(formula, assignment, ({ guard, isTrue }, a) => {
        let world = World.open;
        for (;;) {
          try {
            expect(world.holds(guard)).toBe(isTrue(a));
            return;
          } catch (split) {
            if (!(split instanceof Split)) throw split;
            const { variable, values } = split.on;
            for (const holds of [true, false]) expect(world.within(split.on, holds)).not.toBe(world);
            world = world.within(split.on, values.has(a.get(variable.id) ?? "")) ?? World.open;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("has the value that is left when all others are excluded", () => {
    const world = World.open
      .with({ variable: env, value: "dev" }, false)
      ?.with({ variable: env, value: "test" }, false);
    expect(world?.valueOf(env)).toBe("prod");
    expect(world?.test(is("prod"))).toBe(true);
    expect(world?.with({ variable: env, value: "prod" }, false)).toBeUndefined();
  });

  test("takes no decision that contradicts what is decided", () => {
    const world = World.open.with({ variable: free, value: "a" }, true);
    expect(world?.with({ variable: free, value: "b" }, true)).toBeUndefined();
    expect(world?.with({ variable: free, value: "a" }, false)).toBeUndefined();
    expect(world?.with({ variable: free, value: "b" }, false)).toBe(world);
    expect(World.open.with({ variable: env, value: "stage" }, true)).toBeUndefined();
    expect(world?.excludes(free, "b")).toBe(true);
  });

  test("that assumes a guard leaves out no case in which it holds", () => {
    fc.assert(
      fc.property(formula, assignment, some, ({ guard, isTrue }, a, decided) => {
        const world = worldOf(a, decided);
        const assumed = world.assume(guard);
        for (const one of assignments) {
          if (isIn(one, world) && isTrue(one)) expect(assumed !== undefined && isIn(one, assumed)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("reads a choice, and notes what was assumed on the way", () => {
    const value: Value = {
      kind: "choice",
      origin: null,
      assumed: ["A"],
      alternatives: [
        { guard: is("dev"), value: { kind: "known", value: 1, origin: null, assumed: ["B"] } },
        { guard: not(is("dev")), value: { kind: "absent", origin: null } },
      ],
    };
    const world = World.open.with({ variable: env, value: "dev" }, true)?.fresh();
    expect(world?.read(value)).toMatchObject({ value: 1 });
    expect([...(world?.assumed ?? [])]).toEqual(["A", "B"]);
    expect([...(world?.fresh().assumed ?? [])]).toEqual([]);
    expect(() => World.open.read(value)).toThrow(Split);
  });

  test("tests formulas that share their parts in time", () => {
    let guard: Guard = atom({ id: "v", label: "v", values: undefined }, "x");
    for (let i = 0; i < 60; i++) {
      const [a, b] = ["a", "b"].map((value) => atom({ id: `v${i}`, label: "v", values: undefined }, value));
      if (a && b) guard = or(and(guard, a), and(guard, b));
    }
    expect(World.open.test(guard)).toBeUndefined();
    expect(() => World.open.holds(guard)).toThrow(Split);
  });
});

describe("worlds where a guard holds", () => {
  test("are exactly its cases, each in one of them", () => {
    fc.assert(
      fc.property(formula, ({ guard, isTrue }) => {
        const worlds = worldsWhere(guard) ?? [];
        for (const a of assignments) expect(worlds.filter((world) => isIn(a, world))).toHaveLength(isTrue(a) ? 1 : 0);
      }),
      { numRuns: 200 },
    );
  });

  test("are put together again as a guard that says the same", () => {
    fc.assert(
      fc.property(formula, ({ guard, isTrue }) => {
        const again = guardOfWorlds(worldsWhere(guard) ?? []);
        for (const a of assignments) expect(worldOf(a).test(again)).toBe(isTrue(a));
      }),
      { numRuns: 200 },
    );
  });

  test("are said without a literal or a conjunction that could be left out", () => {
    fc.assert(
      fc.property(formula, ({ guard }) => {
        const cubes = cubesOf(worldsWhere(guard) ?? []);
        for (const cube of cubes) {
          const rest = or(...cubes.filter((other) => other !== cube).map(guardOfCube));
          expect(equivalent(rest, guard, always)).toBe(false);
          for (const id of cube.keys()) {
            const wider = guardOfCube(new Map([...cube].filter(([other]) => other !== id)));
            expect(holdsThroughout(or(not(wider), guard), World.open)).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("do not depend on the order in which they are told", () => {
    fc.assert(
      fc.property(formula, ({ guard }) => {
        const worlds = worldsWhere(guard) ?? [];
        const [there, back] = [guardOfWorlds(worlds), guardOfWorlds([...worlds].reverse())];
        expect(equivalent(there, back, always)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("equivalence of guards", () => {
  test("is that of their truth tables, where what is given holds", () => {
    fc.assert(
      fc.property(formula, formula, formula, (a, b, given) => {
        const same = assignments.every((one) => !given.isTrue(one) || a.isTrue(one) === b.isTrue(one));
        expect(equivalent(a.guard, b.guard, given.guard)).toBe(same);
      }),
      { numRuns: 200 },
    );
  });
});
