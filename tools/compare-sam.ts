/**
 * `npm run sam -- FOLDER`: expands every SAM template of FOLDER/input, and compares the graph with that of the
 * CloudFormation that SAM's own translator makes of it (FOLDER/output, same names, `.json`).
 *
 * What is compared: resources with their types, and edges with their ends. Prints what only one of the two has.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { buildGraph } from "../src/graph/build.ts";
import { type Edge, isOutside } from "../src/graph/model.ts";
import { loneStack } from "../src/input/lone-stack.ts";
import { allEdges } from "../src/lint/all-edges.ts";
import { spell } from "../src/resolve/spell.ts";
import { resolveStack } from "../src/resolve/stack.ts";
import { parseTemplate } from "../src/template/parse-template.ts";
import { filesBelow } from "./files-below.ts";

export function main([folder]: readonly string[]): number {
  if (folder === undefined) {
    console.error("usage: npm run sam -- FOLDER");
    return 2;
  }
  let [pairs, equal, edges] = [0, 0, 0];
  for (const input of filesBelow(`${folder}/input`)) {
    const output = `${folder}/output/${basename(input).replace(/\.\w+$/, "")}.json`;
    if (!existsSync(output)) continue;
    const [ours, theirs] = [thingsIn(input), thingsIn(output)];
    if (ours === undefined || theirs === undefined) continue;
    pairs++;
    edges += theirs.edges;
    const [more, less] = [only(ours.things, theirs.things), only(theirs.things, ours.things)];
    if (more.length + less.length === 0) equal++;
    else
      console.log(
        [
          basename(input),
          ...more.map((thing) => `  only ours    ${thing}`),
          ...less.map((thing) => `  only SAM's   ${thing}`),
        ].join("\n"),
      );
  }
  console.log(`${equal} of ${pairs} pairs have the same resources and edges (${edges} edges)`);
  return equal === pairs ? 0 : 1;
}

interface Things {
  readonly things: ReadonlySet<string>;
  readonly edges: number;
}

function thingsIn(path: string): Things | undefined {
  const { template } = parseTemplate("stack.yaml", readFileSync(path, "utf8"));
  if (template === undefined) return undefined;
  const { resolved } = resolveStack(loneStack("stack", template, { region: "ap-southeast-1" }), {
    parameters: new Map(),
  });
  const graph = buildGraph([resolved]);
  const edges = allEdges(graph);
  return {
    things: new Set(
      [...graph.nodes.map(({ id, type }) => `resource ${id} ${type}`), ...edges.map(spelled)].map(unhashed),
    ),
    edges: edges.length,
  };
}

/**
 * The last ten digits of a deployment's id are a hash over the text that Python prints for the API's body. Stackplumb
 * makes up ten of its own: nothing but the stage of the same API names a deployment.
 */
function unhashed(thing: string): string {
  return thing.replace(/(Deployment)[0-9a-f]{10}\b/g, "$1");
}

function spelled({ kind, source, target }: Edge): string {
  return `${kind} ${source.id} -> ${isOutside(target) ? spell(target.value) : target.id}`;
}

function only(these: ReadonlySet<string>, those: ReadonlySet<string>): readonly string[] {
  return [...these].filter((thing) => !those.has(thing));
}
