/**
 * A diagram -> a Mermaid flowchart.
 *
 * Invariant: no text of a template can end a label, name a class or start a directive; ids are our own numbers, labels
 * are quoted, and what Mermaid or HTML would read is written as entity codes.
 * https://mermaid.js.org/syntax/flowchart.html
 */
import type { Diagram, DiagramNode } from "../lint/diagram.ts";
import { edgeText } from "./edge-text.ts";
import { printable } from "./printable.ts";

export function renderMermaid(diagram: Diagram): string {
  const names = new Map(diagram.nodes.map(({ id }, i) => [id, `n${i}`]));
  const lines = ["flowchart LR"];
  for (const [i, group] of diagram.groups.entries()) {
    const members = diagram.nodes.filter((node) => node.group === group.id);
    if (members.length === 0) continue;
    lines.push(`  subgraph g${i}[${quoted(group.label)}]`);
    for (const node of members) lines.push(`    ${nodeLine(node, names)}`);
    lines.push("  end");
  }
  for (const node of diagram.nodes) if (node.group === null) lines.push(`  ${nodeLine(node, names)}`);
  for (const { from, to, kind, label, guard } of diagram.edges) {
    const source = names.get(from);
    const target = names.get(to);
    if (source === undefined || target === undefined) continue;
    lines.push(`  ${source} ${arrowOf(guard)}|${quoted(edgeText(kind, label, guard))}| ${target}`);
  }
  if (diagram.nodes.some(({ lostWith }) => lostWith !== undefined))
    lines.push("  classDef lost stroke-dasharray: 5 5,opacity:0.4");
  return `${lines.join("\n")}\n`;
}

function nodeLine(
  { id, label, type, group, guard, lostWith }: DiagramNode,
  names: ReadonlyMap<string, string>,
): string {
  const lost = lostWith === undefined ? "" : `lost with ${lostWith.join(", ")}`;
  const text = [label, type, guard === null ? "" : `when ${guard}`, lost].filter((line) => line !== "");
  const [open, close] = group === null ? ["([", "])"] : ["[", "]"];
  const mark = lost === "" ? "" : ":::lost";
  return `${names.get(id) ?? "n"}${open}"${text.map(entities).join("<br/>")}"${close}${mark}`;
}

/** What exists only sometimes is dotted. */
function arrowOf(guard: string | null): string {
  return guard === null ? "-->" : "-.->";
}

function quoted(text: string): string {
  return `"${entities(text)}"`;
}

/** Mermaid reads `#35;` as the character 35; letters, digits and harmless punctuation stay as they are. */
function entities(text: string): string {
  return printable(text).replace(
    /[^\p{Letter}\p{Mark}\p{Number} .,:/*=_+@()-]/gu,
    (c) => `#${c.codePointAt(0) ?? 63};`,
  );
}
