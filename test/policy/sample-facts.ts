/** A small vocabulary of facts, with data of which every part may be known, unknown, or there only in some worlds. */

import type { Graph, GraphNode } from "../../src/graph/model.ts";
import { compileExpression } from "../../src/policy/compile-expression.ts";
import { evaluate } from "../../src/policy/evaluator.ts";
import type { Expression } from "../../src/policy/expression.ts";
import {
  type Fact,
  type FactField,
  type FactRegistry,
  type FactType,
  object,
  type Subject,
} from "../../src/policy/fact.ts";
import { composeRegistry } from "../../src/policy/facts/registry.ts";
import type { Outcome } from "../../src/policy/outcome.ts";
import { makeMatcher } from "../../src/policy/re2.ts";
import { useMatcherMaker } from "../../src/policy/regular-expression.ts";
import type { Reason } from "../../src/resolve/value.ts";
import { World } from "../../src/resolve/world.ts";
import { SourceFile } from "../../src/source/file.ts";
import type { ScalarNode } from "../../src/source/node.ts";

useMatcherMaker(makeMatcher);

/** A thing is the facts that it is made of; a fact may be asked for, and then throw. */
export type Thing = Readonly<Record<string, Fact | (() => Fact)>>;

const types: Readonly<Record<string, string>> = {
  name: "string",
  size: "int",
  weight: "double",
  on: "bool",
  tags: "list<string>",
  sizes: "list<int>",
  box: "dyn",
};

function field(name: string, type: string): readonly [string, FactField<Thing>] {
  return [name, { type, doc: name, optional: true, read: (self) => readFact(self, name) }];
}

function readFact(self: Thing, name: string): Fact {
  const fact = self[name];
  return fact === undefined ? { kind: "missing" } : typeof fact === "function" ? fact() : fact;
}

const part: FactType<Thing> = {
  name: "Part",
  doc: "A part.",
  text: (self) => String(self["name"]),
  fields: Object.fromEntries(Object.entries(types).map(([name, type]) => field(name, type))),
  methods: {
    isLargerThan: {
      parameters: [{ name: "size", type: "int" }],
      returns: "bool",
      doc: "Whether it is larger.",
      call: (self, [size]) => Number(readFact(self, "size")) > Number(size),
    },
    isOf: {
      parameters: [{ name: "other", type: "Part" }],
      returns: "bool",
      doc: "Whether it is a part of the other.",
      call: (self, [other]) =>
        typeof other === "object" && other?.kind === "object" && readFact(other.self as Thing, "name") === self["name"],
    },
  },
};

const whole: FactType<Thing> = {
  name: "Whole",
  extends: "Part",
  doc: "A part that has parts.",
  fields: Object.fromEntries([field("parts", "list<Part>"), field("main", "Part")]),
};

export const subjects: Subject[] = [];

export const sampleRegistry: FactRegistry = composeRegistry([
  {
    types: [part, whole],
    subjects: [
      { name: "wholes", type: "Whole", select: () => subjects },
      { name: "parts", type: "Part", select: () => [] },
    ],
  },
]);

export const emptyGraph: Graph = {
  stacks: [],
  nodes: [],
  nodeOf: () => undefined,
  nodesOfType: () => [],
  edges: () => [],
  edgesFrom: () => [],
  edgesTo: () => [],
} as unknown as Graph;

export const someReason: Reason = { kind: "parameter", name: "P", stack: "s", message: "P has no value", settle: null };

/** @throws Error where the text is no expression */
export function compile(text: string): Expression {
  const anything = { words: "anything", accepts: () => true };
  const compiled = compileExpression(text, { name: "it", type: "Whole" }, anything, sampleRegistry);
  if ("error" in compiled) throw new Error(`${text}: ${compiled.error.message}`);
  return compiled.expression;
}

export function evaluateText(text: string, it: Thing = {}, world: World = World.open): Outcome {
  return evaluateTree(compile(text), it, world);
}

export function evaluateTree(expression: Expression, it: Thing, world: World = World.open): Outcome {
  const bindings = new Map([["it", object("Whole", it)]]);
  return evaluate(expression, bindings, { graph: emptyGraph, world, registry: sampleRegistry });
}

export function subjectOf(self: Thing, more: Partial<Subject> = {}): Subject {
  const file = new SourceFile("t.yaml", "Thing:\n");
  const origin: ScalarNode = { kind: "scalar", file, start: 0, end: 5, value: "Thing", text: "Thing" };
  const node = { id: "t.yaml/Thing", logicalId: "Thing", part: "", origin } as unknown as GraphNode;
  return { self, guard: { kind: "true" }, node, property: "", key: "", origin, ...more };
}
