/**
 * Definitions of workflows as texts: whether one says a word anywhere, however it is written (a mapping, JSON in a text).
 *
 * Not here: what the states do.
 */
import { textOf, valueAt } from "../resolve/reading.ts";
import type { Reason, Value } from "../resolve/value.ts";
import type { GraphNode } from "./model.ts";
import type { Ternary } from "./ternary.ts";

/** At most this many parts of a definition are looked at. */
const maximalParts = 20_000;

/** Whether the definition has a key or a quoted word; unknown where the definition is a file that is not read. */
export function mentionsWord(workflow: GraphNode, word: string): Ternary {
  const waiting: Value[] = ["Definition", "DefinitionString"].map((name) => valueAt(workflow.properties, [name]));
  const isWritten = waiting.some(({ kind }) => kind !== "absent");
  for (let n = 0; n < maximalParts; n++) {
    const value = waiting.pop();
    if (value === undefined) break;
    if (value.kind === "map" && value.entries.has(word)) return true;
    if (textOf(value)?.includes(`"${word}"`)) return true;
    waiting.push(...partsOf(value));
  }
  return isWritten ? false : [elsewhere(workflow)];
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case "map":
      return [...value.entries.values()];
    case "list":
      return value.items;
    case "text":
      return value.parts;
    case "choice":
      return value.alternatives.map((alternative) => alternative.value);
    default:
      return [];
  }
}

function elsewhere({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "definition",
    name: logicalId,
    stack: stack.stack.name,
    message: `the definition of ${logicalId} is not in its template`,
    settle: null,
  };
}
