/**
 * How far apps conform to architectures -> text for a terminal: a table that is read at a glance.
 *
 * What does not hold is told, each with its reason; what is there is folded, unless all is asked for. What an app only looks
 * like is one line.
 */
import type { ReportArchitecture, ReportRequirement } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { countsText } from "./counts-text.ts";
import { displayWidth } from "./display-width.ts";
import { hangsOnAbsence } from "./hangs-on-absence.ts";
import { nodeName } from "./node-name.ts";
import { printable } from "./printable.ts";
import { renderSurvival } from "./render-survival.ts";
import { survivalTable } from "./survival-table.ts";
import { glyphsOf, type Ink, paint, type TextStyle } from "./text-style.ts";
import { toldOnce } from "./told-once.ts";
import { hanging } from "./wrap.ts";

type Status = ReportRequirement["status"];

const inks: Readonly<Record<Status, Ink>> = {
  present: "green",
  missing: "red",
  violated: "red",
  unknown: "magenta",
  relaxed: "dim",
};

/** What is not there is told, in this order. */
const order = ["missing", "violated", "unknown", "relaxed"] as const;

const hangingStatuses = ["missing", "unknown", "relaxed"] as const;

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
    likenesses(detected, verbose ? detected.length : maximalLikenesses).flatMap((text) =>
      hanging("", text, style.width),
    ),
  ];
}

/** Apps that are told to look like one architecture; of the others, how many they are. */
const maximalLikenesses = 5;

function likenesses(detected: readonly ReportArchitecture[], most: number): readonly string[] {
  const names = new Set(detected.map(({ name }) => name));
  return [...names].flatMap((name) => {
    const alike = detected.filter((architecture) => architecture.name === name);
    const more = alike.length - most;
    const rest =
      more > 0 ? [`and ${counted(more, "more looks", "more look")} like ${name} (--verbose lists them)`] : [];
    return [...alike.slice(0, most).map(likeness), ...rest].map(printable);
  });
}

function likeness(architecture: ReportArchitecture): string {
  const { name, app, environment } = architecture;
  const where = environment === null ? app : `${app} in ${environment}`;
  return `${where} looks like ${name}: ${countsText(architecture)}; --architecture ${name} holds it to that`;
}

function tableOf(architecture: ReportArchitecture, style: TextStyle, verbose: boolean): readonly string[] {
  const { name, app, environment, requirements, components, unbound } = architecture;
  const edge = glyphsOf(style).rule.repeat(2);
  const where = environment === null ? app : `${app}, ${environment}`;
  const title = paint(style, printable(`${edge} ${name} (${where})`), "bold");
  const bound = new Map(components.map((component) => [`component.${component.name}`, component.nodes]));
  const open = order.flatMap((status) => requirements.filter((row) => row.status === status));
  const shown = verbose
    ? [...open, ...requirements.filter(({ status }) => status === "present")]
    : open.filter((row) => !hangsOnAbsence(row));
  const width = Math.min(28, Math.max(0, ...shown.map(({ address }) => displayWidth(printable(address)))));
  const row = (status: Status, text: string, address?: string): readonly string[] => {
    const column = address === undefined ? "" : `${printable(address).padEnd(width)}  `;
    const label = `  ${status.padEnd(8)}  ${column}`;
    return hanging(label, printable(text), style.width, (bare) =>
      bare.replace(status.padEnd(8), () => paint(style, status.padEnd(8), inks[status])),
    );
  };
  const table = survivalTable(architecture);
  return [
    `${title} ${countsText(architecture)}`,
    ...toldOnce(shown).flatMap(({ row: each, also }) => {
      const text = each.status === "present" ? (namesOf(bound.get(each.address)) ?? each.title) : whyOf(each);
      return row(each.status, also.length === 0 ? text : `${text} (and ${listed(also)})`, each.address);
    }),
    ...(verbose ? [] : foldedTexts(architecture).flatMap(([status, text]) => row(status, text))),
    ...(unbound.length === 0
      ? []
      : hanging("  no part of it: ", printable(listed(unbound.map(nodeName))), style.width)),
    ...(table === undefined ? [] : ["", ...renderSurvival(table, style)]),
  ];
}

/** What is told by its names and numbers only: what needs something that is not there, and what holds. */
function foldedTexts(architecture: ReportArchitecture): readonly (readonly [Status, string])[] {
  const hanging = architecture.requirements.filter(hangsOnAbsence);
  const needing = hangingStatuses.flatMap((status) => {
    const what = [
      flowsText(hanging.filter((row) => row.status === status)),
      qualitiesText(hanging.filter((row) => row.status === status)),
    ].filter((text) => text !== "");
    return what.length === 0
      ? []
      : [[status, `what needs ${status === "unknown" ? "that" : "it"}: ${what.join("; ")}`] as const];
  });
  return [...needing, ...presentTexts(architecture).map((text) => ["present", text] as const)];
}

function flowsText(rows: readonly ReportRequirement[]): string {
  const flows = rows.filter(({ kind }) => kind === "flow").map(({ address }) => address.slice("flow.".length));
  return flows.length === 0 ? "" : `${counted(flows.length, "flow")}: ${listed(flows)}`;
}

function qualitiesText(rows: readonly ReportRequirement[]): string {
  const count = rows.filter(({ kind }) => kind === "quality" || kind === "forbidden").length;
  return count === 0 ? "" : counted(count, "quality", "qualities");
}

/** What is there, folded: what plays which part, which flows there are, how many qualities hold. */
function presentTexts({ components, requirements }: ReportArchitecture): readonly string[] {
  const present = requirements.filter(({ status }) => status === "present");
  const addresses = new Set(present.map(({ address }) => address));
  const parts = new Map<string, string[]>();
  for (const { name, nodes } of components) {
    if (nodes.length === 0 || !addresses.has(`component.${name}`)) continue;
    const what = listed(nodes.map(nodeName), 3);
    parts.set(what, [...(parts.get(what) ?? []), name]);
  }
  const players = [...parts].map(([what, names]) => `${names.join(", ")}: ${what}`).join("; ");
  return [players, flowsText(present), qualitiesText(present)].filter((text) => text !== "");
}

/** What a rule found is told in full where its finding is; here, what it is about is enough. */
function whyOf({ kind, status, address, title, message, guard, finding }: ReportRequirement): string {
  const isTold = kind === "quality" && status === "violated" && finding !== null && !address.includes("|");
  const text = isTold && title !== "" ? title : message;
  return guard === null ? text : `${text} (when ${guard})`;
}

function namesOf(ids: readonly string[] | undefined): string | undefined {
  if (ids === undefined) return undefined;
  return ids.length === 0 ? "none, and none is needed" : listed(ids.map(nodeName));
}

function listed(names: readonly string[], most = 12): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
}
