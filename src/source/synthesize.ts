/**
 * Plain data -> nodes that stand where `origin` stands, for what is generated and written nowhere.
 *
 * Nodes inside the data keep their own places, so that a finding about a property that the author gave points at it.
 */
import { SourceFile } from "./file.ts";
import type { Entry, Scalar, SourceNode } from "./node.ts";

/** Entries that are undefined are left out. */
export type NodeData = Scalar | SourceNode | readonly NodeData[] | { readonly [key: string]: NodeData | undefined };

/** @param data nested only as deep as the code that makes it; nodes inside it are taken as they are. */
export function synthesize(origin: SourceNode, data: NodeData): SourceNode {
  const { file, start, end } = origin;
  if (data === null || typeof data !== "object") {
    return { kind: "scalar", file, start, end, value: data, text: data === null ? "" : String(data) };
  }
  if (isNode(data)) return data;
  if (isList(data)) return { kind: "sequence", file, start, end, items: data.map((item) => synthesize(origin, item)) };
  const entries = new Map<string, Entry>();
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const key = { kind: "scalar", file, start, end, value: name, text: name } as const;
    entries.set(name, { key, name, value: synthesize(origin, value) });
  }
  return { kind: "mapping", file, start, end, entries, shortForm: false };
}

function isNode(data: object): data is SourceNode {
  return "file" in data && data.file instanceof SourceFile;
}

function isList(data: object): data is readonly NodeData[] {
  return Array.isArray(data);
}
