/**
 * A node with the values of parameters put in, as far as they are known: SAM does so before it hashes.
 *
 * Only for hashes: what goes into the expanded template keeps its references, so that findings can name the parameter.
 */
import type { Entry, SourceNode } from "../../source/node.ts";
import { intrinsicOf } from "../../template/intrinsic.ts";
import { mappingFrom, scalarFrom } from "./draft.ts";
import type { Expansion } from "./expansion.ts";
import { literal, refTarget } from "./property.ts";

export function withParameters(expansion: Expansion, node: SourceNode): SourceNode {
  if (node.kind === "scalar") return node;
  if (node.kind === "sequence") return { ...node, items: node.items.map((item) => withParameters(expansion, item)) };
  const name = refTarget(node);
  if (name !== undefined) {
    const value = expansion.parameter(name);
    return value === undefined ? node : scalarFrom(value, node);
  }
  const entries = [...node.entries].map(([key, entry]): [string, Entry] => [
    key,
    { ...entry, value: withParameters(expansion, entry.value) },
  ]);
  const known = mappingFrom(new Map(entries), node);
  const call = intrinsicOf(known);
  const text = call?.name === "Sub" ? literal(call.argument) : undefined;
  if (call === undefined || text === undefined) return known;
  const put = text.replace(/\$\{(\w{1,255})\}/g, (whole, one: string) => expansion.parameter(one) ?? whole);
  return mappingFrom(
    new Map([...known.entries].map(([key, entry]) => [key, { ...entry, value: scalarFrom(put, call.argument) }])),
    node,
  );
}
