/** Nodes as plain data, and as the text that they cover. */
import { type Scalar, type SourceNode, spanOf } from "../../src/source/node.ts";

export type Plain = Scalar | readonly Plain[] | { readonly [key: string]: Plain };

export function plain(node: SourceNode | undefined): Plain | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map((item) => plain(item) ?? null);
  return Object.fromEntries([...node.entries.values()].map(({ name, value }) => [name, plain(value) ?? null]));
}

/** The text that a node covers. */
export function covered(node: SourceNode | undefined): string | undefined {
  return node?.file.text.slice(node.start, node.end);
}

/** `line:column` of a node's start and end. */
export function place(node: SourceNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const { start, end } = spanOf(node);
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

/** Every node of a tree, keys included. Trees that aliases make into graphs are walked once a node. */
export function* nodesOf(root: SourceNode): Iterable<SourceNode> {
  const open = [root];
  const seen = new Set<SourceNode>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    yield node;
    if (node.kind === "sequence") open.push(...node.items);
    else if (node.kind === "mapping") for (const { key, value } of node.entries.values()) open.push(key, value);
  }
}
