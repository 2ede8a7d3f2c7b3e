import { describe, expect, test } from "@jest/globals";
import { checkPatterns } from "../../src/lint/check-patterns.ts";
import { loadRegularExpressions } from "../../src/policy/regular-expression.ts";
import { resolution, templateWith } from "./given-stack.ts";

/** What is wrong with a value, with the line of the constraint; the parameter's keys stand on lines of their own. */
function refused(declaration: string, value: string): readonly string[] {
  const keys = declaration.split("; ").map((key) => `    ${key}\n`);
  const { diagnostics } = resolution(templateWith("x", `Parameters:\n  P:\n${keys.join("")}`), { P: value });
  return diagnostics.map(({ severity, message, location }) => `${location?.start.line} ${severity}: ${message}`);
}

describe("a value that is given", () => {
  test.each([
    ["Type: String; AllowedValues: [a, b]", "c", '4 error: parameter P does not allow "c"; it allows "a", "b"'],
    [
      "Type: CommaDelimitedList; AllowedValues: [a, b]",
      "a, c",
      '4 error: parameter P does not allow "c"; it allows "a", "b"',
    ],
    ["Type: Number", "x", '3 error: parameter P takes numbers, and "x" is none'],
    ["Type: List<Number>", "1,,2", '3 error: parameter P takes numbers, and "" is none'],
    ["Type: Number; MinValue: 2", "1", '4 error: parameter P takes no number below 2, and "1" is one'],
    ["Type: Number; MaxValue: 2", "2.5", '4 error: parameter P takes no number above 2, and "2.5" is one'],
    ["Type: String; MinLength: 2", "é", '4 error: parameter P takes at least 2 characters, and "é" has 1'],
    ["Type: String; MaxLength: '2'", "abc", '4 error: parameter P takes at most 2 characters, and "abc" has 3'],
    [
      "Type: String; NoEcho: true; MinLength: 8",
      "hunter2",
      "5 error: parameter P takes at least 8 characters, and what is given has fewer",
    ],
    [
      "Type: AWS::EC2::VPC::Id",
      "x",
      '3 warning: parameter P is of type AWS::EC2::VPC::Id, and "x" does not begin with vpc-',
    ],
    [
      "Type: List<AWS::EC2::Subnet::Id>",
      "subnet-1, x",
      '3 warning: parameter P is of type AWS::EC2::Subnet::Id, and "x" does not begin with subnet-',
    ],
  ])("must be what CloudFormation takes: %s, given %s", (declaration, value, message) => {
    expect(refused(declaration, value)).toEqual([message]);
  });

  test.each([
    ["Type: String; AllowedValues: [1, true]", "1"],
    ["Type: Number; MinValue: 1; MaxValue: 3", "3"],
    ["Type: String; MinLength: 2; MaxLength: 4", "abcd"],
    ["Type: List<Number>", "1, 2"],
    ["Type: String; MinLength: nonsense", ""],
    ["Type: AWS::EC2::KeyPair::KeyName", "x"],
  ])("is taken where it is: %s, given %s", (declaration, value) => {
    expect(refused(declaration, value)).toEqual([]);
  });
});

describe("a pattern", () => {
  const refusedBy = (pattern: string, value: string, type = "String"): readonly string[] => {
    const parameter = `{Type: ${type}, AllowedPattern: '${pattern}', ConstraintDescription: letters only}`;
    const { resolved } = resolution(templateWith("x", `Parameters: {P: ${parameter}}`));
    return checkPatterns(resolved, () => value).map(({ message }) => message);
  };

  test("is one of the whole value, and of each item of a list", async () => {
    await loadRegularExpressions();
    expect(refusedBy("[a-z]+", "abc")).toEqual([]);
    expect(refusedBy("a|b", "ab")).toEqual(['parameter P takes what matches a|b, and "ab" does not: letters only']);
    expect(refusedBy("[a-z]+", "a,1", "CommaDelimitedList")).toHaveLength(1);
  });

  test("that would take for ever, or that RE2 does not know, does no harm", async () => {
    await loadRegularExpressions();
    expect(refusedBy("(a+)+", `${"a".repeat(5000)}b`)).toHaveLength(1);
    expect(refusedBy("(?!x).*", "x")).toEqual([]);
    expect(refusedBy("[", "x")).toEqual([]);
  });
});
