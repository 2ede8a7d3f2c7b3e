import { describe, expect, test } from "@jest/globals";
import { maximalHeight } from "../../src/resolve/height.ts";
import { resolveStack } from "../../src/resolve/stack.ts";
import { SourceFile } from "../../src/source/file.ts";
import type { Entry, MappingNode, ScalarNode, SequenceNode, SourceNode } from "../../src/source/node.ts";
import { type Given, probe, resolution, resolved, show, stackOf, templateWith } from "./given-stack.ts";

describe("values that are given", () => {
  const said = (declaration: string, given: Given): readonly string[] =>
    resolution(templateWith("x", `Parameters: {P: ${declaration}}`), given).diagnostics.map(
      ({ code, severity, message, location }) => `${severity} ${code}: ${message} (${location?.start.line})`,
    );

  test("must be allowed", () => {
    expect(said("{Type: String, AllowedValues: [dev, prod]}", { P: "prd" })).toEqual([
      'error parameter-value: parameter P does not allow "prd"; it allows "dev", "prod" (1)',
    ]);
    expect(said("{Type: String, AllowedValues: [dev, prod]}", { P: "dev" })).toEqual([]);
  });

  test("must be allowed one by one in a list", () => {
    expect(said("{Type: CommaDelimitedList, AllowedValues: [a, b]}", { P: "a, b" })).toEqual([]);
    expect(said("{Type: CommaDelimitedList, AllowedValues: [a, b]}", { P: "a, c" })).toHaveLength(1);
  });

  test("must be numbers where numbers are taken", () => {
    expect(said("{Type: Number}", { P: "12x" })).toEqual([
      'error parameter-value: parameter P takes numbers, and "12x" is none (1)',
    ]);
    expect(said("{Type: 'List<Number>'}", { P: "1,2.5" })).toEqual([]);
  });

  test("are no functions, where they are defaults: a parameter cannot refer to itself", () => {
    expect(said("{Type: String, Default: !Ref P}", {})).toEqual([
      "error parameter-value: the default of parameter P must be a text; functions and lists are not allowed there (1)",
    ]);
    expect(show(probe(resolved(templateWith("!Ref P", "Parameters: {P: {Type: String, Default: !Ref P}}"))))).toBe(
      "<?parameter P>",
    );
  });

  test("are not told where they are secret", () => {
    const [message] = said("{Type: String, NoEcho: true, AllowedValues: [a]}", { P: "hunter2" });
    expect(message).toMatch(/does not allow what is given/);
    expect(message).not.toContain("hunter2");
  });
});

describe("a SAM template", () => {
  test("is expanded before its values are asked for", () => {
    const stack = resolved(
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: {Runtime: python3.12, Handler: a.h, InlineCode: x}\n",
    );
    expect(stack.template.resources.get("Fn")?.type).toBe("AWS::Lambda::Function");
    const role = stack.valueOf(stack.template.resources.get("Fn")?.properties);
    expect(role).toMatchObject({ kind: "map" });
    expect(role.kind === "map" && role.entries.get("Role") && show(role.entries.get("Role") ?? role)).toBe(
      "<FnRole.Arn>",
    );
  });
});

