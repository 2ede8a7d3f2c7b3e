import { describe, expect, test } from "@jest/globals";
import type { Value } from "../../src/resolve/value.ts";
import { show, valueOf } from "./given-stack.ts";

const shown = (expression: string, sections = "", given = {}): string => show(valueOf(expression, sections, given));

describe("Fn::Sub", () => {
  test("of what a tool writes before deployment is unknown for that reason", () => {
    expect(shown("{'Fn::Sub': {'Rain::Embed': script.sh}}")).toBe("<?macro Rain::Embed>");
    expect(shown("{'Fn::Sub': [a, b]}")).toBe("a");
    expect(shown("{'Fn::Sub': {a: b}}")).toContain("Sub takes a text");
  });

  test("keeps what is decided at deployment as parts of the text", () => {
    expect(shown('!Sub "arn:${AWS::Partition}:s3:::${Bucket}/*"')).toBe("arn:<AWS::Partition>:s3:::<Bucket.Ref>/*");
  });

  test("reads attributes after the first dot, nested ones too", () => {
    expect(shown('!Sub "${Bucket.Arn}-${Probe.A.B}"')).toBe("<Bucket.Arn>-<Probe.A.B>");
  });

  test("leaves a text without names a literal", () => {
    const value = valueOf('!Sub "plain"');
    expect(value).toMatchObject({ kind: "known", value: "plain" });
  });

  test("is the thing itself where it is nothing but one name", () => {
    expect(valueOf('!Sub "${Bucket}"')).toMatchObject({ kind: "identity", symbol: { attribute: "Ref" } });
  });

  test("writes an escaped name as it will stand in the text", () => {
    expect(shown('!Sub "echo ${!HOME} ${Bucket}"')).toBe("echo ${HOME} <Bucket.Ref>");
  });

  test("takes an unclosed brace as text", () => {
    expect(shown('!Sub "a ${Bucket"')).toBe("a ${Bucket");
  });

  test("prefers the variables of the call to names of the template", () => {
    expect(shown('!Sub ["${Bucket}/${Key}", {Bucket: mine, Key: !GetAtt Bucket.Arn}]')).toBe("mine/<Bucket.Arn>");
  });

  test("joins literals that variables bring, so that there are never two in a row", () => {
    const value = valueOf('!Sub ["${A}${B}-${Bucket}", {A: x, B: y}]') as Value & { kind: "text" };
    expect(value.parts.map((part) => part.kind)).toEqual(["known", "identity"]);
    expect(show(value)).toBe("xy-<Bucket.Ref>");
  });

  test("says so where a name is not in the template", () => {
    expect(shown('!Sub "x-${Nothing}"')).toBe("x-<?missing Nothing>");
  });

  test("does not make text of a list", () => {
    expect(shown('!Sub ["${L}", {L: [a, b]}]')).toBe("<?invalid a list stands where a text is expected>");
  });
});

describe("Fn::Join", () => {
  test("puts the delimiter between items and leaves absent ones out", () => {
    expect(shown('!Join ["-", [a, !Ref "AWS::NoValue", !Ref Bucket, b]]')).toBe("a-<Bucket.Ref>-b");
  });

  test("flattens texts inside texts", () => {
    const value = valueOf('!Join ["", ["a", !Join ["", ["b", !Ref Bucket, "c"]], "d"]]') as Value & { kind: "text" };
    expect(value.parts).toHaveLength(3);
    expect(show(value)).toBe("ab<Bucket.Ref>cd");
  });

  test("joins the items of a list parameter", () => {
    const parameters = 'Parameters: {L: {Type: CommaDelimitedList, Default: "a, b"}}';
    const value = valueOf('!Join ["|", !Ref L]', parameters);
    expect(value).toMatchObject({ kind: "known", value: "a|b", assumed: ["L"] });
  });

  test("keeps a list of unknown length one unknown, and the delimiter in its identity", () => {
    const parameters = "Parameters: {L: {Type: List<String>}}";
    expect(shown('!Join [",", !Ref L]', parameters)).toBe("<?Join , of <?*parameter-list L>>");
    expect(valueOf('!Join [",", !Ref L]', parameters)).toMatchObject({ reason: { settle: "--parameter L=..." } });
  });

  test("is a choice over what a conditional item makes of it", () => {
    const sections = "Parameters: {E: {Type: String}}\nConditions: {P: !Equals [!Ref E, prod]}";
    expect(shown('!Join ["-", [x, !If [P, big, !Ref "AWS::NoValue"]]]', sections)).toBe("{E=prod: x-big; E!=prod: x}");
  });

  test("keeps the rest of a text whose choices are too many to combine", () => {
    const names = ["A", "B", "C", "D", "E", "F", "G"];
    const sections = `Parameters: {${names.map((n) => `${n}: {Type: String, AllowedValues: [x, y]}`).join(", ")}}`;
    const value = valueOf(`!Sub "start ${names.map((n) => `\${${n}}`).join(" ")} end"`, sections);
    expect(value.kind).toBe("text");
    expect(show(value)).toMatch(/^start <\?one of .* end$/);
  });

  test("combines up to sixty-four forms", () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    const sections = `Parameters: {${names.map((n) => `${n}: {Type: String, AllowedValues: [x, y]}`).join(", ")}}`;
    const value = valueOf(`!Sub "${names.map((n) => `\${${n}}`).join("")}"`, sections);
    expect(value).toMatchObject({ kind: "choice" });
    expect((value as Value & { kind: "choice" }).alternatives).toHaveLength(64);
  });

  test("tells apart the forms of one parameter once, however often it is named", () => {
    const sections = "Parameters: {E: {Type: String, AllowedValues: [dev, test, prod]}}";
    expect(shown('!Sub "${E}-${E}-${E}-${E}-${E}-${E}-${E}"', sections)).toMatch(
      /^\{E=dev: dev-dev-dev.*; E=test: test.*; E=prod: prod[^;]*\}$/,
    );
  });
});

describe("Fn::Base64", () => {
  test("is the text that was written", () => {
    expect(shown('{"Fn::Base64": !Sub "B=${Bucket} start"}')).toBe("B=<Bucket.Ref> start");
  });
});

describe("Fn::ToJsonString", () => {
  test("writes data as JSON, with what is undecided inside its quotes", () => {
    expect(shown('{"Fn::ToJsonString": {a: 1, b: [true, "q\\"", !Ref Bucket], c: !Ref "AWS::NoValue"}}')).toBe(
      '{"a":1,"b":[true,"q\\"","<Bucket.Ref>"]}',
    );
  });

  test("is a known text where all is known", () => {
    expect(valueOf('{"Fn::ToJsonString": [x]}')).toMatchObject({ kind: "known", value: '["x"]' });
  });
});
