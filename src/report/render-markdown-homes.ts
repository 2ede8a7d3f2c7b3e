/**
 * Where each finding is told -> what this document tells, and one sentence about the rest.
 *
 * Invariant: every finding that decides is counted once, here or elsewhere, and the numbers add up to the headline's.
 * Not here: who gives findings their homes, which knows the diff and the permissions.
 */
import { counted } from "./counted.ts";
import type { Item } from "./render-markdown-findings.ts";

/** The one place where a finding is told: a comment on a line of the diff, an annotation, the comment, ... */
export type FindingHome = "inline" | "annotation" | "comment" | "summary" | "report";

/** By fingerprint; what is in no home is told here. */
export type FindingHomes = ReadonlyMap<string, FindingHome>;

/** What this document tells by itself. */
export function atHome(items: readonly Item[], homes: FindingHomes): readonly Item[] {
  return items.filter((item) => homeOf(item, homes) === "comment");
}

/** What is told elsewhere. */
export function awayFromHome(items: readonly Item[], homes: FindingHomes): readonly Item[] {
  return items.filter((item) => homeOf(item, homes) !== "comment");
}

export interface Telling {
  /** How many of those whose home this is are told. */
  readonly here: number;
  /** How many would be, had there been room. */
  readonly leftOut: number;
  /** Markdown of ours, that completes "the rest is in". */
  readonly elsewhere: string;
  /** `new `, or nothing. */
  readonly adjective: string;
}

/** Nothing where this is the home of all. */
export function whereabouts(
  items: readonly Item[],
  homes: FindingHomes,
  { here, leftOut, elsewhere, adjective }: Telling,
): string {
  if (items.length === 0) return "";
  const count = (home: FindingHome): number => items.filter((item) => homeOf(item, homes) === home).length;
  if (count("comment") === items.length) return "";
  const places: readonly (readonly [number, string, string])[] = [
    [count("inline"), "is on a line of the diff", "are on lines of the diff"],
    [count("annotation"), "is an annotation", "are annotations"],
    [here, "is below", "are below"],
    [count("summary") + leftOut, `is in ${elsewhere}`, `are in ${elsewhere}`],
    [count("report"), "is in the report", "are in the report"],
  ];
  const told = places.filter(([number]) => number > 0);
  const [[, one, many] = [0, "", ""]] = told;
  const what = counted(items.length, `${adjective}finding`);
  if (told.length === 1) return items.length === 1 ? `The ${adjective}finding ${one}.` : `The ${what} ${many}.`;
  const parts = told.map(([number, singular, plural]) => `${number} ${number === 1 ? singular : plural}`);
  return `Of the ${what}, ${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}.`;
}

function homeOf({ finding }: Item, homes: FindingHomes): FindingHome {
  return homes.get(finding.fingerprint) ?? "comment";
}
