/** A value knows where it was written, whatever it came through: parameters, mappings, conditions, loops, other stacks. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { resolveStacks } from "../../src/resolve/stacks.ts";
import type { Known, Value } from "../../src/resolve/value.ts";
import { spanOf } from "../../src/source/node.ts";
import { stackOf, templateOf } from "./given-stack.ts";
import "../fixed-seed.ts";

type Json = string | number | readonly Json[] | { readonly [key: string]: Json };

/** An expression under construction: what it adds to the sections of its template, and which literals it may give. */
class Draft {
  readonly parameters: Record<string, Json> = { Env: { Type: "String", AllowedValues: ["a", "b"] } };
  readonly mapping: Record<string, Json> = { none: "x" };
  /** Literals by the file that they are written in. */
  readonly files = new Map<string, "child.yaml" | "parent.yaml">();
  readonly passed: Record<string, Json> = {};
  /** Items of loops around the expression, innermost first. */
  readonly loops: [identifier: string, item: string][] = [];
  #names = 0;

  literal(file: "child.yaml" | "parent.yaml" = "child.yaml"): string {
    const text = `lit${this.files.size}x`;
    this.files.set(text, file);
    return text;
  }

  name(): string {
    return `N${this.#names++}`;
  }
}

type Make = (draft: Draft) => Json;

/** Ways by which one literal, as it is written, becomes the value. */
const plain: fc.Arbitrary<Make> = fc.letrec<{ make: Make }>((tie) => ({
  make: fc.oneof(
    { maxDepth: 4 },
    fc.constant<Make>((draft) => draft.literal()),
    fc.constant<Make>((draft) => {
      const name = draft.name();
      draft.parameters[name] = { Type: "String", Default: draft.literal() };
      return { Ref: name };
    }),
    fc.constant<Make>((draft) => {
      const name = draft.name();
      draft.mapping[name] = draft.literal();
      return { "Fn::FindInMap": ["M", "row", name] };
    }),
    fc.constant<Make>((draft) => {
      const name = draft.name();
      draft.parameters[name] = { Type: "String" };
      draft.passed[name] = draft.literal("parent.yaml");
      return { Ref: name };
    }),
    fc.constant<Make>((draft) => {
      const name = draft.name();
      draft.loops.push([name, draft.literal()]);
      return { Ref: name };
    }),
    fc.tuple(tie("make"), tie("make")).map(
      ([one, other]): Make =>
        (draft) => ({ "Fn::If": ["IsA", one(draft), other(draft)] }),
    ),
    fc.tuple(tie("make"), tie("make")).map(
      ([one, other]): Make =>
        (draft) => ({ "Fn::Select": [1, [one(draft), other(draft)]] }),
    ),
    fc.tuple(tie("make")).map(
      ([one]): Make =>
        (draft) => ({ "Fn::Base64": one(draft) }),
    ),
    fc.tuple(tie("make")).map(
      ([one]): Make =>
        (draft) => ({ "Fn::Sub": ["${V}", { V: one(draft) }] }),
    ),
  ),
})).make;

/** Texts that are put together: what they are made of need not be one place, but the expression is. */
const composed: fc.Arbitrary<Make> = fc.tuple(plain, plain, fc.nat(2)).map(
  ([one, other, how]): Make =>
    (draft) => {
      const [a, b] = [one(draft), other(draft)];
      if (how === 0) return { "Fn::Join": ["-", [a, b]] };
      if (how === 1) return { "Fn::Sub": ["${A}-${B}", { A: a, B: b }] };
      return { "Fn::Select": [0, { "Fn::Split": [",", { "Fn::Join": [",", [a, b]] }] }] };
    },
);

/** The value of an expression in a nested stack whose file is written as JSON or as YAML. */
function valueOf(make: Make, isJson: boolean): { readonly value: Value; readonly draft: Draft } {
  const draft = new Draft();
  const expression = make(draft);
  const body = draft.loops.reduce<Json>(
    (inner, [identifier, item]) => ({ [`Fn::ForEach::L${identifier}`]: [identifier, [item], inner] }),
    { V: expression },
  );
  const child = {
    Transform: "AWS::LanguageExtensions",
    Parameters: draft.parameters,
    Mappings: { M: { row: draft.mapping } },
    Conditions: { IsA: { "Fn::Equals": [{ Ref: "Env" }, "a"] } },
    Resources: { Probe: { Type: "Custom::Probe", Properties: body } },
  };
  const parent = {
    Resources: {
      Child: {
        Type: "AWS::CloudFormation::Stack",
        Properties: { TemplateURL: "child.yaml", Parameters: draft.passed },
      },
    },
  };
  const write = (template: Json): string => `${isJson ? "" : "# as YAML\n"}${JSON.stringify(template, null, 2)}\n`;
  const inner = stackOf("{}", {
    name: "child",
    template: templateOf(write(child as unknown as Json), "child.yaml"),
    parent: { stack: "parent", logicalId: "Child" },
  });
  const outer = stackOf("{}", {
    name: "parent",
    template: templateOf(write(parent as unknown as Json), "parent.yaml"),
    nested: new Map([["Child", inner]]),
  });
  const [, resolved] = resolveStacks([outer, inner], () => ({ parameters: new Map() }));
  const probe = resolved?.resolved.template.resources.get("Probe");
  const properties = resolved?.resolved.valueOf(probe?.properties);
  const value = properties?.kind === "map" ? properties.entries.get("V") : undefined;
  if (value === undefined) throw new Error("the probe has a value");
  return { value, draft };
}

function knownIn(value: Value): readonly Known[] {
  if (value.kind === "known") return [value];
  if (value.kind === "choice") return value.alternatives.flatMap((alternative) => knownIn(alternative.value));
  throw new Error(`a ${value.kind} is no text`);
}

/** The text that a value's origin covers, with its file. */
function written({ origin }: Known): { readonly file: string; readonly text: string } {
  if (origin === null) throw new Error("a value of a template is written somewhere");
  const { file, start, end } = origin;
  expect(spanOf(origin).start.line).toBeGreaterThan(0);
  return { file: file.path, text: file.text.slice(start, end) };
}

describe("the origin of a value", () => {
  test.each([["JSON", true] as const, ["YAML", false] as const])(
    "is the literal itself, as it stands in its %s file",
    (_, isJson) => {
      fc.assert(
        fc.property(plain, (make) => {
          const { value, draft } = valueOf(make, isJson);
          for (const known of knownIn(value)) {
            const { file, text } = written(known);
            expect(text).toBe(JSON.stringify(known.value));
            expect(file).toBe(draft.files.get(String(known.value)));
          }
        }),
      );
    },
  );

  test("is the expression, where a text was put together", () => {
    fc.assert(
      fc.property(composed, fc.boolean(), (make, isJson) => {
        const { value, draft } = valueOf(make, isJson);
        for (const known of knownIn(value)) {
          const { file, text } = written(known);
          // A split list gives back a literal; all else is one expression of the child's.
          if (draft.files.has(text.replaceAll('"', ""))) continue;
          expect(file).toBe("child.yaml");
          expect(text).toMatch(/^(?:\[|\{|"\$\{A\}-\$\{B\}"$)/);
        }
      }),
    );
  });
});
