/**
 * Requirements of an architecture -> lines of a list: what a change made of them, and what does not hold.
 *
 * What a finding tells is not told again, and what is asked for the first time and holds is no news. What only needs something
 * that is missing is counted: what is missing has been said.
 */
import type { ReportArchitecture, ReportChange, ReportRequirement } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { hangsOnAbsence } from "./hangs-on-absence.ts";
import { codeSpan, prose } from "./render-markdown-escape.ts";

type Status = ReportRequirement["status"];

/** A requirement of which the status is another than in the base. */
export type Changed = ReportChange["requirements"][number];

export interface RequirementsStyle {
  /** Words of messages that are names of this report's things. */
  readonly names: ReadonlySet<string>;
  /** Whether what does not hold, as before, is only counted. */
  readonly onlyChanged: boolean;
}

export interface RequirementRows {
  /** What changed for the worse, what changed for the better, what did not hold before either, what is gone. */
  readonly rows: readonly string[];
  /** How many do not hold and are not told. */
  readonly beside: number;
}

export const statusMarks: Readonly<Record<Status, string>> = {
  present: "\u2705",
  missing: "\u274c",
  violated: "\u274c",
  unknown: "\u2753",
  relaxed: "\u26aa",
};

const words: Readonly<Record<Status, string>> = {
  present: "holds",
  missing: "is missing",
  violated: "is violated",
  unknown: "cannot be decided",
  relaxed: "is relaxed",
};

const past: Readonly<Record<Status, string>> = {
  present: "held",
  missing: "was missing",
  violated: "was violated",
  unknown: "could not be decided",
  relaxed: "was relaxed",
};

export function requirementRows(
  { requirements }: ReportArchitecture,
  changed: readonly Changed[],
  { names, onlyChanged }: RequirementsStyle,
): RequirementRows {
  const news = changed.filter(({ before, after }) => before !== null || after !== "present");
  const changes = new Map(news.map((one) => [one.address, one]));
  const isOld = ({ status, address }: ReportRequirement): boolean => status !== "present" && !changes.has(address);
  const moved = requirements.filter(({ address }) => changes.has(address));
  const old = requirements.filter(isOld);
  const told = [
    ...moved.filter(({ status }) => status !== "present"),
    ...moved.filter(({ status }) => status === "present"),
    ...(onlyChanged ? [] : old),
  ];
  const gone = changed.filter(({ after }) => after === null);
  const rows = [
    ...told.filter((row) => !hangsOnAbsence(row)).map((row) => rowOf(row, changes.get(row.address), names)),
    ...needing(told.filter(hangsOnAbsence)),
    ...gone.map(({ address, before }) => {
      const was = before === null ? "" : ` (${past[before]} before)`;
      return `- ${codeSpan(address, 100)} is no longer asked for${was}`;
    }),
  ];
  return { rows, beside: onlyChanged ? old.length : 0 };
}

const needed = {
  missing: "what is missing",
  unknown: "what is not known to be there",
  relaxed: "what is relaxed",
} as const;

/** `what needs what is missing: 7 flows, 40 qualities`. */
function needing(hanging: readonly ReportRequirement[]): readonly string[] {
  return (["missing", "unknown", "relaxed"] as const).flatMap((status) => {
    const those = hanging.filter((row) => row.status === status);
    const flows = those.filter(({ kind }) => kind === "flow").length;
    const parts = [
      ...(flows > 0 ? [counted(flows, "flow")] : []),
      ...(those.length > flows ? [counted(those.length - flows, "quality", "qualities")] : []),
    ];
    return those.length === 0 ? [] : [`- ${statusMarks[status]} what needs ${needed[status]}: ${parts.join(", ")}`];
  });
}

function rowOf(row: ReportRequirement, changed: Changed | undefined, names: ReadonlySet<string>): string {
  const { status, address, guard } = row;
  const before =
    changed === undefined ? "" : changed.before === null ? " (newly asked for)" : ` (${past[changed.before]} before)`;
  const when = guard === null ? "" : ` when ${codeSpan(guard, 300)}`;
  const why = reasonOf(row, names);
  return `- ${statusMarks[status]} ${codeSpan(address, 100)} ${words[status]}${when}${before}${why === "" ? "" : `: ${why}`}`;
}

/** Titles are set apart, because those of rules name the fault. */
function reasonOf({ kind, status, title, message, finding }: ReportRequirement, names: ReadonlySet<string>): string {
  if (status !== "present" && finding === null && message !== "") return prose(message, names, 300);
  const isFault = kind === "quality" || kind === "forbidden";
  return title === "" || (status === "present" && isFault) ? "" : `\u201c${prose(title, names, 300)}\u201d`;
}
