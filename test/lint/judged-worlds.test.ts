/**
 * One template, judged in all its worlds at once; and judged in one of them, with everything put in by hand. What the first
 * says of that world must be what the second says, whatever the template is.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { App } from "../../src/input/app.ts";
import { judgeApp } from "../../src/lint/judge-app.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import type { Judgement, Verdict } from "../../src/policy/rule.ts";
import { World } from "../../src/resolve/world.ts";
import { resolved, stackOf } from "../resolve/given-stack.ts";
import { domains, type Pins, pins, plainTextOf, template, textOf } from "./random-template.ts";

const registry = factRegistry();
const subjects = new Set(["Db", "Group", "Bucket", "Role", "Fn", "Table"]);
const ids = (
  process.env["RULES"] ?? "MAZ009 SEC005 USR001 USR004 USR008 USR009 USR013 UPL002 UPL003 UPL005 MET020 FLT003"
).split(" ");
const rules = builtinRules().filter(({ id }) => ids.includes(id));

function judged(
  text: string,
  more: { readonly parameters?: Pins; readonly scenario?: Pins } = {},
): readonly Judgement[] {
  const app: App = { name: "app", kind: "template", stacks: [stackOf(text)] };
  const { judgements } = judgeApp(app, rules, registry, {
    parameters: new Map(Object.entries(more.parameters ?? {})),
    scenario: new Map(Object.entries(more.scenario ?? {})),
    stackTags: new Map(),
  });
  return judgements.filter(({ subject }) => subject.node === null || subjects.has(subject.node.logicalId));
}

const keyOf = ({ rule, subject }: Judgement): string =>
  [rule.id, subject.node?.id ?? "", subject.property, subject.key].join(" ");

/** What was not looked at, for want of effort, says nothing. */
const isBounded = ({ reasons }: Judgement): boolean => reasons.some(({ kind }) => kind === "limit");

function worldOf(given: Pins): World {
  let world = World.open;
  for (const [name, values] of Object.entries(domains)) {
    const isDomain = name !== "Size" && name !== "Names";
    const variable = { id: `app/${name}`, label: name, values: isDomain ? values : undefined };
    for (const value of values) world = world.with({ variable, value }, value === given[name]) ?? world;
  }
  return world;
}

/** The verdict of each question in a world: of the merged ones where their guard holds, nothing where it does not. */
function verdictsIn(judgements: readonly Judgement[], world: World): ReadonlyMap<string, Verdict> {
  const found = judgements.filter((one) => one.verdict !== "n/a" && !isBounded(one) && world.test(one.guard) === true);
  return new Map(found.map((one) => [keyOf(one), one.verdict]));
}

describe("what is said of a world", () => {
  test("is what the template says with its parameters put in by hand", () => {
    let compared = 0;
    fc.assert(
      fc.property(template, fc.array(pins, { minLength: 3, maxLength: 3 }), (random, worlds) => {
        const merged = judged(textOf(random));
        for (const given of worlds) {
          const world = worldOf(given);
          for (const one of merged) expect(world.test(one.guard)).toBeDefined();
          const plain = new Map(judged(plainTextOf(random, given)).map((one) => [keyOf(one), one] as const));
          const said = verdictsIn(merged, world);
          for (const [key, verdict] of said) {
            const there = plain.get(key);
            if (there === undefined || isBounded(there)) continue;
            compared++;
            expect(`${key}: ${there.verdict}`).toBe(`${key}: ${verdict}`);
          }
          // What is a fail there is none of those that the merged verdict leaves out.
          for (const one of merged) {
            const there = plain.get(keyOf(one));
            if (there?.verdict === "fail" && !isBounded(one))
              expect(`${keyOf(one)}: ${said.get(keyOf(one))}`).toBe(`${keyOf(one)}: fail`);
          }
        }
      }),
      { numRuns: Number(process.env["RUNS"] ?? 40) },
    );
    expect(compared).toBeGreaterThan(500);
  });

  test("is what is said when its parameters are given, and when they are pinned", () => {
    fc.assert(
      fc.property(template, pins, (random, given) => {
        const plain = summary(judged(plainTextOf(random, given)));
        expect(summary(judged(textOf(random), { parameters: given }))).toEqual(plain);
        expect(summary(judged(textOf(random), { scenario: given }))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  test("is what is said when a condition is pinned that holds there", () => {
    fc.assert(
      fc.property(template, pins, fc.constantFrom("C0", "C3", "C5"), (random, given, name) => {
        const stack = resolved(textOf(random), given);
        const holds = stack.guardOf(name).kind === "true";
        const world = worldOf(given);
        const open = judged(textOf(random));
        const pinned = judged(textOf(random), { scenario: { [name]: String(holds) } });
        const bounded = new Set([...open, ...pinned].filter(isBounded).map(keyOf));
        const relevant = ([key]: readonly [string, Verdict]): boolean => !bounded.has(key);
        // The merged verdict of fewer worlds may be another, but not worse, and what fails there fails here.
        const fails = (all: readonly Judgement[]): string[] =>
          [...verdictsIn(all, world)].filter(relevant).flatMap(([key, verdict]) => (verdict === "fail" ? [key] : []));
        expect(fails(pinned).sort()).toEqual(fails(open).sort());
      }),
      { numRuns: 30 },
    );
  });

  test("does not depend on the order in which things are declared", () => {
    fc.assert(
      fc.property(template, pins, (random, given) => {
        const world = worldOf(given);
        const [there, back] = [judged(textOf(random)), judged(textOf(random, (all) => all.reverse()))];
        const bounded = new Set([...there, ...back].filter(isBounded).map(keyOf));
        const said = (all: readonly Judgement[]): readonly string[] =>
          [...verdictsIn(all, world)]
            .filter(([key]) => !bounded.has(key))
            .map((entry) => entry.join(": "))
            .sort();
        expect(said(back)).toEqual(said(there));
      }),
      { numRuns: 20 },
    );
  });
});

function summary(judgements: readonly Judgement[]): readonly string[] {
  return judgements
    .filter(({ verdict }) => verdict !== "n/a")
    .map((one) => `${keyOf(one)}: ${one.verdict} ${one.guard.kind}`)
    .sort();
}
