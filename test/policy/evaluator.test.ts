import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../src/policy/evaluator.ts";
import { between, type Fact, listOf, object, unknown } from "../../src/policy/fact.ts";
import { isUndecided, type Outcome } from "../../src/policy/outcome.ts";
import type { Decided, Value } from "../../src/resolve/value.ts";
import { World } from "../../src/resolve/world.ts";
import { emptyGraph, evaluateText, sampleRegistry, someReason, type Thing } from "./sample-facts.ts";

function box(entries: Record<string, Fact>, open = false): Thing {
  const map = new Map(Object.entries(entries).map(([key, value]) => [key, () => value]));
  return { box: { kind: "map", entries: map, ...(open && { open: [someReason] }) } };
}

function reasonsOf(outcome: Outcome): readonly string[] {
  expect(isUndecided(outcome)).toBe(true);
  return isUndecided(outcome) && outcome.kind === "unknown" ? outcome.reasons.map(({ message }) => message) : ["split"];
}

const known = (value: string): Value => ({ kind: "known", value, origin: null });
const bucket: Decided = {
  kind: "identity",
  origin: null,
  symbol: { kind: "attribute", resource: { stack: "s", logicalId: "Uploads" }, attribute: "Ref" },
};
const symbolic = (value: Decided): Fact => ({ kind: "symbolic", value });
const arn = symbolic({ kind: "text", origin: null, parts: [known("arn:aws:s3:::"), bucket, known("/*")] });

describe("properties of a template", () => {
  test.each<[string, Fact, boolean]>([
    ["it.box.P == true", "true", true],
    ["it.box.P == true", "True", true],
    ["it.box.P == false", "true", false],
    ["it.box.P == true", "yes", false],
    ['it.box.P == "true"', true, true],
    ["it.box.P == 2", "2", true],
    ["it.box.P == 2", "2.0", true],
    ["it.box.P == 2", "", false],
    ['it.box.P == "22"', 22, true],
    ["it.box.P != 2", "3", true],
    ["it.box.P < 10", "9", true],
    ["it.box.P >= 10", "9", false],
    ["!it.box.P", "false", true],
    ["it.box.P && true", "true", true],
    ["it.box.P in [1, 2]", "2", true],
    ['it.box.P.startsWith("80")', 8080, true],
    ["int(it.box.P) + 1 == 3", "2", true],
  ])("%s is what CloudFormation makes of %j: %j", (text, value, expected) => {
    expect(evaluateText(text, box({ P: value }))).toBe(expected);
  });

  test("that are no numbers have no order", () => {
    expect(reasonsOf(evaluateText("it.box.P < 10", box({ P: "many" })))).toEqual([
      "two things that have no order were compared",
    ]);
  });

  test("take a single value for a list of one, and a map for its keys", () => {
    expect(evaluateText('it.box.P.exists(x, x == "a")', box({ P: "a" }))).toBe(true);
    expect(evaluateText('it.box.exists(key, key == "P")', box({ P: "a" }))).toBe(true);
    expect(evaluateText('"P" in it.box && !("Q" in it.box)', box({ P: "a" }))).toBe(true);
  });

  test("have no keys of JavaScript's own", () => {
    for (const key of ["constructor", "__proto__", "toString"]) {
      expect(evaluateText(`has(it.box.P) && "${key}" in it.box`, box({ P: 1 }))).toBe(false);
    }
  });
});

describe("has()", () => {
  test("is false where any step of the path is not there", () => {
    expect(evaluateText("has(it.box.P.Q.R)", box({}))).toBe(false);
    expect(evaluateText("has(it.main.box.P)", {})).toBe(false);
  });

  test("is true of what is there, whatever it is", () => {
    expect(evaluateText("has(it.box.P)", box({ P: null }))).toBe(true);
    expect(evaluateText("has(it.box.P)", box({ P: arn }))).toBe(true);
    expect(
      evaluateText("has(it.box.P)", box({ P: symbolic({ kind: "unknown", origin: null, reason: someReason }) })),
    ).toBe(true);
  });

  test("is unknown where the thing around it is, or may have more keys", () => {
    expect(evaluateText("has(it.box.P)", { box: unknown(someReason) })).toEqual(unknown(someReason));
    expect(evaluateText("has(it.box.P)", box({}, true))).toEqual(unknown(someReason));
    expect(evaluateText("has(it.box.P)", box({ P: 1 }, true))).toBe(true);
  });

  test("is what a rule must ask first: what is not set is unknown, and says so", () => {
    expect(reasonsOf(evaluateText("it.box.P == 1", box({})))).toEqual([
      "it.box.P is not set; the rule must test it with has()",
    ]);
    expect(evaluateText("has(it.box.P) && it.box.P == 1", box({}))).toBe(false);
  });
});

