/**
 * Composing mappings of what the author wrote and of what SAM adds.
 *
 * Invariant: an entry that the author wrote keeps its key and its value; only what is added stands where `origin` stands.
 */
import type { Entry, MappingNode, Scalar, ScalarNode, SourceNode } from "../../source/node.ts";
import { type NodeData, synthesize } from "../../source/synthesize.ts";
import { isNull } from "../../template/section.ts";

export type { NodeData };

/** Data for a property; where it is undefined the property is left out. */
export type Draft = NodeData | undefined;

/** Something that has entries: a mapping that is there already, or data. */
export type Part = MappingNode | { readonly [name: string]: Draft } | undefined;

/** A mapping of several parts; what a later part says wins, in the place of the earlier one. */
export function compose(origin: SourceNode, ...parts: readonly Part[]): MappingNode {
  const entries = new Map<string, Entry>();
  for (const part of parts) {
    if (part === undefined) continue;
    const { entries: added } = asMappingNode(part, origin);
    for (const [name, entry] of added) {
      const key = entries.get(name)?.key;
      entries.set(name, key === undefined ? entry : { ...entry, key });
    }
  }
  return mappingFrom(entries, origin);
}

export function mappingFrom(entries: ReadonlyMap<string, Entry>, { file, start, end }: SourceNode): MappingNode {
  return { kind: "mapping", file, start, end, entries, shortForm: false };
}

/** The named entries of a mapping, as they are written; those that are null count as not given. */
export function pick(node: MappingNode, names: readonly string[]): MappingNode {
  const entries = new Map<string, Entry>();
  for (const name of names) {
    const entry = node.entries.get(name);
    if (entry !== undefined && !isNull(entry.value)) entries.set(name, entry);
  }
  return mappingFrom(entries, node);
}

/** The mapping without the named entries. */
export function omit(node: MappingNode, names: readonly string[]): MappingNode {
  return pick(
    node,
    [...node.entries.keys()].filter((name) => !names.includes(name)),
  );
}

export function scalarFrom(value: Scalar, { file, start, end }: SourceNode): ScalarNode {
  return { kind: "scalar", file, start, end, value, text: String(value) };
}

function asMappingNode(part: NonNullable<Part>, origin: SourceNode): MappingNode {
  const node = synthesize(origin, part);
  return node.kind === "mapping" ? node : mappingFrom(new Map(), origin);
}
