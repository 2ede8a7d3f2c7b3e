/**
 * One template, evaluated twice: with all its worlds, one of which is looked at; and with the parameters given. Both must
 * say the same, whatever the template is.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonical } from "../../src/resolve/canonical.ts";
import { absent, type Value } from "../../src/resolve/value.ts";
import { World } from "../../src/resolve/world.ts";
import { probe, resolved } from "./given-stack.ts";

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

const parameters: Json = {
  Env: { Type: "String", AllowedValues: ["dev", "test", "prod"] },
  Size: { Type: "String", Default: "small" },
  Names: { Type: "CommaDelimitedList", Default: "a,b" },
  Pass: { Type: "String", NoEcho: true, AllowedValues: ["", "x"] },
  Free: { Type: "String" },
};
/** Values that the template tells apart, so that a world can be pinned to each of them. */
const domains: Readonly<Record<string, readonly string[]>> = {
  Env: ["dev", "test", "prod"],
  Size: ["small", "large"],
  Names: ["", "a,b"],
  Pass: ["", "x"],
};
const mappings: Json = {
  ByEnv: {
    dev: { Count: 1, Index: 0, List: ["x"] },
    test: { Count: 1, Index: 1, List: ["y", "z"] },
    prod: { Count: 3, Index: 1, List: ["u", "v", "w"] },
  },
};
const conditions: Readonly<Record<string, Json>> = {
  IsProd: { "Fn::Equals": [{ Ref: "Env" }, "prod"] },
  IsLarge: { "Fn::Equals": ["large", { Ref: "Size" }] },
  HasNames: { "Fn::Not": [{ "Fn::Equals": [{ "Fn::Join": ["", { Ref: "Names" }] }, ""] }] },
  HasPair: { "Fn::Equals": [{ "Fn::Join": [",", { Ref: "Names" }] }, "a,b"] },
  HasPass: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Pass" }, ""] }] },
  Both: { "Fn::And": [{ Condition: "IsProd" }, { "Fn::Not": [{ Condition: "IsLarge" }] }] },
  Count: { "Fn::Equals": [{ "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "Count"] }, 1] },
  Mixed: { "Fn::Equals": [{ "Fn::Sub": "${Env}-${Size}" }, "prod-small"] },
};

const condition = fc.constantFrom(...Object.keys(conditions));
const scalar = fc.constantFrom<Json>(
  "text",
  "a-b",
  7,
  true,
  { Ref: "Env" },
  { Ref: "Size" },
  { Ref: "Pass" },
  { Ref: "Free" },
  { Ref: "Bucket" },
  { Ref: "AWS::Region" },
  { "Fn::GetAtt": ["Bucket", "Arn"] },
  { "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "Count"] },
);
const expression = fc.letrec<{ text: Json; list: Json }>((tie) => ({
  text: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc
      .constantFrom("${Env}-${Size}", "${Bucket.Arn}/${Free}", "${!x}${Env}")
      .map((text): Json => ({ "Fn::Sub": text })),
    tie("text").map((value): Json => ({ "Fn::Sub": ["<${V}|${Env}>", { V: value }] })),
    fc.tuple(condition, tie("text"), tie("text")).map((items): Json => ({ "Fn::If": items })),
    fc.tuple(fc.constantFrom("", "-"), tie("list")).map((items): Json => ({ "Fn::Join": items })),
    fc.tuple(index(), tie("list")).map((items): Json => ({ "Fn::Select": items })),
    tie("list").map((value): Json => ({ "Fn::ToJsonString": { value } })),
    tie("list").map((value): Json => ({ "Fn::Length": value })),
  ),
  list: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.array(fc.oneof(tie("text"), fc.constant<Json>({ Ref: "AWS::NoValue" })), { minLength: 1, maxLength: 3 }),
    fc.constant<Json>({ Ref: "Names" }),
    fc.constant<Json>({ "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "List"] }),
    fc.tuple(fc.constantFrom("-", ","), tie("text")).map((items): Json => ({ "Fn::Split": items })),
    fc.tuple(condition, tie("list"), tie("list")).map((items): Json => ({ "Fn::If": items })),
  ),
}));

function index(): fc.Arbitrary<Json> {
  return fc.constantFrom<Json>(0, 1, { "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "Index"] });
}

const pins = fc.record(
  Object.fromEntries(Object.entries(domains).map(([name, values]) => [name, fc.constantFrom(...values)])),
);

function templateOf(value: Json, order: <T>(entries: T[]) => T[] = (entries) => entries): string {
  const shuffled = (json: Json): Json => {
    if (typeof json !== "object") return json;
    if (Array.isArray(json)) return json.map(shuffled);
    return Object.fromEntries(order(Object.entries(json).map(([key, entry]) => [key, shuffled(entry)])));
  };
  return JSON.stringify(
    shuffled({
      Parameters: parameters,
      Mappings: mappings,
      Conditions: conditions,
      Resources: { Bucket: { Type: "AWS::S3::Bucket" }, Probe: { Type: "Custom::Probe", Properties: { V: value } } },
    }),
  );
}

/** The value with every choice in it decided. */
function settled(value: Value, world: World): Value {
  const decided = world.read(value);
  const inside = (values: readonly Value[]): readonly Value[] => values.map((one) => settled(one, world));
  if (decided.kind === "list") {
    return { ...decided, items: inside(decided.items).filter(({ kind }) => kind !== "absent") };
  }
  if (decided.kind === "text") return { ...decided, parts: inside(decided.parts) };
  if (decided.kind !== "unknown" || decided.derived === undefined) return decided;
  return { ...decided, derived: { ...decided.derived, of: inside(decided.derived.of) } };
}

function pinned(pins: Readonly<Record<string, string>>): World {
  let world = World.open;
  for (const [name, values] of Object.entries(domains)) {
    // As the resolver knows it: only allowed values are a domain.
    const variable = { id: `app/${name}`, label: name, values: name === "Env" || name === "Pass" ? values : undefined };
    for (const value of values) world = world.with({ variable, value }, value === pins[name]) ?? world;
  }
  return world;
}

/** More worlds than are told apart for one value: that is unknown then, and says so. */
function isBeyondLimit(value: Value): boolean {
  return canonical(value).includes("?limit:");
}

describe("a value in one of its worlds", () => {
  test("is what the template says when the parameters of that world are given", () => {
    fc.assert(
      fc.property(expression.list, pins, (value, given) => {
        const text = templateOf(value);
        const open = settled(probe(resolved(text)), pinned(given));
        fc.pre(!isBeyondLimit(open));
        const fixed = settled(probe(resolved(text, given)), World.open);
        expect(canonical(open)).toBe(canonical(fixed));
      }),
      { numRuns: 400 },
    );
  });

  test("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(expression.text, pins, (value, given) => {
        const world = pinned(given);
        const [there, back] = [templateOf(value), templateOf(value, (entries) => entries.reverse())];
        const [one, other] = [there, back].map((text) => settled(probe(resolved(text)), world));
        if (one === undefined || other === undefined) throw new Error("two templates have two values");
        fc.pre(!isBeyondLimit(one) && !isBeyondLimit(other));
        expect(canonical(one)).toBe(canonical(other));
      }),
      { numRuns: 200 },
    );
  });

  test("does not depend on what was asked before", () => {
    fc.assert(
      fc.property(expression.text, expression.list, (first, second) => {
        const text = templateOf([first, second]);
        const stack = resolved(text);
        const inner = stack.template.resources.get("Probe")?.properties;
        const list = inner?.kind === "mapping" ? inner.entries.get("V")?.value : undefined;
        if (list?.kind !== "sequence") throw new Error("the probe holds a list");
        for (const item of [...list.items].reverse()) stack.valueOf(item);
        expect(canonical(probe(stack))).toBe(canonical(probe(resolved(text))));
      }),
      { numRuns: 100 },
    );
  });
});

describe("a condition in one of its worlds", () => {
  test("is what it is when the parameters of that world are given", () => {
    fc.assert(
      fc.property(condition, pins, (name, given) => {
        const open = resolved(templateOf("x")).guardOf(name);
        const fixed = resolved(templateOf("x"), given).guardOf(name);
        expect(fixed.kind === "true" || fixed.kind === "false").toBe(true);
        expect(pinned(given).test(open)).toBe(fixed.kind === "true");
      }),
      { numRuns: 300 },
    );
  });

  test("is named on a resource, or is always true", () => {
    const stack = resolved(templateOf("x"));
    expect(stack.guardOf(undefined)).toEqual({ kind: "true" });
    expect(stack.conditions.get("IsProd")).toEqual(stack.guardOf("IsProd"));
    expect(absent.kind).toBe("absent");
  });
});
