/** Templates -> their graph, for tests. */
import { buildGraph } from "../../src/graph/build.ts";
import type { Graph, GraphNode } from "../../src/graph/model.ts";
import type { Stack } from "../../src/input/app.ts";
import { resolveStacks } from "../../src/resolve/stacks.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";

export interface GraphOptions {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly account?: string;
  readonly region?: string;
  readonly constructPaths?: Readonly<Record<string, string>>;
}

/** The graph of a template that is given as YAML; its stack is called `app`. */
export function graphOf(text: string, options: GraphOptions = {}): Graph {
  return graphOfStacks([stackOf("app", text, options)], options);
}

/** The graph of a parent and the stack that it nests as the resource `Child`; the stacks are called `app` and `child`. */
export function graphOfNested(parent: string, child: string): Graph {
  const inner: Stack = { ...stackOf("child", child), parent: { stack: "app", logicalId: "Child" } };
  return graphOfStacks([{ ...stackOf("app", parent), nested: new Map([["Child", inner]]) }, inner]);
}

/** The graph of stacks that are judged together; they are called `stack0`, `stack1`, ... */
export function graphOfApp(...texts: readonly string[]): Graph {
  return graphOfStacks(
    texts.map((text, i) => stackOf(`stack${i}`, text)),
    {},
  );
}

function graphOfStacks(stacks: readonly Stack[], options: GraphOptions = {}): Graph {
  const inputs = { parameters: new Map(Object.entries(options.parameters ?? {})) };
  return buildGraph(resolveStacks(stacks, () => inputs).map(({ resolved }) => resolved));
}

function stackOf(name: string, text: string, options: GraphOptions = {}): Stack {
  const { template, diagnostics } = parseTemplate(`${name}.yaml`, text);
  if (template === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return {
    name,
    template,
    sha256: "",
    constructPaths: new Map(Object.entries(options.constructPaths ?? {})),
    account: options.account,
    region: options.region,
    parameters: new Map(),
    tags: new Map(),
    nested: new Map(),
    parent: undefined,
  };
}

/** A node of the only stack, or of another one. */
export function nodeIn(graph: Graph, logicalId: string, stack = "app"): GraphNode {
  const node = graph.nodeOf(stack, logicalId);
  if (node === undefined) throw new Error(`there is no ${logicalId}`);
  return node;
}
