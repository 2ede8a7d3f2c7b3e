import { describe, expect, test } from "@jest/globals";
import type { Value } from "../../src/resolve/value.ts";
import { spanOf } from "../../src/source/node.ts";
import { show, valueOf } from "./given-stack.ts";

const ref = (declaration: string, given = {}, conditions = ""): Value =>
  valueOf("!Ref P", `Parameters:\n  P: ${declaration}\n${conditions}`, given);
const comparedWith = (...constants: string[]): string =>
  `Conditions: {${constants.map((c, i) => `C${i}: !Equals [!Ref P, "${c}"]`).join(", ")}}`;

describe("a parameter", () => {
  test("has the value that is given, even where it has a default and conditions test it", () => {
    const value = ref("{Type: String, Default: dev}", { P: "prod" }, comparedWith("prod"));
    expect(value).toMatchObject({ kind: "known", value: "prod", from: "P" });
    expect(value.assumed).toBeUndefined();
  });

  test("has the value that the stack fixes", () => {
    const sections = "Parameters: {P: {Type: String, Default: dev}}";
    expect(show(valueOf("!Ref P", sections, {}, { parameters: new Map([["P", "fixed"]]) }))).toBe("fixed");
  });

  test("has its only allowed value, which is nothing that is assumed", () => {
    const value = ref("{Type: String, AllowedValues: [only], Default: only}");
    expect(value).toMatchObject({ kind: "known", value: "only" });
    expect(value.assumed).toBeUndefined();
  });

  test("is a choice of its allowed values, whatever its default", () => {
    expect(show(ref("{Type: String, AllowedValues: [dev, test, prod], Default: dev}"))).toBe(
      "{P=dev: dev; P=test: test; P=prod: prod}",
    );
  });

  test("has its default, and says that this is assumed and where it is written", () => {
    const value = ref("{Type: String, Default: dev}");
    expect(value).toMatchObject({ kind: "known", value: "dev", assumed: ["P"], from: "P" });
    expect(value.origin && spanOf(value.origin).start.line).toBe(2);
  });

  test("is unknown without any of these, and says what would settle it", () => {
    expect(ref("{Type: String}")).toMatchObject({
      kind: "unknown",
      from: "P",
      reason: { kind: "parameter", name: "P", stack: "app", settle: "--parameter P=..." },
    });
  });

  test("points at the reference where its value is written nowhere", () => {
    const value = ref("{Type: String, AllowedValues: [a, b]}");
    const lines = (value as Value & { kind: "choice" }).alternatives.map(
      (alternative) => alternative.value.origin && spanOf(alternative.value.origin).start.line,
    );
    expect(lines).toEqual([9, 9]);
  });

  test("keeps numbers as they are written", () => {
    expect(ref("{Type: String, Default: 012345678901}")).toMatchObject({ value: "012345678901" });
    expect(ref("{Type: Number, Default: 1.50}")).toMatchObject({ value: "1.50" });
  });

  test("reads a boolean default as CloudFormation does", () => {
    expect(ref("{Type: String, Default: True}")).toMatchObject({ value: "true" });
  });
});

describe("a parameter that conditions compare with constants", () => {
  test("has one alternative for each of them and its default in all other worlds", () => {
    const value = ref("{Type: String, Default: dev}", {}, comparedWith("prod", "test"));
    expect(show(value)).toBe("{P=prod: prod; P=test: test; P!=prod and P!=test: dev}");
    expect((value as Value & { kind: "choice" }).alternatives.map((a) => a.value.assumed)).toEqual([
      undefined,
      undefined,
      ["P"],
    ]);
  });

  test("is unknown in all other worlds where its default is one of them", () => {
    expect(show(ref('{Type: String, Default: ""}', {}, comparedWith("")))).toBe('{P="": ; P!="": <?parameter P>}');
  });

  test("is unknown in all other worlds where it has no default", () => {
    expect(show(ref("{Type: String}", {}, comparedWith("prod")))).toBe("{P=prod: prod; P!=prod: <?parameter P>}");
  });

  test("has an alternative for its default where a condition tests it in another way", () => {
    const conditions = 'Conditions: {C: !Equals [!Join ["-", [!Ref P, x]], "dev-x"]}';
    expect(show(ref("{Type: String, Default: dev}", {}, conditions))).toBe("{P=dev: dev; P!=dev: <?parameter P>}");
  });

  test("is the list of its default, or another one, where a condition asks whether the list is empty", () => {
    const conditions = 'Conditions: {Has: !Not [!Equals [!Join ["", !Ref P], ""]]}';
    expect(show(ref('{Type: CommaDelimitedList, Default: ""}', {}, conditions))).toBe(
      '{P="": []; P!="": <?*parameter-list P>}',
    );
  });
});

describe("a list parameter", () => {
  test("is cut at commas, without the blanks around them", () => {
    expect(show(ref('{Type: CommaDelimitedList, Default: "a, b ,c"}'))).toBe("[a, b, c]");
    expect(show(ref('{Type: "List<AWS::EC2::Subnet::Id>"}', { P: "subnet-1,subnet-2" }))).toBe("[subnet-1, subnet-2]");
  });

  test("stands for an unknown number of values where it has none", () => {
    expect(ref('{Type: "List<AWS::EC2::Subnet::Id>"}')).toMatchObject({
      kind: "unknown",
      many: true,
      reason: { kind: "parameter-list", settle: "--parameter P=..." },
    });
  });
});

describe("a secret parameter", () => {
  test("is a secret whether it has a value or not", () => {
    for (const given of [{}, { P: "hunter2" }]) {
      const value = ref("{Type: String, NoEcho: true}", given);
      expect(value).toMatchObject({ kind: "secret", source: "parameter", name: "P" });
      expect(JSON.stringify({ ...value, origin: null })).not.toContain("hunter2");
    }
  });

  test("tells where it can be read all the same: in its default", () => {
    expect(ref("{Type: String, NoEcho: true, Default: hunter2}")).toMatchObject({
      kind: "secret",
      default: { value: "hunter2" },
    });
    expect(ref('{Type: String, NoEcho: true, Default: ""}')).not.toHaveProperty("default");
  });

  test("of one stack is not that of another", () => {
    const [ours, theirs] = ["a", "b"].map((name) =>
      valueOf("!Ref P", "Parameters: {P: {Type: String, NoEcho: true}}", {}, { name }),
    );
    expect(ours).toMatchObject({ stack: "a" });
    expect(theirs).toMatchObject({ stack: "b" });
  });
});

describe("a parameter whose value lives in Parameter Store", () => {
  const type = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";

  test("is unknown by the name that its default gives, which is not its value", () => {
    expect(ref(`{Type: "${type}", Default: /aws/ami}`)).toMatchObject({
      kind: "unknown",
      reason: { kind: "ssm", name: "/aws/ami", settle: null },
    });
  });

  test("is the same unknown as a dynamic reference to that name", () => {
    expect(show(ref(`{Type: "${type}", Default: /aws/ami}`))).toBe(show(valueOf('"{{resolve:ssm:/aws/ami}}"')));
  });

  test("is not settled by another name", () => {
    expect(show(ref(`{Type: "${type}", Default: /aws/ami}`, { P: "/mine" }))).toBe("<?ssm /mine>");
  });
});
