/**
 * A diagram -> a graph in the DOT language.
 *
 * Invariant: all ids and labels are quoted strings in which quotation marks and backslashes are escaped, so that no text
 * of a template is read as DOT. https://graphviz.org/doc/info/lang.html
 */
import type { Diagram, DiagramNode } from "../lint/diagram.ts";
import { edgeText } from "./edge-text.ts";
import { printable } from "./printable.ts";

export function renderDot(diagram: Diagram): string {
  const lines = ["digraph stackplumb {", "  rankdir=LR;", "  node [shape=box];"];
  for (const [i, group] of diagram.groups.entries()) {
    const members = diagram.nodes.filter((node) => node.group === group.id);
    if (members.length === 0) continue;
    lines.push(`  subgraph cluster_${i} {`, `    label=${quoted(group.label)};`);
    for (const node of members) lines.push(`    ${nodeLine(node)}`);
    lines.push("  }");
  }
  for (const node of diagram.nodes) if (node.group === null) lines.push(`  ${nodeLine(node)}`);
  const ids = new Set(diagram.nodes.map(({ id }) => id));
  for (const { from, to, kind, label, guard } of diagram.edges) {
    // DOT would make up a node for an id that it has not met.
    if (!ids.has(from) || !ids.has(to)) continue;
    const style = guard === null ? "" : ", style=dashed";
    lines.push(`  ${quoted(from)} -> ${quoted(to)} [label=${quoted(edgeText(kind, label, guard))}${style}];`);
  }
  return `${[...lines, "}"].join("\n")}\n`;
}

function nodeLine({ id, label, type, group, guard, lostWith }: DiagramNode): string {
  const lost = lostWith === undefined ? "" : `lost with ${lostWith.join(", ")}`;
  const text = [label, type, guard === null ? "" : `when ${guard}`, lost].filter((line) => line !== "");
  const colour = lost === "" ? "" : ", color=gray, fontcolor=gray";
  const style = group === null ? ", shape=oval" : guard === null ? "" : ", style=dashed";
  return `${quoted(id)} [label="${text.map(escaped).join("\\n")}"${style}${colour}];`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

function escaped(text: string): string {
  return printable(text).replace(/[\\"]/g, "\\$&");
}
