import { describe, expect, test } from "@jest/globals";
import {
  type Exploration,
  explore,
  guardWhere,
  isComplete,
  leavesOf,
  maximalWorlds,
} from "../../src/policy/explore.ts";
import { holdsIn, isSplit, type SplitOutcome } from "../../src/policy/outcome.ts";
import { and, atom, type Guard, not, or, type Variable } from "../../src/resolve/guard.ts";
import type { World } from "../../src/resolve/world.ts";

const env: Variable = { id: "s/Env", label: "Env", values: ["dev", "test", "prod"] };
const size: Variable = { id: "s/Size", label: "Size", values: undefined };
const flag = (label: string): Guard => atom({ id: `s/${label}`, label, values: ["true", "false"] }, "true");

/** Answers with the name of the first guard that holds. */
function firstOf(cases: readonly (readonly [Guard, string])[]): (world: World) => { name: string } | SplitOutcome {
  return (world) => {
    for (const [guard, name] of cases) {
      const here = holdsIn(world, guard);
      if (isSplit(here)) return here;
      if (here) return { name };
    }
    return { name: "none" };
  };
}

const whereIs = (exploration: Exploration<{ name: string }>, name: string): Guard =>
  guardWhere(exploration, (answer) => answer?.name === name);

describe("worlds", () => {
  test("are not told apart by what nobody asks for", () => {
    const exploration = explore(() => ({ name: "same" }));
    expect(exploration).toMatchObject({ kind: "leaf", answer: { name: "same" } });
    expect(whereIs(exploration, "same")).toEqual({ kind: "true" });
  });

  test("are told apart by the values of a parameter, and by what is left of them", () => {
    const exploration = explore(
      firstOf([
        [atom(env, "dev"), "dev"],
        [atom(env, "test"), "test"],
      ]),
    );
    expect(leavesOf(exploration).map(({ answer }) => answer.name)).toEqual(["dev", "test", "none"]);
    // What is neither dev nor test is prod: nothing needs to be denied.
    expect(whereIs(exploration, "none")).toEqual(and(not(atom(env, "dev")), atom(env, "prod")));
    expect(whereIs(exploration, "dev")).toEqual(atom(env, "dev"));
  });

  test("of a parameter that may be anything have the other values too", () => {
    const exploration = explore(firstOf([[atom(size, "small"), "small"]]));
    expect(whereIs(exploration, "none")).toEqual(not(atom(size, "small")));
  });

  test("that give the same answer need no guard", () => {
    const exploration = explore(
      firstOf([
        [flag("A"), "same"],
        [flag("B"), "same"],
        [not(flag("B")), "same"],
      ]),
    );
    expect(leavesOf(exploration)).toHaveLength(3);
    expect(whereIs(exploration, "same")).toEqual({ kind: "true" });
  });

  test("are joined without what follows from the rest", () => {
    const exploration = explore(
      firstOf([
        [flag("A"), "x"],
        [flag("B"), "x"],
      ]),
    );
    expect(whereIs(exploration, "x")).toEqual(or(flag("A"), flag("B")));
  });

  test("in which the question does not arise have no answer", () => {
    const exploration = explore((world) => {
      const here = holdsIn(world, flag("A"));
      return isSplit(here) ? here : here ? { name: "here" } : undefined;
    });
    expect(leavesOf(exploration)).toHaveLength(1);
    expect(whereIs(exploration, "here")).toEqual(flag("A"));
    expect(isComplete(exploration)).toBe(true);
  });

  test("are explored up to a number, and what is left is said to be", () => {
    const guards = Array.from({ length: 100 }, (_, i) => [flag(`A${i}`), `a${i}`] as const);
    const exploration = explore(firstOf(guards));
    expect(leavesOf(exploration)).toHaveLength(maximalWorlds);
    expect(isComplete(exploration)).toBe(false);
  });

  test("without an answer are explored up to a number, too", () => {
    let asked = 0;
    const exploration = explore((world) => {
      asked++;
      const here = holdsIn(world, flag(`A${world.decisions.length}`));
      return isSplit(here) ? here : undefined;
    });
    expect(isComplete(exploration)).toBe(false);
    expect(asked).toBeLessThanOrEqual(1024);
  });
});
