/**
 * A tagged node -> the mapping that its tag stands for. The mapping covers tag and value; its key stands at the tag.
 */
import type { MappingNode, ScalarNode, SourceNode } from "./node.ts";
import type { TagForm } from "./tag-form.ts";

/**
 * @param node the tag's argument.
 * @param tag the tag as it is written, from offset `tagStart`.
 * @param textStart offset of a scalar's text where it stands in the file as it is; -1 where it is folded or escaped.
 */
export function longForm(
  node: SourceNode,
  form: TagForm,
  tag: string,
  tagStart: number,
  textStart: number,
): MappingNode {
  const tagEnd = tagStart + tag.length;
  const { file } = node;
  const key: ScalarNode = {
    kind: "scalar",
    file,
    start: tagStart,
    end: tagEnd,
    value: form.key,
    text: form.key,
  };
  const value = form.partedAtDot && node.kind === "scalar" ? parted(node, textStart) : node;
  return {
    kind: "mapping",
    file,
    start: tagStart,
    end: Math.max(node.end, tagEnd),
    entries: new Map([[form.key, { key, name: form.key, value }]]),
    shortForm: true,
  };
}

function parted(node: ScalarNode, textStart: number): SourceNode {
  const { file, start, end, text } = node;
  const dot = text.indexOf(".");
  if (dot < 0) return node;
  const part = (from: number, to: number): ScalarNode => {
    const piece = text.slice(from, to);
    const place = textStart < 0 ? { start, end } : { start: textStart + from, end: textStart + to };
    return { kind: "scalar", file, ...place, value: piece, text: piece };
  };
  return { kind: "sequence", file, start, end, items: [part(0, dot), part(dot + 1, text.length)] };
}