describe("a hostile template", () => {
  test("names of every object are names like others", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    for (const name of names) {
      const stack = resolved(
        templateWith(
          `[!Ref ${name}, !FindInMap [${name}, ${name}, ${name}], !Sub "\${${name}}", {${name}: 1}, !GetAtt ${name}.${name}]`,
          `Mappings: {M: {a: {b: c}}}\nConditions: {C: !Condition ${name}}`,
        ),
      );
      expect(show(probe(stack))).toBe(
        `[<?missing ${name}>, <?mapping ${name}.${name}.${name}>, <?missing ${name}>, {${name}: 1}, <?missing ${name}>]`,
      );
    }
  });

  test("with malformed calls of every function gives values, and throws nothing", () => {
    const functions =
      "Ref Fn::GetAtt Fn::Sub Fn::Join Fn::Select Fn::Split Fn::FindInMap Fn::GetAZs Fn::Cidr Fn::Base64 Fn::ImportValue Fn::If Fn::And Fn::Or Fn::Not Fn::Equals Condition Fn::Length Fn::ToJsonString Fn::Transform Fn::GetStackOutput";
    const bad = [
      "null",
      "[]",
      "{}",
      "[[]]",
      "[null, null, null]",
      "[{}, {}, {}, {}]",
      "7",
      "''",
      "[a]",
      "[0, 0]",
      "{a: b}",
      "{Ref: Probe}",
    ];
    for (const name of functions.split(" ")) {
      for (const inner of functions.split(" ")) {
        for (const argument of ["null", "[]", "[0, 0, {}]"]) {
          const stack = resolved(templateWith(`{"${name}": [{"${inner}": ${argument}}, {"${inner}": ${argument}}]}`));
          expect(probe(stack)).toHaveProperty("kind");
          expect(probe(resolved(templateWith(`{"${name}": {"${inner}": ${argument}}}`)))).toHaveProperty("kind");
        }
      }
      for (const argument of bad)
        expect(probe(resolved(templateWith(`{"${name}": ${argument}}`)))).toHaveProperty("kind");
    }
  });

  test("with thirty conditions in one another resolves, and each branch is reached", () => {
    const names = Array.from({ length: 30 }, (_, i) => `C${i}`);
    const sections = `Parameters: {${names.map((n) => `P${n}: {Type: String}`).join(", ")}}
Conditions: {${names.map((n) => `${n}: !Equals [!Ref P${n}, "y"]`).join(", ")}}`;
    const nested = names.reduce((inner, name) => `!If [${name}, !Sub "${name}-\${AWS::Region}", ${inner}]`, "last");
    const value = probe(resolved(templateWith(`!Sub ["<\${V}>", {V: ${nested}}]`, sections)));
    expect(value.kind === "choice" && value.alternatives).toHaveLength(31);
    expect(show(value)).toContain("<C0-<AWS::Region>>");
  });

  test("with conditions that double at each step resolves in time", () => {
    const steps = Array.from(
      { length: 60 },
      (_, i) => `C${i + 1}: !Or [!And [!Condition C${i}, !Condition X${i}], !And [!Condition C${i}, !Condition Y${i}]]`,
    );
    const leaves = Array.from(
      { length: 60 },
      (_, i) => `X${i}: !Equals [!Ref P, x${i}], Y${i}: !Equals [!Ref P, y${i}]`,
    );
    const sections = `Parameters: {P: {Type: String}}\nConditions: {C0: !Equals [!Ref AWS::Region, r], ${[...steps, ...leaves].join(", ")}}`;
    const stack = resolved(templateWith("!If [C60, !Sub 'a-${P}', b]", sections));
    expect(probe(stack).kind).toBe("choice");
  });
});

describe("nodes that are nested without end", () => {
  const file = new SourceFile("deep.yaml", "");
  const at = { file, start: 0, end: 0 };
  const scalar = (value: string): ScalarNode => ({ ...at, kind: "scalar", value, text: value });
  const sequence = (items: readonly SourceNode[]): SequenceNode => ({ ...at, kind: "sequence", items });
  const mapping = (entries: Readonly<Record<string, SourceNode>>): MappingNode => ({
    ...at,
    kind: "mapping",
    shortForm: false,
    entries: new Map(
      Object.entries(entries).map(([name, value]): [string, Entry] => [name, { key: scalar(name), name, value }]),
    ),
  });
  const stack = () => resolveStack(stackOf(templateWith("x")), { parameters: new Map() }).resolved;
  const joins = (depth: number): SourceNode => {
    let node: SourceNode = scalar("x");
    for (let i = 0; i < depth; i++)
      node = mapping({ "Fn::Join": sequence([scalar("-"), sequence([node, scalar("y")])]) });
    return node;
  };

  test("are unknown beyond a height that no real template has, and read up to it", () => {
    expect(stack().valueOf(joins(60))).toMatchObject({ kind: "known", value: `x${"-y".repeat(60)}` });
    expect(stack().valueOf(joins(5000))).toMatchObject({ kind: "unknown", reason: { kind: "limit", name: "depth" } });
    let conditions: SourceNode = scalar("x");
    for (let i = 0; i < 5000; i++) conditions = mapping({ "Fn::Not": sequence([conditions]) });
    expect(stack().valueOf(conditions)).toMatchObject({ reason: { kind: "limit" } });
  });

  test("have the same value whichever of them is asked first", () => {
    const levels: SourceNode[] = [scalar("x")];
    for (let i = 0; i < maximalHeight + 20; i++) levels.push(sequence([levels.at(-1) ?? scalar("x")]));
    const [upwards, downwards] = [stack(), stack()];
    const up = levels.map((node) => upwards.valueOf(node).kind);
    const down = [...levels].reverse().map((node) => downwards.valueOf(node).kind);
    expect(down.reverse()).toEqual(up);
    expect(up.filter((kind) => kind === "unknown")).toHaveLength(21);
  });

  test("that contain themselves are unknown", () => {
    const items: SourceNode[] = [];
    const circle = sequence(items);
    items.push(scalar("x"), mapping({ Fn: circle }));
    expect(stack().valueOf(circle)).toMatchObject({ kind: "unknown", reason: { kind: "limit" } });
  });

  test("that share their parts are read once", () => {
    let node: SourceNode = scalar("x");
    for (let i = 0; i < 100; i++) node = sequence([node, node]);
    expect(stack().valueOf(node).kind).toBe("list");
  });
});
