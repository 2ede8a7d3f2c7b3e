/**
 * How far apps conform to architectures -> text for a terminal: a table that is read at a glance.
 *
 * Components and flows are all listed, because they are the architecture; of qualities only those that do not hold, unless
 * all are asked for. What an app only looks like is one line.
 */
import type { ReportArchitecture, ReportRequirement } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { countsText } from "./counts-text.ts";
import { nodeName } from "./node-name.ts";
import { printable } from "./printable.ts";
import { glyphsOf, type Ink, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

type Status = ReportRequirement["status"];

const inks: Readonly<Record<Status, Ink>> = {
  present: "green",
  missing: "red",
  violated: "red",
  unknown: "magenta",
  relaxed: "dim",
};

/** A block for each architecture that is enforced, and one for all that apps look like. */
export function renderConformance(
  architectures: readonly ReportArchitecture[],
  style: TextStyle,
  verbose: boolean,
): readonly (readonly string[])[] {
  const enforced = architectures.filter((architecture) => architecture.enforced);
  const detected = architectures.filter((architecture) => !architecture.enforced);
  return [
    ...enforced.map((architecture) => tableOf(architecture, style, verbose)),
    detected.flatMap((architecture) => hanging("", likeness(architecture), style.width)),
  ];
}

function likeness(architecture: ReportArchitecture): string {
  const { name, app } = architecture;
  return printable(`${app} looks like ${name}: ${countsText(architecture)}; --architecture ${name} holds it to that`);
}

function tableOf(architecture: ReportArchitecture, style: TextStyle, verbose: boolean): readonly string[] {
  const { name, app, environment, requirements, components, unbound } = architecture;
  const edge = glyphsOf(style).rule.repeat(2);
  const where = environment === null ? app : `${app}, ${environment}`;
  const title = paint(style, printable(`${edge} ${name} (${where})`), "bold");
  const bound = new Map<string, readonly string[]>(
    components.map((component) => [`component.${component.name}`, component.nodes]),
  );
  const shown = requirements.filter(
    ({ kind, status }) => verbose || kind === "component" || kind === "flow" || status !== "present",
  );
  const width = Math.min(32, Math.max(0, ...shown.map(({ address }) => address.length)));
  const rows = shown.flatMap((row) => {
    const label = `  ${row.status.padEnd(8)}  ${row.address.padEnd(width)}  `;
    const paintedStatus = paint(style, row.status.padEnd(8), inks[row.status]);
    const text = row.status === "present" ? (namesOf(bound.get(row.address)) ?? row.title) : whyOf(row);
    const lines = hanging(label, printable(text), style.width);
    return lines.map((line, i) => (i === 0 ? line.replace(row.status.padEnd(8), () => paintedStatus) : line));
  });
  const hidden = requirements.length - shown.length;
  const rest =
    hidden === 0 ? [] : [paint(style, `  and ${counted(hidden, "quality that holds", "qualities that hold")}`, "dim")];
  const left =
    unbound.length === 0 ? [] : hanging("  no part of it: ", printable(unbound.map(nodeName).join(", ")), style.width);
  return [`${title} ${countsText(architecture)}`, ...rows, ...rest, ...left];
}

function whyOf({ message, guard }: ReportRequirement): string {
  return guard === null ? message : `${message} (when ${guard})`;
}

function namesOf(ids: readonly string[] | undefined): string | undefined {
  if (ids === undefined) return undefined;
  return ids.length === 0 ? "none, and none is needed" : ids.map(nodeName).join(", ");
}
