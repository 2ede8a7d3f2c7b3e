import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { guardOfWorlds } from "../../src/resolve/cube.ts";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import { always, and, atom, type Guard, never, not, or, type Variable } from "../../src/resolve/guard.ts";
import { World } from "../../src/resolve/world.ts";
import { formula } from "./formula.ts";

const env: Variable = { id: "s/Env", label: "Env", values: ["dev", "test", "prod"] };
const name: Variable = { id: "s/Name", label: "Name", values: undefined };
const big: Variable = { id: "x", label: "Big", values: ["true", "false"] };
const is = (value: string): Guard => atom(env, value);
const isBig = atom(big, "true");
const conditions = new Map<string, Guard>([
  ["IsProd", is("prod")],
  ["NotDev", not(is("dev"))],
  ["Both", and(is("prod"), isBig)],
]);
const none = new Map<string, Guard>();

function world(...atoms: readonly (readonly [Variable, string, boolean])[]): World {
  return atoms.reduce(
    (sofar: World, [variable, value, holds]) => sofar.with({ variable, value }, holds) ?? sofar,
    World.open,
  );
}

describe("the words for a guard", () => {
  test("are those of a condition of the template that says the same", () => {
    expect(describeGuard(is("prod"), conditions)).toBe("IsProd=true");
    expect(describeGuard(not(is("prod")), conditions)).toBe("IsProd=false");
    expect(describeGuard(and(isBig, is("prod")), conditions)).toBe("Both=true");
  });

  test("find the condition whose opposite several worlds make up", () => {
    const failing = guardOfWorlds([world([env, "dev", true]), world([env, "test", true])]);
    expect(describeGuard(failing, conditions)).toBe("IsProd=false");
    const split = guardOfWorlds([
      world([env, "prod", false], [env, "dev", true]),
      world([env, "prod", false], [env, "dev", false]),
    ]);
    expect(describeGuard(split, conditions)).toBe("IsProd=false");
  });

  test("are the parameter's where no condition says the same", () => {
    expect(describeGuard(is("test"), conditions)).toBe("Env=test");
    expect(describeGuard(not(is("prod")), none)).toBe("Env!=prod");
    expect(describeGuard(or(is("dev"), atom(name, "x")), none)).toBe("Env=dev or Name=x");
    expect(describeGuard(not(atom(name, "x")), none)).toBe("Name!=x");
  });

  test("join conditions and parameters", () => {
    const guard = and(is("prod"), atom(name, "x"));
    expect(describeGuard(guard, conditions)).toBe("IsProd=true and Name=x");
    expect(describeGuard(or(guard, and(is("dev"), isBig)), none)).toBe(
      "(Env=dev and Big=true) or (Env=prod and Name=x)",
    );
  });

  test("leave out what does not matter", () => {
    expect(describeGuard(or(is("dev"), and(not(is("dev")), isBig)), none)).toBe("Env=dev or Big=true");
    expect(describeGuard(or(and(is("dev"), isBig), and(is("dev"), not(isBig))), none)).toBe("Env=dev");
  });

  test("are none where the guard always holds, however it is put", () => {
    expect(describeGuard(always, conditions)).toBeNull();
    expect(describeGuard(or(is("dev"), is("test"), is("prod")), conditions)).toBeNull();
    expect(describeGuard(never, conditions)).toBe("never");
  });

  test("leave out what the reader knows already", () => {
    const guard = and(isBig, not(is("prod")));
    expect(describeGuard(guard, conditions, isBig)).toBe("IsProd=false");
    expect(describeGuard(guard, conditions, guard)).toBeNull();
  });

  test("stay short for a formula over very many variables", () => {
    const variables = Array.from(
      { length: 24 },
      (_, i): Variable => ({ id: `v${i}`, label: `V${i}`, values: ["true", "false"] }),
    );
    const pairs = variables.map((variable, i) =>
      or(atom(variable, "true"), atom(variables[(i + 7) % 24] ?? variable, "false")),
    );
    expect(describeGuard(and(...pairs), none)).toBe("a combination of V0, V7, V1, V8, V2 and 19 more");
  });

  test("are the same for formulas that mean the same", () => {
    fc.assert(
      fc.property(formula, ({ guard }) => {
        const rewritten = not(and(not(guard), or(not(guard), guard)));
        expect(describeGuard(rewritten, none)).toBe(describeGuard(guard, none));
      }),
      { numRuns: 150 },
    );
  });
});

test("many values of one parameter are counted, and a few of them named", () => {
  const values = Array.from({ length: 40 }, (_, i) => `v${String(i).padStart(2, "0")}`);
  const type: Variable = { id: "s/Type", label: "Type", values };
  const some = or(...values.slice(0, 20).map((value) => atom(type, value)));
  expect(describeGuard(some, new Map())).toBe("Type one of 20 values (v00, v01, v02, ...)");
  const all = or(...values.slice(0, 38).map((value) => atom(type, value)));
  expect(describeGuard(all, new Map())).toBe("Type!=v38 and Type!=v39");
});
