import { describe, expect, test } from "@jest/globals";
import { loadRule } from "../../src/policy/load-rule.ts";
import { sampleRegistry } from "./sample-facts.ts";

const sound = `id: TST001
name: parts-are-on
title: A part is off
severity: error
source: W1
why: Parts that are off do nothing.
on: wholes
as: whole
where: has(whole.size) && whole.size > 0
require: whole.parts.all(p, p.on)
message: "{whole.name} has a part that is off: {whole.parts.filter(p, !p.on).map(p, p.name)}"
fix:
  cloudformation: Turn it on.
  sam: Turn it on.
  cdk: Turn it on.
references: [https://docs.aws.amazon.com/]
examples:
  - flags: a part is off
    template: |
      Resources: {}
  - accepts: all are on
    template: |
      Resources: {A: {Type: X}}
`;

/** The diagnostics of the sound rule with one thing changed: `line:column message`. */
function problems(from: string, to: string): readonly string[] {
  expect(sound).toContain(from);
  return problemsOf(sound.replace(from, to));
}

function problemsOf(text: string): readonly string[] {
  const { rule, diagnostics } = loadRule("rules/test.yaml", text, sampleRegistry);
  expect(rule).toBeUndefined();
  return diagnostics.map(({ location, message }) => `${location?.start.line}:${location?.start.column} ${message}`);
}

test("a rule that has its fix in the words of one dialect says so to all, and what it lacks is told", () => {
  const text = sound.replace(/ {2}(cloudformation|cdk): Turn it on.\n/g, "");
  const { rule, lacksFixFor } = loadRule("rules/test.yaml", text, sampleRegistry);
  expect(rule?.fix).toEqual({ cloudformation: "Turn it on.", sam: "Turn it on.", cdk: "Turn it on." });
  expect(lacksFixFor).toEqual(["cloudformation", "cdk"]);
});

describe("a sound rule", () => {
  const { rule, diagnostics } = loadRule("rules/test.yaml", sound, sampleRegistry);

  test("loads without a word", () => {
    expect(diagnostics).toEqual([]);
    expect(rule).toMatchObject({
      id: "TST001",
      severity: [{ when: null, is: "error" }],
      basis: "proof",
      resilience: false,
      onlyWhenRequired: false,
      options: [],
      on: ["wholes"],
      as: "whole",
      at: null,
      related: null,
      causes: [],
    });
  });

  test("is plain data, so that it can be compiled ahead", () => {
    expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
    expect(rule?.require).toEqual([
      "macro",
      "all",
      ["field", ["var", "whole"], "parts"],
      "p",
      ["field", ["var", "p"], "on"],
    ]);
  });

  test("keeps the verdict that each example promises", () => {
    expect(rule?.examples.map(({ expects, verdict, subject }) => [expects, verdict, subject])).toEqual([
      ["flags", "fail", null],
      ["accepts", "pass", null],
    ]);
  });
});

describe("a mistake in an expression is told at its column", () => {
  test.each([
    [
      "a field that there is not",
      "whole.parts.all(p, p.on)",
      "whole.parts.all(p, p.onn)",
      "10:31 No such key: onn (Part has no such field). Did you mean on?",
    ],
    [
      "a field inside has()",
      "has(whole.size)",
      "has(whole.sise)",
      "9:18 No such key: sise (Whole has no such field). Did you mean size?",
    ],
    ["a variable", "whole.size > 0", "hole.size > 0", "9:27 Unknown variable: hole"],
    ["a wrong type", "whole.size > 0", 'whole.size > "0"', "9:27 no such overload: int > string"],
    ["no condition", "whole.parts.all(p, p.on)", "whole.size", "10:10 this must be true or false, and is int"],
    [
      "a method that there is not",
      "p.on)",
      "p.isLargrThan(1))",
      "10:29 found no matching overload for 'Part.isLargrThan(int)'. Did you mean isLargerThan?",
    ],
    [
      "arguments of a method",
      "p.on)",
      "p.isLargerThan())",
      "10:29 found no matching overload for 'Part.isLargerThan()'. It takes (size: int)",
    ],
    ["an argument that is no fact", "p.on)", "p.isOf(1))", "10:36 other must be Part, and is int"],
    ["a syntax error", "p.on)", "p.on", "10:33 Expected RPAREN, got EOF"],
    [
      "a pattern that is no literal",
      "p.on)",
      "p.name.matches(p.name))",
      "10:46 the pattern of matches() must be a literal text",
    ],
    [
      "a pattern with a backreference",
      "p.on)",
      'p.name.matches("(a)\\\\1"))',
      "10:44 this is no regular expression: error parsing regexp: invalid escape sequence: `\\1`",
    ],
    ["a map", "p.on)", '{"a":1}["a"] == 1)', "10:29 rules have no maps of their own"],
    [
      "a function that rules do not have",
      "p.on)",
      'timestamp("2020-01-01T00:00:00Z") == p.box)',
      "10:29 rules have no function timestamp().",
    ],
    [
      "an order of two things of no known type",
      "p.on)",
      "p.box < whole.box)",
      "10:29 it is not known what both sides are; say int(...) or string(...) of one",
    ],
  ])("%s", (_, from, to, expected) => {
    expect(problems(from, to)).toEqual([expected]);
  });

  test("in a message, between braces", () => {
    expect(problems("{whole.name}", "{whole.nme}")).toEqual([
      "11:18 No such key: nme (Whole has no such field). Did you mean name?",
    ]);
  });

  test("in a block scalar, on its own line", () => {
    const block = "require: |-\n  whole.parts.all(p,\n    p.on &&\n      p.onn)";
    expect(problems("require: whole.parts.all(p, p.on)", block)).toEqual([
      "13:9 No such key: onn (Part has no such field). Did you mean on?",
    ]);
  });

  test("in a folded scalar and in quotes with escapes", () => {
    expect(problems("require: whole.parts.all(p, p.on)", "require: >\n  whole.parts\n  .all(p, p.onn)")).toEqual([
      "12:13 No such key: onn (Part has no such field). Did you mean on?",
    ]);
    expect(problems("whole.parts.all(p, p.on)", '"whole.name == \\"\\u0061\\" && whole.onn"')).toEqual([
      "10:45 No such key: onn (Whole has no such field). Did you mean on?",
    ]);
    expect(problems("whole.parts.all(p, p.on)", "'whole.name == ''a'' && whole.onn'")).toEqual([
      "10:40 No such key: onn (Whole has no such field). Did you mean on?",
    ]);
  });
});

