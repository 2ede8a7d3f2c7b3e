import { beforeEach, describe, expect, test } from "@jest/globals";
import { type Fact, hop, listOf, location, object, type Subject, unknown } from "../../src/policy/fact.ts";
import { judgeRules } from "../../src/policy/judge-rules.ts";
import type { Judgement, Message, Rule } from "../../src/policy/rule.ts";
import { and, atom, type Guard, not, type Variable } from "../../src/resolve/guard.ts";
import type { World } from "../../src/resolve/world.ts";
import { compile, emptyGraph, sampleRegistry, someReason, subjectOf, subjects, type Thing } from "./sample-facts.ts";

const flag = (label: string): Variable => ({ id: `s/${label}`, label, values: ["true", "false"] });
const isProd: Guard = atom(flag("IsProd"), "true");
const isBig: Guard = atom(flag("IsBig"), "true");

const plain: Rule = {
  id: "TST001",
  name: "test",
  title: "A test",
  severity: [{ when: null, is: "error" }],
  basis: "proof",
  resilience: false,
  onlyWhenRequired: false,
  options: [],
  source: "W1",
  why: "",
  on: ["wholes"],
  as: "it",
  where: null,
  require: compile("it.on"),
  at: null,
  related: null,
  message: ["it is off"],
  fix: { cloudformation: "", sam: "", cdk: "" },
  references: [],
  causes: [],
  examples: [],
};

function judge(it: Thing, rule: Partial<Rule> = {}, subject: Partial<Subject> = {}): Judgement {
  subjects.push(subjectOf(it, subject));
  const judgements = judgeRules([{ ...plain, ...rule }], emptyGraph, sampleRegistry);
  expect(judgements).toHaveLength(1);
  return judgements[0] as Judgement;
}

beforeEach(() => {
  subjects.length = 0;
});

/** One fact where the guard holds, another where it does not. */
function under(guard: Guard, yes: Fact, no: Fact): Fact {
  const items = [
    { guard, value: yes },
    { guard: not(guard), value: no },
  ];
  return { kind: "list", items, open: [] };
}

const inProd = (yes: Fact, no: Fact): Thing => ({ box: under(isProd, yes, no) });

