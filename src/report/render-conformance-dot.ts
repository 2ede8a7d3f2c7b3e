/**
 * How far apps conform to architectures -> a graph in the DOT language of what is expected and what was found.
 *
 * Solid is there, dashed is missing, bold is violated, dotted is not known or relaxed; each says so in words as well.
 * Invariant: ids are our own numbers, and what a template says stands in quoted strings only; see dot-text.ts.
 * https://graphviz.org/doc/info/lang.html
 */
import type { ReportArchitecture } from "../lint/report.ts";
import { clipped } from "./clipped.ts";
import { conformancePicture, type PictureArrow, type PictureBox } from "./conformance-picture.ts";
import { dotString, dotText } from "./dot-text.ts";
import { markLines, type PictureStatus } from "./picture-marks.ts";

const boxStyles: Readonly<Record<PictureStatus, string>> = {
  present: "",
  violated: ', style="filled,bold", fillcolor="#ffebe9", color="#cf222e", fontcolor="#82071e"',
  missing: ', style="dashed", color="#cf222e", fontcolor="#82071e"',
  unknown: ', style="filled,dotted", fillcolor="#fff8c5", color="#9a6700", fontcolor="#633c01"',
  relaxed: ', style="filled,dotted", fillcolor="#eaeef2", color="#6e7781", fontcolor="#424a53"',
};

const arrowStyles: Readonly<Record<PictureStatus, string>> = {
  present: "",
  violated: ', style="bold", arrowhead="tee", color="#cf222e", fontcolor="#82071e"',
  missing: ', style="dashed", color="#cf222e", fontcolor="#82071e"',
  unknown: ', style="dotted", color="#9a6700", fontcolor="#633c01"',
  relaxed: ', style="dotted", color="#6e7781", fontcolor="#424a53"',
};

const shapes: Readonly<Record<PictureBox["kind"], string>> = {
  component: "box",
  between: "box, style=rounded",
  outside: "ellipse",
};

export function renderConformanceDot(architectures: readonly ReportArchitecture[]): string {
  const lines = [
    "digraph stackplumb {",
    '  rankdir=LR; bgcolor="white"; compound=true;',
    '  node [fontname="Helvetica", fontsize=11]; edge [fontname="Helvetica", fontsize=10];',
  ];
  for (const [i, architecture] of architectures.entries()) {
    const { title, boxes, arrows } = conformancePicture(architecture);
    lines.push(`  subgraph cluster_${i} {`, `    label=${dotString(clipped(title, 160))}; fontname="Helvetica";`);
    for (const box of boxes) lines.push(`    a${i}${boxLine(box)}`);
    for (const arrow of arrows) lines.push(`    ${arrowLine(arrow, `a${i}`)}`);
    lines.push("  }");
  }
  return `${[...lines, "}"].join("\n")}\n`;
}

function boxLine({ id, kind, name, bound, mark }: PictureBox): string {
  const text = [name, ...bound, ...markLines(mark)].map((line) => dotText(clipped(line, 80)));
  return `${id} [label="${text.join("\\n")}", shape=${shapes[kind]}${boxStyles[mark.status]}];`;
}

function arrowLine({ from, to, flows, mark }: PictureArrow, prefix: string): string {
  const text = [flows, ...markLines(mark)].map((line) => dotText(clipped(line, 120)));
  return `${prefix}${from} -> ${prefix}${to} [label="${text.join("\\n")}"${arrowStyles[mark.status]}];`;
}
