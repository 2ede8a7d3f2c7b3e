/**
 * The template of an example -> the graph that is judged, or what is wrong with the template.
 */
import { buildGraph } from "../graph/build.ts";
import type { Graph } from "../graph/model.ts";
import { loneStack } from "../input/lone-stack.ts";
import { resolveStack } from "../resolve/stack.ts";
import { parseTemplate } from "../template/parse-template.ts";

export interface ExampleGraph {
  /** Undefined where there is no template. */
  readonly graph: Graph | undefined;
  /** A sentence each. */
  readonly problems: readonly string[];
}

/** @param name of the stack's template. @param tags that the deployment gives to the stack. */
export function exampleGraph(name: string, text: string, tags: Readonly<Record<string, string>> = {}): ExampleGraph {
  const { template, diagnostics } = parseTemplate(name, text);
  const problems = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ location, message }) => `line ${location?.start.line ?? 1} of the template: ${message}`);
  if (template === undefined) return { graph: undefined, problems };
  const stack = loneStack("example", template, { tags: new Map(Object.entries(tags)) });
  return { graph: buildGraph([resolveStack(stack, { parameters: new Map() }).resolved]), problems };
}