describe("a verdict", () => {
  const size = compile("it.box.exists(n, n > 1)");

  test.each<[string, Thing, Partial<Rule>, Judgement["verdict"]]>([
    ["pass", { on: true }, {}, "pass"],
    ["fail", { on: false }, {}, "fail"],
    ["unknown", { on: unknown(someReason) }, {}, "unknown"],
    ["n/a where the rule does not apply", { on: false, size: 0 }, { where: compile("it.size > 0") }, "n/a"],
    [
      "unknown where it would fail and may not apply",
      { on: false, size: unknown(someReason) },
      { where: compile("it.size > 0") },
      "unknown",
    ],
    [
      "pass where it passes and may not apply",
      { on: true, size: unknown(someReason) },
      { where: compile("it.size > 0") },
      "pass",
    ],
  ])("is %s", (_, it, rule, verdict) => {
    expect(judge(it, rule)).toMatchObject({ verdict, guard: { kind: "true" }, passesElsewhere: false });
  });

  test("of several worlds is the worst, with the worlds that have it", () => {
    expect(judge(inProd(1, 2), { require: size })).toMatchObject({
      verdict: "fail",
      guard: isProd,
      passesElsewhere: true,
    });
    subjects.length = 0;
    expect(judge(inProd(unknown(someReason), 2), { require: size })).toMatchObject({
      verdict: "unknown",
      guard: isProd,
      passesElsewhere: true,
    });
    subjects.length = 0;
    expect(judge(inProd(1, unknown(someReason)), { require: size })).toMatchObject({
      verdict: "fail",
      passesElsewhere: false,
    });
  });

  test("of a fail in every world holds always, although worlds were told apart", () => {
    expect(judge(inProd(0, 1), { require: size })).toMatchObject({ verdict: "fail", guard: { kind: "true" } });
  });

  test("is asked only of worlds in which the subject is", () => {
    const judged = judge(inProd(1, 2), { require: size }, { guard: not(isProd) });
    expect(judged).toMatchObject({ verdict: "pass", guard: not(isProd) });
    subjects.length = 0;
    expect(judge({ on: false }, {}, { guard: isProd })).toMatchObject({
      verdict: "fail",
      guard: isProd,
      passesElsewhere: false,
    });
  });

  test("of a subject that is in no world is n/a", () => {
    expect(
      judge({ on: false }, {}, { guard: and(isProd, { kind: "not", of: { kind: "and", of: [isProd] } }) }).verdict,
    ).toBe("n/a");
  });

  test("keeps its reasons, each once", () => {
    const it = { on: unknown(someReason), size: unknown(someReason, { ...someReason, name: "Q" }) };
    const judged = judge(it, { where: compile("it.size > 1") });
    expect(judged.reasons.map(({ name }) => name)).toEqual(["P", "Q"]);
  });

  test("past 64 worlds is unknown, and says so", () => {
    const items = Array.from({ length: 12 }, (_, i) => ({ guard: atom(flag(`C${i}`), "true"), value: i }));
    const judged = judge({ sizes: { kind: "list", items, open: [] } }, { require: compile("it.sizes.size() != 6") });
    expect(judged.verdict).toBe("fail");
    subjects.length = 0;
    const harmless = judge({ sizes: { kind: "list", items, open: [] } }, { require: compile("it.sizes != [99]") });
    expect(harmless).toMatchObject({ verdict: "unknown", passesElsewhere: true });
    expect(harmless.reasons).toMatchObject([
      {
        kind: "limit",
        message: "the verdict depends on more than 64 combinations of C0, C1, C2, C3, C4 and 7 more",
        settle: "--scenario C0=... --scenario C1=... --scenario C2=...",
      },
    ]);
  });

  test("names the parameters whose defaults it rests on, and no others", () => {
    const assuming = (name: string, value: boolean): Thing => ({ on: value, size: 1, name: () => name });
    const noting = new Proxy(assuming("Env", false), {});
    subjects.push(subjectOf(noting));
    const registry = {
      ...sampleRegistry,
      fieldOf: (type: string, name: string) => {
        const field = sampleRegistry.fieldOf(type, name);
        if (name !== "on" || field === undefined) return field;
        return {
          ...field,
          read: (self: never, context: { graph: typeof emptyGraph; world: World }) => {
            context.world.assumed.add("Env");
            return field.read(self, context);
          },
        };
      },
    };
    const [judged] = judgeRules([plain], emptyGraph, registry);
    expect(judged).toMatchObject({ verdict: "fail", assumed: ["Env"] });
  });
});

