import { describe, expect, test } from "@jest/globals";
import { checkLanguageExtensions } from "../../src/template/language-extensions.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";

function problems(text: string): readonly string[] {
  const { template } = parseTemplate("template.yaml", text);
  if (template === undefined) throw new Error("the template of the test cannot be read");
  return checkLanguageExtensions(template).map(
    ({ severity, code, message, location }) =>
      `${location?.start.line}:${location?.start.column} ${severity} ${code}: ${message}`,
  );
}

const probe = (value: string): string =>
  `Resources:\n  Q:\n    Type: Custom::Probe\n    Properties:\n      V: ${value}\n`;
const needs = (what: string): string =>
  `error language-extensions-missing: ${what} needs "Transform: AWS::LanguageExtensions"; the template is read as if it had it`;

describe("what needs the language extensions", () => {
  test.each([
    ["Fn::Length", "{Fn::Length: [a, b]}"],
    ["Fn::ToJsonString", "{Fn::ToJsonString: {a: b}}"],
    ["a default value of Fn::FindInMap", "!FindInMap [M, a, b, {DefaultValue: c}]"],
    ["a computed key of Fn::FindInMap", "!FindInMap [M, !Select [0, [a]], b]"],
    ["a computed name in Ref", "{Ref: {Fn::Sub: X}}"],
    ["a computed name in Fn::GetAtt", "!GetAtt [{Ref: X}, Arn]"],
    ["Fn::ForEach", "{Fn::ForEach::L: [N, [a], {}]}"],
  ])("%s is an error without them, and none with them", (what, value) => {
    expect(problems(probe(value))).toHaveLength(1);
    expect(problems(probe(value))[0]).toContain(needs(what));
    expect(problems(`Transform: AWS::LanguageExtensions\n${probe(value)}`)).toEqual([]);
  });

  test("so are computed policies of a resource", () => {
    const text =
      "Resources:\n  T:\n    Type: AWS::SNS::Topic\n    DeletionPolicy: !If [A, Retain, Delete]\n    UpdateReplacePolicy: Retain\n";
    expect(problems(text)).toEqual([`4:21 ${needs("a computed DeletionPolicy")}`]);
  });

  test("many uses of one thing are one diagnostic, at the first", () => {
    expect(problems(probe("[{Fn::Length: [a]}, {Fn::Length: [b]}]"))).toEqual([`5:11 ${needs("Fn::Length")}`]);
  });

  test.each([
    ["a reference in a mapping's key", "!FindInMap [M, !Ref AWS::Region, !FindInMap [N, a, b]]"],
    ["a computed attribute", "!GetAtt [Q, !Ref Attribute]"],
    ["a condition", "!If [A, !Ref B, !Sub C]"],
  ])("%s is allowed without them", (_, value) => {
    expect(problems(probe(value))).toEqual([]);
  });

  test("nothing is said where a macro may replace what needs them", () => {
    expect(problems(`Transform: Ours\n${probe("{Fn::Length: [a]}")}`)).toEqual([]);
  });
});

describe("how the language extensions are written", () => {
  test("they must be listed before SAM", () => {
    const text = probe("a");
    expect(problems(`Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]\n${text}`)).toEqual([
      "1:12 warning transform-order: AWS::LanguageExtensions must come before AWS::Serverless-2016-10-31",
    ]);
    expect(problems(`Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n${text}`)).toEqual([]);
  });

  test("their functions have no short form", () => {
    expect(problems(`Transform: AWS::LanguageExtensions\n${probe("!Length [a]")}`)).toEqual([
      "6:10 warning short-form: Fn::Length has no short form in YAML; write its full name",
    ]);
  });
});
