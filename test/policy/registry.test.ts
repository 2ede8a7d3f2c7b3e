import { describe, expect, test } from "@jest/globals";
import { compileExpression } from "../../src/policy/compile-expression.ts";
import type { FactType } from "../../src/policy/fact.ts";
import { composeRegistry, factRegistry } from "../../src/policy/facts/registry.ts";

const type = (name: string, more: Partial<FactType> = {}): FactType => ({ name, doc: "A thing.", fields: {}, ...more });

describe("the registry of facts", () => {
  const registry = factRegistry();

  test("has a kind of subject for every role and for families of roles", () => {
    for (const role of ["object", "rdb", "compute", "compute.fn", "network", "network.security-group"]) {
      const kind = registry.subjectKind(role);
      expect(registry.lineage(kind?.type ?? "").map(({ name }) => name)).toContain("Node");
    }
    expect(registry.subjectKind("compute.nothing")).toBeUndefined();
  });

  test("names only types that there are", () => {
    const primitive = ["bool", "int", "double", "string", "dyn"];
    for (const { name, fields, methods = {} } of registry.types.values()) {
      const members = Object.entries(methods);
      const named = [
        ...Object.entries(fields).map(([field, one]) => [field, one.type]),
        ...members.map(([method, one]) => [method, one.returns]),
        ...members.flatMap(([method, one]) => one.parameters.map((parameter) => [method, parameter.type])),
      ];
      for (const [member, of = ""] of named) {
        const element = of.replace(/^list<(.+)>$/, "$1");
        expect([`${name}.${member}`, primitive.includes(element) || registry.types.has(element)]).toEqual([
          `${name}.${member}`,
          true,
        ]);
      }
    }
  });

  test("explains every fact in whole sentences", () => {
    for (const { name, doc, fields, methods = {} } of registry.types.values()) {
      const docs = [
        doc,
        ...Object.values(fields).map((one) => one.doc),
        ...Object.values(methods).map((one) => one.doc),
      ];
      for (const text of docs) expect([name, text]).toEqual([name, expect.stringMatching(/^[A-Z`].*[.`)]$/s)]);
    }
  });

  test("lets CEL ask a subject of any kind for its id", () => {
    for (const on of registry.subjectNames) {
      const kind = registry.subjectKind(on);
      const variable = { name: "it", type: kind?.type ?? "" };
      const expected = { words: "true or false", accepts: (given: string) => given === "bool" };
      expect([on, compileExpression("it == it", variable, expected, registry)]).toEqual([
        on,
        { expression: ["==", ["var", "it"], ["var", "it"]] },
      ]);
    }
  });
});

describe("a registry is refused", () => {
  test.each<[string, Parameters<typeof composeRegistry>[0]]>([
    ["with a type that is there twice", [{ types: [type("A")] }, { types: [type("A")] }]],
    ["with a type that extends nothing that there is", [{ types: [type("A", { extends: "B" })] }]],
    ["with a type that extends itself", [{ types: [type("A", { extends: "B" }), type("B", { extends: "A" })] }]],
    [
      "with a role's type that is no node",
      [{ types: [type("Node"), type("A")], roleTypes: [{ role: "object", type: "A" }] }],
    ],
    [
      "with a subject that is there twice",
      [{ types: [type("Node")], subjects: [{ name: "object", type: "Node", select: () => [] }] }],
    ],
  ])("%s", (_, topics) => {
    expect(() => composeRegistry(topics)).toThrow();
  });
});

describe("a more special type", () => {
  const registry = composeRegistry([
    {
      types: [
        type("Node", {
          fields: {
            id: { type: "string", doc: "", read: () => "node" },
            only: { type: "int", doc: "", read: () => 1 },
          },
        }),
        type("Bucket", { extends: "Node", fields: { id: { type: "string", doc: "", read: () => "bucket" } } }),
      ],
      roleTypes: [
        { role: "compute", type: "Node" },
        { role: "object", type: "Bucket" },
      ],
    },
  ]);

  test("has what it extends, and its own in front", () => {
    expect(registry.fieldOf("Bucket", "only")?.read({} as never, {} as never)).toBe(1);
    expect(registry.fieldOf("Bucket", "id")?.read({} as never, {} as never)).toBe("bucket");
    expect(registry.fieldOf("Bucket", "constructor")).toBeUndefined();
  });

  test("is the type of its role", () => {
    expect(registry.subjectKind("object")?.type).toBe("Bucket");
    expect(registry.subjectKind("compute.fn")?.type).toBe("Node");
  });

  test("can be compared with what it extends, and passed for it", () => {
    const anything = { words: "", accepts: () => true };
    const compile = (text: string) => compileExpression(text, { name: "it", type: "Bucket" }, anything, registry);
    for (const text of ["it == it", "it in [it]", "[it].exists(b, b == it)"])
      expect(compile(text)).toHaveProperty("expression");
  });
});
