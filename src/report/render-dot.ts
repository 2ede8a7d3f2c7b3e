/**
 * A diagram -> a graph in the DOT language.
 *
 * Invariant: all ids and labels are quoted strings, so that no text of a template is read as DOT; see dot-text.ts.
 */
import type { Diagram, DiagramNode } from "../lint/diagram.ts";
import { dotString, dotText } from "./dot-text.ts";
import { edgeText } from "./edge-text.ts";

export function renderDot(diagram: Diagram): string {
  const lines = ["digraph stackplumb {", "  rankdir=LR;", "  node [shape=box];"];
  for (const [i, group] of diagram.groups.entries()) {
    const members = diagram.nodes.filter((node) => node.group === group.id);
    if (members.length === 0) continue;
    lines.push(`  subgraph cluster_${i} {`, `    label=${dotString(group.label)};`);
    for (const node of members) lines.push(`    ${nodeLine(node)}`);
    lines.push("  }");
  }
  for (const node of diagram.nodes) if (node.group === null) lines.push(`  ${nodeLine(node)}`);
  const ids = new Set(diagram.nodes.map(({ id }) => id));
  for (const { from, to, kind, label, guard } of diagram.edges) {
    // DOT would make up a node for an id that it has not met.
    if (!ids.has(from) || !ids.has(to)) continue;
    const style = guard === null ? "" : ", style=dashed";
    lines.push(`  ${dotString(from)} -> ${dotString(to)} [label=${dotString(edgeText(kind, label, guard))}${style}];`);
  }
  return `${[...lines, "}"].join("\n")}\n`;
}

function nodeLine({ id, label, type, group, guard, lostWith }: DiagramNode): string {
  const lost = lostWith === undefined ? "" : `lost with ${lostWith.join(", ")}`;
  const text = [label, type, guard === null ? "" : `when ${guard}`, lost].filter((line) => line !== "");
  const colour = lost === "" ? "" : ", color=gray, fontcolor=gray";
  const style = group === null ? ", shape=oval" : guard === null ? "" : ", style=dashed";
  return `${dotString(id)} [label="${text.map(dotText).join("\\n")}"${style}${colour}];`;
}
