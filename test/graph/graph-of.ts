/** Templates -> their graph, for tests. */
import { buildGraph } from "../../src/graph/build.ts";
import type { Graph, GraphNode } from "../../src/graph/model.ts";
import type { Stack } from "../../src/input/app.ts";
import { resolveStacks } from "../../src/resolve/stacks.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";

export interface GraphOptions {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly account?: string;
  readonly constructPaths?: Readonly<Record<string, string>>;
}

/** The graph of a template that is given as YAML; its stack is called `app`. */
export function graphOf(text: string, options: GraphOptions = {}): Graph {
  const { template, diagnostics } = parseTemplate("app.yaml", text);
  if (template === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const stack: Stack = {
    name: "app",
    template,
    sha256: "",
    constructPaths: new Map(Object.entries(options.constructPaths ?? {})),
    account: options.account,
    region: undefined,
    parameters: new Map(),
    tags: new Map(),
    nested: new Map(),
    parent: undefined,
  };
  const inputs = { parameters: new Map(Object.entries(options.parameters ?? {})) };
  return buildGraph(resolveStacks([stack], () => inputs).map(({ resolved }) => resolved));
}

/** A node of the only stack. */
export function nodeIn(graph: Graph, logicalId: string): GraphNode {
  const node = graph.nodeOf("app", logicalId);
  if (node === undefined) throw new Error(`there is no ${logicalId}`);
  return node;
}