describe("a text that is not wholly known", () => {
  const it: Thing = { box: arn, main: object("Part", { box: symbolic(bucket) }) };

  test.each<[string, boolean | "unknown"]>([
    ["it.box == it.box", true],
    ['it.box == "*"', false],
    ['it.box == "arn:aws:s3:::shop/*"', "unknown"],
    ['it.box.startsWith("arn:aws:s3")', true],
    ['it.box.startsWith("arn:aws:sqs")', false],
    ['it.box.startsWith("arn:aws:s3:::shop")', "unknown"],
    ['it.box.endsWith("/*")', true],
    ['it.box.endsWith("/")', false],
    ['it.box.contains(":s3:")', true],
    ['it.box.contains("shop")', "unknown"],
    ["it.main.box == it.main.box", true],
    ["it.box == it.main.box", "unknown"],
    ['it.main.box == "shop"', "unknown"],
    ["it.box.size() > 3", "unknown"],
    ["it.box.matches('x')", "unknown"],
    ["it.box == [1]", false],
    ["it.box == 1", "unknown"],
    ["it.box == true", "unknown"],
  ])("%s: %s", (text, expected) => {
    const outcome = evaluateText(text, it);
    expect(isUndecided(outcome) ? "unknown" : outcome).toBe(expected);
  });

  test("says what it waits for", () => {
    expect(reasonsOf(evaluateText('it.box == "arn:aws:s3:::shop/*"', it))).toEqual([
      "Uploads is decided at deployment",
    ]);
  });

  test("that is a secret is there, and is compared with nothing", () => {
    const secret = symbolic({ kind: "secret", source: "secretsmanager", name: "db", origin: null });
    expect(evaluateText("has(it.box.P)", box({ P: secret }))).toBe(true);
    expect(reasonsOf(evaluateText('it.box.P == "hunter2"', box({ P: secret })))).toEqual(["db is a secret"]);
  });
});

describe("a number of which only bounds are known", () => {
  const it: Thing = { size: between(1, 2, [someReason]) };

  test.each<[string, boolean | "unknown"]>([
    ["it.size >= 1", true],
    ["it.size < 3", true],
    ["it.size < 2", "unknown"],
    ["it.size > 2", false],
    ["it.size == 3", false],
    ["it.size == 1", "unknown"],
    ["it.size != 0", true],
    ["2 >= it.size", true],
    ["it.size + 1 > 1", "unknown"],
  ])("%s: %s", (text, expected) => {
    const outcome = evaluateText(text, it);
    expect(isUndecided(outcome) ? "unknown" : outcome).toBe(expected);
  });

  test("is a number where the bounds meet", () => {
    expect(between(2, 2, [])).toBe(2);
  });
});

describe("things", () => {
  const part = { name: "a" };
  const it: Thing = {
    ...part,
    parts: listOf([object("Part", part), object("Part", { name: "b" })]),
    main: object("Part", part),
  };

  test("are equal where they are one and the same", () => {
    expect(evaluateText("it.parts[0] == it.main", it)).toBe(true);
    expect(evaluateText("it.parts[1] == it.main", it)).toBe(false);
    expect(evaluateText("it.main in it.parts", it)).toBe(true);
    expect(evaluateText("it.parts.exists(p, p == it)", it)).toBe(false);
  });

  test("have methods that take things", () => {
    expect(evaluateText("it.parts.all(p, p.isOf(it))", it)).toBe(false);
    expect(evaluateText("it.parts.exists(p, it.isOf(p))", it)).toBe(true);
  });
});

describe("hostile expressions are bounded", () => {
  const it: Thing = { sizes: listOf(Array.from({ length: 1000 }, (_, i) => i)), name: "ab".repeat(1000) };

  test("by steps", () => {
    const nested = "it.sizes.all(a, it.sizes.all(b, it.sizes.all(c, a + b + c >= 0)))";
    expect(reasonsOf(evaluateText(nested, it))).toEqual(["the rule takes more than 200000 steps"]);
  });

  test("by the size of what they make", () => {
    const longer = "it.sizes + it.sizes"
      .replace(/it\.sizes/g, "(it.sizes + it.sizes + it.sizes)")
      .replace(/it\.sizes/g, "(it.sizes + it.sizes)");
    expect(reasonsOf(evaluateText(`(${longer}).size() > 0`, it))).toEqual([
      "the rule takes lists of more than 10000 elements",
    ]);
    const text = Array.from({ length: 6 }, () => "it.name").join(" + ");
    expect(reasonsOf(evaluateText(`(${text}).size() > 0`, it))).toEqual([
      "the rule takes texts of more than 10000 characters",
    ]);
  });

  test("and match patterns in linear time", () => {
    expect(evaluateText('it.name.matches("^(a+)+$")', { name: `${"a".repeat(5000)}b` })).toBe(false);
  });
});

describe("a fault in a fact", () => {
  test("goes on, and is never an unknown", () => {
    const it: Thing = {
      size: () => {
        throw new TypeError("ours");
      },
    };
    expect(() => evaluateText("it.size > 1 || true", it)).toThrow("ours");
  });

  test("a variable that nobody gave is one too", () => {
    const context = { graph: emptyGraph, world: World.open, registry: sampleRegistry };
    expect(() => evaluate(["var", "nobody"], new Map(), context)).toThrow("nobody");
  });
});