describe("a mistake in the shape of the document is told at its place", () => {
  test.each([
    ["an unknown key", "why:", "whi:", ["6:1 a rule has no key whi. Did you mean why?", "1:1 the rule has no why"]],
    [
      "a severity",
      "severity: error",
      "severity: eror",
      ["4:11 severity must be error, warning or info. Did you mean error?"],
    ],
    ["a subject", "on: wholes", "on: wholse", ["7:5 there is nothing called wholse to judge. Did you mean wholes?"]],
    ["a variable that is a word of CEL", "as: whole", "as: list", ["8:5 list is a word of CEL; choose another name"]],
    [
      "a fix that says nothing",
      "  cloudformation: Turn it on.\n  sam: Turn it on.\n  cdk: Turn it on.\n",
      "  {}\n",
      ["13:3 fix says nothing: it has one of cloudformation, sam, cdk at least"],
    ],
    ["no severity at all", "severity: error", "severity: []", ["4:11 severity is empty"]],
    ["nothing to judge", "on: wholes", "on: []", ["7:5 on is empty: it says what the rule judges"]],
    ["an id", "TST001", "tst1", ["1:5 tst1 must be capitals and three digits: MET002"]],
    ["a brace that is not closed", "p.name)}", "p.name)", ["11:48 this brace is not closed; write {{ for a brace"]],
    ["no example that it accepts", "accepts:", "unknown:", ["18:3 the rule has no example that it accepts"]],
    [
      "an example of two kinds",
      "  - accepts: all are on",
      "  - accepts: all are on\n    flags: it",
      ["21:5 an example has one of flags, accepts and unknown, with what it shows"],
    ],
    ["a list where there is a text", "title: A part is off", "title: [A]", ["3:8 title must be a text"]],
  ])("%s", (_, from, to, expected) => {
    expect(problems(from, to)).toEqual(expected);
  });

  test("conditions of severities stand before the last one", () => {
    const of = (cases: string): readonly string[] => problems("severity: error", `severity:\n${cases}`);
    expect(of("  - {is: error}\n  - {is: warning}")).toEqual([
      "5:5 a severity that is not the last needs when, or since",
    ]);
    expect(of("  - {when: whole.on, is: error}")).toEqual([
      "5:5 the last severity holds for the rest, and has neither when nor since",
    ]);
    expect(of("  - {when: whole.onn, is: error}\n  - {is: info}")).toEqual([
      "5:18 No such key: onn (Whole has no such field). Did you mean on?",
    ]);
  });

  test("a document that is no mapping, no YAML, or empty is refused", () => {
    expect(problemsOf("- 1")).toEqual(["1:1 a rule must be a mapping"]);
    expect(problemsOf("a: [1")).toHaveLength(1);
    expect(problemsOf("")).toHaveLength(1);
  });
});

describe("limits", () => {
  test("an expression has at most 500 nodes", () => {
    const long = Array.from({ length: 300 }, () => "whole.on").join(" && ");
    expect(problems("whole.parts.all(p, p.on)", long).join()).toContain(
      "the expression is too large: it may have 500 parts, and be 30 deep",
    );
  });

  test("and nests at most 30 deep", () => {
    expect(problems("whole.parts.all(p, p.on)", `${"(".repeat(40)}true${")".repeat(40)}`).join()).toContain(
      "the expression is too large: it may have 500 parts, and be 30 deep",
    );
  });
});
