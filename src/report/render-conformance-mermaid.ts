/**
 * How far apps conform to architectures -> a Mermaid flowchart of what is expected and what was found.
 *
 * Solid is there, dashed is missing, crossed is violated, dotted is not known or relaxed; each says so in words as well, and
 * the colours are readable on light and on dark pages.
 * Invariant: ids are our own numbers, and what a template says stands in labels only; see mermaid-text.ts.
 * https://mermaid.js.org/syntax/flowchart.html
 */
import type { ReportArchitecture } from "../lint/report.ts";
import { clipped } from "./clipped.ts";
import {
  type ConformancePicture,
  conformancePicture,
  type PictureArrow,
  type PictureBox,
} from "./conformance-picture.ts";
import { mermaidLabel, mermaidText } from "./mermaid-text.ts";
import { markLines, type PictureStatus } from "./picture-marks.ts";

/** Fills carry their own colour of text, so that they are readable whatever the page's is. */
const boxStyles: Readonly<Record<Exclude<PictureStatus, "present">, string>> = {
  violated: "fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e",
  missing: "fill:none,stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
  unknown: "fill:#fff8c5,stroke:#9a6700,stroke-width:2px,stroke-dasharray:2 3,color:#633c01",
  relaxed: "fill:#eaeef2,stroke:#6e7781,stroke-dasharray:2 3,color:#424a53",
};

const arrowStyles: Readonly<Record<Exclude<PictureStatus, "present">, string>> = {
  violated: "stroke:#cf222e,stroke-width:3px",
  missing: "stroke:#cf222e,stroke-width:2px",
  unknown: "stroke:#9a6700,stroke-width:2px",
  relaxed: "stroke:#6e7781",
};

const arrows: Readonly<Record<PictureStatus, string>> = {
  present: "-->",
  violated: "--x",
  missing: "-.->",
  unknown: "-.->",
  relaxed: "-.->",
};

export function renderConformanceMermaid(architectures: readonly ReportArchitecture[]): string {
  return flowchart(
    architectures.map((architecture) => conformancePicture(architecture)),
    true,
  );
}

/** One below the other, which is readable on a telephone, and without the title, for where the counts are told beside it. */
export function renderNarrowMermaid(picture: ConformancePicture): string {
  return flowchart([picture], false);
}

function flowchart(pictures: readonly ConformancePicture[], isWide: boolean): string {
  const lines = [isWide ? "flowchart LR" : "flowchart TB"];
  const used = new Set<PictureStatus>();
  const links: PictureStatus[] = [];
  for (const [i, { title, boxes, arrows }] of pictures.entries()) {
    const drawn = [
      ...boxes.map((box) => `  a${i}${boxLine(box)}`),
      ...arrows.map((arrow) => `  ${arrowLine(arrow, `a${i}`)}`),
    ];
    if (isWide) {
      lines.push(`  subgraph a${i}[${mermaidLabel(clipped(title, 160))}]`, "    direction LR");
      lines.push(...drawn.map((line) => `  ${line}`), "  end", `  style a${i} fill:none,stroke:#8c959f`);
    } else lines.push(...drawn);
    for (const { mark } of boxes) used.add(mark.status);
    links.push(...arrows.map(({ mark }) => mark.status));
  }
  for (const [status, style] of Object.entries(boxStyles))
    if (used.has(status as PictureStatus)) lines.push(`  classDef ${status} ${style}`);
  for (const [status, style] of Object.entries(arrowStyles)) {
    const numbers = links.flatMap((link, i) => (link === status ? [i] : []));
    if (numbers.length > 0) lines.push(`  linkStyle ${numbers.join(",")} ${style}`);
  }
  return `${lines.join("\n")}\n`;
}

function boxLine({ id, kind, name, bound, mark }: PictureBox): string {
  const [open, close] = kind === "component" ? ["[", "]"] : kind === "between" ? ["([", "])"] : ["((", "))"];
  const heading =
    kind === "component" && name !== bound.join() ? `<b>${mermaidText(clipped(name))}</b>` : mermaidText(clipped(name));
  const text = [heading, ...bound.map((line) => mermaidText(clipped(line))), ...markLines(mark).map(mermaidText)];
  return `${id}${open}"${text.join("<br/>")}"${close}${mark.status === "present" ? "" : `:::${mark.status}`}`;
}

function arrowLine({ from, to, flows, mark }: PictureArrow, prefix: string): string {
  const text = [clipped(flows, 120), ...markLines(mark)].map(mermaidText).join("<br/>");
  return `${prefix}${from} ${arrows[mark.status]}|"${text}"| ${prefix}${to}`;
}