describe("a finding tells", () => {
  const message = (...parts: (string | Message[number])[]): Message => parts;

  test("its message, with ? for what is not known", () => {
    const it: Thing = {
      on: false,
      name: "web",
      size: unknown(someReason),
      tags: listOf(["a", "b"], [someReason]),
      main: object("Part", { name: "wheel" }),
      box: { kind: "bounded", atLeast: 1, atMost: Number.POSITIVE_INFINITY, reasons: [someReason] },
    };
    const parts = ["it.name", "it.size", "it.tags", "it.main", "it.box", "1 + 1"].map(compile);
    expect(judge(it, { message: message("<", ...parts.flatMap((part) => [part, ", "]), ">") }).message).toBe(
      "<web, ?, a, b, ?, wheel, at least 1, 2, >",
    );
  });

  test.each<[string, Thing]>([
    ["lacks a word", { name: unknown(someReason) }],
    ["lacks some of its words", { tags: listOf(["a"], [someReason]) }],
    ["has a part that says nothing", { name: "" }],
  ])("the title of its rule, with the name of the resource, where it is unknown and its message %s", (_, it) => {
    const parts = message("it is told of ", compile(it["tags"] === undefined ? "it.name" : "it.tags"));
    const title = "A thing is told of another";
    expect(judge({ ...it, on: unknown(someReason) }, { title, message: parts }).message).toBe(
      `${title} (${subjects[0]?.node?.logicalId})`,
    );
  });

  test("its message where it is unknown, and its message knows everything", () => {
    const parts = message("it is told of ", compile("it.name"));
    expect(judge({ on: unknown(someReason), name: "web" }, { message: parts }).message).toBe("it is told of web");
  });

  test("nothing of itself where it passes", () => {
    expect(judge({ on: true }, { message: ["told"] })).toMatchObject({
      message: "",
      related: [],
      at: subjects[0]?.origin,
    });
  });

  test("the place and the hops of the world in which it fails", () => {
    const place = subjectOf({}).origin;
    const evidence = { message: "here", node: place };
    const it: Thing = {
      on: false,
      box: location(place),
      sizes: under(isProd, hop(evidence), hop({ ...evidence, message: "there" })),
    };
    const judged = judge(it, { at: ["field", ["var", "it"], "box"], related: ["field", ["var", "it"], "sizes"] });
    expect(judged.at).toBe(place);
    expect(judged.related.map((one) => one.message)).toEqual(["here", "there"]);
    subjects.length = 0;
    const inOne = judge(
      { ...it, box: under(not(isProd), 1, 2) },
      { require: compile("it.box.all(n, n == 1)"), related: ["field", ["var", "it"], "sizes"] },
    );
    expect(inOne).toMatchObject({ guard: isProd });
    expect(inOne.related.map((one) => one.message)).toEqual(["here"]);
  });

  test("its own place where what at: names is not there", () => {
    expect(judge({ on: false }, { at: ["field", ["var", "it"], "box"] }).at).toBe(subjects[0]?.origin);
  });

  test("the severity of the first case that holds", () => {
    const severity: Rule["severity"] = [
      { when: compile("it.size > 5"), is: "error" },
      { when: compile("it.size > 1"), is: "warning" },
      { when: null, is: "info" },
    ];
    for (const [size, is] of [
      [9, "error"],
      [2, "warning"],
      [0, "info"],
      [unknown(someReason), "info"],
    ] as const) {
      subjects.length = 0;
      expect(judge({ on: false, size }, { severity }).severity).toBe(is);
    }
  });

  test("the worst severity of the worlds in which it fails, and speaks of that world", () => {
    const severity: Rule["severity"] = [
      { when: compile("it.box.exists(n, n == 2)"), is: "error" },
      { when: null, is: "info" },
    ];
    const it: Thing = { ...inProd(1, 2), sizes: under(isBig, 1, 2) };
    const judged = judge(it, {
      require: compile("it.box.all(n, n > 5)"),
      severity,
      message: [compile("string(it.box[0])")],
    });
    expect(judged).toMatchObject({ verdict: "fail", severity: "error", message: "2" });
  });

  test("at most a warning where the rule is heuristic", () => {
    expect(judge({ on: false }, { basis: "heuristic" }).severity).toBe("warning");
  });

  test("the things that may be its cause", () => {
    const cause = { name: "cause" };
    const it: Thing = { on: false, parts: listOf([object("Part", cause)]), main: object("Part", cause) };
    const causes = [
      { rule: "TST002", subjects: compile("it.parts") },
      { rule: "TST003", subjects: compile("[it.main]") },
    ];
    const judged = judge(it, { causes });
    expect(judged.causes.get("TST002")?.[0]).toBe(cause);
    expect(judged.causes.get("TST003")?.[0]).toBe(cause);
  });
});

describe("judging", () => {
  test("gives rules in their order, and subjects in the graph's", () => {
    subjects.push(subjectOf({ on: true, name: "b" }), subjectOf({ on: true, name: "a" }));
    const judgements = judgeRules(
      [
        { ...plain, id: "Z" },
        { ...plain, id: "A" },
      ],
      emptyGraph,
      sampleRegistry,
    );
    expect(judgements.map(({ rule, subject }) => `${rule.id} ${(subject.self as Thing)["name"]}`)).toEqual([
      "Z b",
      "Z a",
      "A b",
      "A a",
    ]);
  });

  test("judges a thing once, however many names select it", () => {
    subjects.push(subjectOf({ on: true }));
    expect(judgeRules([{ ...plain, on: ["wholes", "wholes"] }], emptyGraph, sampleRegistry)).toHaveLength(1);
  });

  test("says which rule and subject a fault of ours is about", () => {
    subjects.push(
      subjectOf({
        on: () => {
          throw new TypeError("ours");
        },
      }),
    );
    expect(() => judgeRules([plain], emptyGraph, sampleRegistry)).toThrow(
      "rule TST001 cannot judge t.yaml/Thing: TypeError: ours",
    );
  });
});
