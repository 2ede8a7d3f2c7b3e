import { describe, expect, test } from "@jest/globals";
import { canonical, canonicalGuard, sameText } from "../../src/resolve/canonical.ts";
import { and, atom, type Guard, not, or } from "../../src/resolve/guard.ts";
import type { Decided, Value } from "../../src/resolve/value.ts";
import { valueOf } from "./given-stack.ts";

const sections = `Parameters:
  A: {Type: String}
  B: {Type: String}
  L: {Type: CommaDelimitedList}
  E: {Type: String, AllowedValues: [x, y]}
Conditions: {C: !Equals [!Ref E, x], D: !Equals [!Ref B, "1"]}`;
const value = (expression: string): Value => valueOf(expression, sections);
const spelled = (expression: string): string => canonical(value(expression));
const same = (a: string, b: string): boolean | undefined => sameText(value(a) as Decided, value(b) as Decided);

describe("the canonical spelling", () => {
  test("is one for all ways to write one text", () => {
    const ways = [
      '!Sub "arn:aws:s3:::${Bucket}/*"',
      '!Join ["", ["arn:aws:s3:::", !Ref Bucket, "/*"]]',
      '!Join [":", ["arn:aws:s3::", !Sub "${Bucket}/*"]]',
      '!Sub ["${P}${Bucket}/${S}", {P: "arn:aws:s3:::", S: "*"}]',
    ];
    expect(new Set(ways.map(spelled)).size).toBe(1);
  });

  test("tells apart what is different", () => {
    const different = [
      "!Ref Bucket",
      "!GetAtt Bucket.Arn",
      "!Ref Probe",
      "<Bucket.Ref>",
      "!Ref A",
      "!Ref L",
      "!Select [0, !Ref L]",
      "!Select [1, !Ref L]",
      '!Join ["", !Ref L]',
      '!Join ["-", !Ref L]',
      "[a, b]",
      '["a,b"]',
      "{a: b}",
      "!If [C, 1, 2]",
      "!If [C, 2, 1]",
      "!If [D, 1, 2]",
      '!Ref "AWS::NoValue"',
      '!Select [0, !GetAZs ""]',
      '!Select [1, !GetAZs ""]',
      '"{{resolve:secretsmanager:a:SecretString:x}}"',
      '!Sub "{{resolve:secretsmanager:${Bucket}:SecretString:x}}"',
    ];
    expect(new Set(different.map(spelled)).size).toBe(different.length);
  });

  test("does not depend on the order of keys, nor on keys without a value", () => {
    expect(spelled("{a: 1, b: 2}")).toBe(spelled('{b: 2, c: !Ref "AWS::NoValue", a: 1}'));
  });

  test("cannot be forged by a text with its marks", () => {
    expect(spelled('"\\u0001app/Bucket.Ref\\u0002"')).not.toBe(spelled("!Ref Bucket"));
  });
});

describe("the canonical spelling of a guard", () => {
  const is = (label: string): Guard => atom({ id: label, label, values: undefined }, "1");

  test("does not depend on the order of its parts", () => {
    expect(canonicalGuard(and(is("a"), not(is("b"))))).toBe(canonicalGuard(and(not(is("b")), is("a"))));
    expect(canonicalGuard(and(is("a"), is("b")))).not.toBe(canonicalGuard(or(is("a"), is("b"))));
  });

  test("stays short where formulas share their parts", () => {
    let [left, right] = [is("a"), is("b")];
    for (let i = 0; i < 200; i++)
      [left, right] = [or(and(left, is(`x${i}`)), and(left, is(`y${i}`))), and(right, left)];
    expect(canonicalGuard(left).length).toBeLessThan(1000);
    expect(canonicalGuard(left)).not.toBe(canonicalGuard(right));
  });
});

describe("sameness of texts", () => {
  test("is certain for equal spellings and for literals", () => {
    expect(same('!Sub "${Bucket}"', "!Ref Bucket")).toBe(true);
    expect(same("1", '"1"')).toBe(true);
    expect(same("a", "b")).toBe(false);
  });

  test("is excluded where literal ends differ, or there is no room", () => {
    expect(same('!Sub "dev-${A}"', "prod-x")).toBe(false);
    expect(same('!Sub "${A}-dev"', "x-prod")).toBe(false);
    expect(same('!Sub "dev-${A}-dev"', "dev-dev")).toBe(false);
    expect(same('!Sub "dev-${A}"', '!Sub "prod-${A}"')).toBe(false);
  });

  test("cannot be known of anything else", () => {
    expect(same('!Sub "dev-${A}"', "dev-x")).toBeUndefined();
    expect(same('!Sub "dev-${A}"', '!Sub "d${Bucket}"')).toBeUndefined();
    expect(same("!Ref A", "!Ref Bucket")).toBeUndefined();
    expect(same("!Ref A", '""')).toBeUndefined();
    expect(same('!Ref "AWS::NoValue"', '!Ref "AWS::NoValue"')).toBeUndefined();
  });
});
