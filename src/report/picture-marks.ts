/**
 * Requirements of an architecture -> how its components and its flows are marked in a picture.
 *
 * A component is as bad as the worst of what is asked of it: that it is there, its qualities, and what a rule about the app
 * as a whole finds in it. A flow is as bad as it is itself; where it is there, as bad as its qualities.
 */

import type { ReportArchitecture, ReportChange, ReportFlow, ReportRequirement } from "../lint/report.ts";
import { hangsOnAbsence } from "./hangs-on-absence.ts";

export type PictureStatus = ReportRequirement["status"];

export interface PictureMark {
  readonly status: PictureStatus;
  /** Names of what it is so of; empty where it is so of all. */
  readonly at: readonly string[];
  /** What is so: rules, or a clause; empty where it is the thing itself. */
  readonly about: readonly string[];
  /** `new`, `now holds`, or empty. */
  readonly change: string;
}

export interface PictureMarks {
  /** By name. */
  readonly ofComponents: ReadonlyMap<string, PictureMark>;
  /** @param status of the hop that is drawn; @param at what it is about, where that is not all of what it leads from and to */
  readonly ofFlow: (flow: ReportFlow, status: PictureStatus, at: readonly string[]) => PictureMark;
}

export const unmarked: PictureMark = { status: "present", at: [], about: [], change: "" };

/** The gravest first. */
const precedence = ["violated", "missing", "unknown", "relaxed", "present"] as const;

export function gravest(statuses: readonly PictureStatus[]): PictureStatus {
  return precedence.find((each) => statuses.includes(each)) ?? "present";
}

/** Rules, or things, that are named in one mark. */
const maximalNames = 4;

export function marksOf(
  { components, flows, requirements }: ReportArchitecture,
  changed: ReportChange["requirements"],
): PictureMarks {
  const rows = new Map(requirements.map((row) => [row.address, row]));
  const changeOf = changesBy(changed);
  const named = new Set([
    ...components.map(({ name }) => name),
    ...flows.map(({ address }) => address.slice(address.indexOf(".") + 1)),
  ]);
  const qualitiesOf = new Map<string, ReportRequirement[]>();
  const ofTheWhole: ReportRequirement[] = [];
  for (const row of requirements) {
    if (row.kind === "component" || row.kind === "flow" || hangsOnAbsence(row)) continue;
    const on = row.address.slice(0, row.address.indexOf("."));
    if (row.kind === "quality" && named.has(on)) qualitiesOf.set(on, [...(qualitiesOf.get(on) ?? []), row]);
    else if (row.status === "violated") ofTheWhole.push(row);
  }
  const ofComponents = components.map(({ name, nodes }) => {
    const own = new Set(nodes);
    const asked = [
      ...(qualitiesOf.get(name) ?? []),
      ...ofTheWhole.filter((row) => row.nodes.some((node) => own.has(node))),
    ];
    return [name, markOf([rows.get(`component.${name}`), ...asked], changeOf)] as const;
  });
  return {
    ofComponents: new Map(ofComponents),
    ofFlow: ({ address, hops, survival }, status, at) => {
      const row = rows.get(address);
      const qualities = qualitiesOf.get(address.slice(address.indexOf(".") + 1)) ?? [];
      if (status === "present") return row?.status === "present" ? markOf([row, ...qualities], changeOf) : unmarked;
      const mark = markOf([row && { ...row, status }, ...qualities.filter((each) => each.status === status)], changeOf);
      const isLost =
        status === "violated" && survival?.required === true && hops.every((hop) => hop.status === "present");
      return { ...mark, at, about: [...(isLost ? ["does not survive a zone"] : []), ...mark.about] };
    },
  };
}

/** Several marks of one thing: the gravest, with all that is so of it. */
export function gravestOf(marks: readonly PictureMark[]): PictureMark {
  const status = gravest(marks.map((mark) => mark.status));
  const worst = marks.filter((mark) => mark.status === status);
  const at = worst.some((mark) => mark.at.length === 0) ? [] : worst.flatMap((mark) => mark.at);
  const about = worst.flatMap((mark) => mark.about);
  const change = marks.map((mark) => mark.change).find((word) => word !== "") ?? "";
  return { status, at: [...new Set(at)], about: [...new Set(about)], change };
}

/** `violated (new) at Jobs: UPL003, UPL006`; none where all is well, and was before. */
export function markLines({ status, at, about, change }: PictureMark): readonly string[] {
  if (status === "present") return change === "" ? [] : [change];
  const word = change === "" ? status : `${status} (${change})`;
  const where = at.length === 0 ? word : `${word} at ${listed(at)}`;
  return [about.length === 0 ? where : `${where}: ${listed(about)}`];
}

function listed(names: readonly string[]): string {
  if (names.length <= maximalNames) return names.join(", ");
  return `${names.slice(0, maximalNames - 1).join(", ")}, + ${names.length - maximalNames + 1} more`;
}

type ChangeOf = (row: ReportRequirement) => string;

function markOf(asked: readonly (ReportRequirement | undefined)[], changeOf: ChangeOf): PictureMark {
  const rows = asked.filter((row) => row !== undefined);
  const status = gravest(rows.map((row) => row.status));
  const worst = rows.filter((row) => row.status === status);
  const change = worst.map(changeOf).find((word) => word !== "") ?? "";
  const about = worst.flatMap(({ kind, address }) =>
    kind === "quality" || kind === "forbidden" ? [ruleText(address)] : [],
  );
  return { status, at: [], about: status === "present" ? [] : about, change };
}

/** `users.MAZ009|MAZ010` -> `MAZ009 or MAZ010`. */
function ruleText(address: string): string {
  return address.slice(address.indexOf(".") + 1).replaceAll("|", " or ");
}

function changesBy(changed: ReportChange["requirements"]): ChangeOf {
  const byAddress = new Map(changed.map((row) => [row.address, row]));
  return ({ address, status }) => {
    const change = byAddress.get(address);
    if (change === undefined || change.after === null) return "";
    return status === "present" && change.before !== null ? "now holds" : "new";
  };
}
