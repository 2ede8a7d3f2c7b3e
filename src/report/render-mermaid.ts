/**
 * A diagram -> a Mermaid flowchart.
 *
 * Invariant: ids are our own numbers, and what a template says stands in labels only; see mermaid-text.ts.
 * https://mermaid.js.org/syntax/flowchart.html
 */
import type { Diagram, DiagramNode } from "../lint/diagram.ts";
import { edgeText } from "./edge-text.ts";
import { mermaidLabel, mermaidText } from "./mermaid-text.ts";

export function renderMermaid(diagram: Diagram): string {
  const names = new Map(diagram.nodes.map(({ id }, i) => [id, `n${i}`]));
  const lines = ["flowchart LR"];
  for (const [i, group] of diagram.groups.entries()) {
    const members = diagram.nodes.filter((node) => node.group === group.id);
    if (members.length === 0) continue;
    lines.push(`  subgraph g${i}[${mermaidLabel(group.label)}]`);
    for (const node of members) lines.push(`    ${nodeLine(node, names)}`);
    lines.push("  end");
  }
  for (const node of diagram.nodes) if (node.group === null) lines.push(`  ${nodeLine(node, names)}`);
  for (const { from, to, kind, label, guard } of diagram.edges) {
    const source = names.get(from);
    const target = names.get(to);
    if (source === undefined || target === undefined) continue;
    lines.push(`  ${source} ${arrowOf(guard)}|${mermaidLabel(edgeText(kind, label, guard))}| ${target}`);
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
  return `${names.get(id) ?? "n"}${open}"${text.map(mermaidText).join("<br/>")}"${close}${mark}`;
}

/** What exists only sometimes is dotted. */
function arrowOf(guard: string | null): string {
  return guard === null ? "-->" : "-.->";
}
