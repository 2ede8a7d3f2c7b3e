/**
 * Findings, where they stand, and what is allowed -> the one home of each, where people read of it.
 *
 * Invariants: every finding has exactly one home, so that printed counts add up; the gravest are the first to get the
 * better homes; the order in which findings come changes nothing.
 * Homes, the best first: a comment on a line of the diff, an annotation, the comment on the pull request, the job summary,
 * the report. Not here: writing to any of them (publish.ts, annotations.ts), and what stands there already.
 */
import { compareText } from "../lint/location.ts";
import type { Finding, Location } from "../lint/report.ts";
import { rankOf } from "../lint/severity.ts";
import type { FindingHome, FindingHomes } from "../report/render-markdown-homes.ts";
import type { Annotation } from "./annotations.ts";
import { type Diff, hunkAround, type LineRange } from "./diff-hunks.ts";

export interface StandingFinding {
  readonly finding: Finding;
  /** Null where no line of the commit can be named. */
  readonly at: Standpoint | null;
}

export interface Standpoint {
  /** From the repository's root. */
  readonly path: string;
  readonly lines: LineRange;
  /** Lines that the finding's edit replaces, where it has one in this file. */
  readonly edit: LineRange | null;
  /** Whether the file that was judged is the commit's, byte for byte. */
  readonly isVerified: boolean;
}

export interface Allowed {
  /** Whether there is a pull request, on which only the files of the diff are seen. */
  readonly isPullRequest: boolean;
  /** Null where it is not known. */
  readonly diff: Diff | null;
  /** How many comments on lines may be written. */
  readonly inline: number;
  /** How many annotations of a level there may be. */
  readonly annotations: Readonly<Record<Annotation["level"], number>>;
  readonly comment: boolean;
  readonly summary: boolean;
  /** Fingerprints of findings that have a comment on a line from an earlier run. */
  readonly present: ReadonlySet<string>;
}

/** Where a finding's comment goes. */
export interface InlinePlace {
  readonly finding: Finding;
  readonly path: string;
  readonly lines: LineRange;
  /** Whether these are just the lines that the finding's edit replaces. */
  readonly isOfEdit: boolean;
}

export interface FoundHomes {
  readonly homes: FindingHomes;
  /** Comments to write; those that are there are not among them. */
  readonly inline: readonly InlinePlace[];
}

export function findHomes(findings: readonly StandingFinding[], allowed: Allowed): FoundHomes {
  const ordered = inOrder(findings);
  const homes = new Map<string, FindingHome>();
  const inline: InlinePlace[] = [];
  const isPresent = ({ finding }: StandingFinding): boolean => allowed.present.has(finding.fingerprint);
  let lines = allowed.inline;
  const annotations = { ...allowed.annotations };
  for (const standing of ordered) {
    const { finding, at } = standing;
    const level = levelOf(finding);
    const place = at === null || lines <= 0 ? undefined : inlinePlace(finding, at, allowed.diff);
    const give = (home: FindingHome): unknown => homes.set(finding.fingerprint, home);
    if (isPresent(standing)) give("inline");
    else if (place !== undefined) {
      give("inline");
      inline.push(place);
      lines -= 1;
    } else if (annotations[level] > 0 && isSeen(at, allowed)) {
      give("annotation");
      annotations[level] -= 1;
    } else if (allowed.comment) give("comment");
    else give(allowed.summary ? "summary" : "report");
  }
  return { homes, inline };
}

export function levelOf({ severity }: Pick<Finding, "severity">): Annotation["level"] {
  return severity === "info" ? "notice" : severity;
}

/** Lines of a location; where it ends before the first character of a line, that line is none of them. */
export function linesOf({ startLine, endLine, endColumn }: Location): LineRange {
  const last = endColumn <= 1 ? endLine - 1 : endLine;
  return { first: startLine, last: Math.max(startLine, last) };
}

/** Each finding once, the gravest first. */
function inOrder(findings: readonly StandingFinding[]): readonly StandingFinding[] {
  const byPrint = new Map(findings.map((standing) => [standing.finding.fingerprint, standing]));
  return [...byPrint.values()].sort(
    ({ finding: a, at: atA }, { finding: b, at: atB }) =>
      rankOf(b.severity) - rankOf(a.severity) ||
      compareText(atA?.path ?? a.location.file, atB?.path ?? b.location.file) ||
      (atA?.lines.first ?? 0) - (atB?.lines.first ?? 0) ||
      compareText(a.ruleId, b.ruleId) ||
      compareText(a.fingerprint, b.fingerprint),
  );
}

/** The lines that an edit replaces come first: there, it can be accepted with a click. */
function inlinePlace(finding: Finding, at: Standpoint, diff: Diff | null): InlinePlace | undefined {
  if (diff === null || !at.isVerified) return undefined;
  const { path, lines, edit } = at;
  const firstLine = { first: lines.first, last: lines.first };
  const found = [edit, lines, firstLine].find((range) => range !== null && hunkAround(diff, path, range) !== undefined);
  if (found === undefined || found === null) return undefined;
  return { finding, path, lines: found, isOfEdit: found.first === edit?.first && found.last === edit.last };
}

/**
 * On a pull request, people see annotations in the files that it changes. Without a comment, the list of annotations on
 * the run's page is still nearer to them than the summary.
 */
function isSeen(at: Standpoint | null, { isPullRequest, diff, comment }: Allowed): boolean {
  if (!isPullRequest || !comment) return true;
  return at !== null && diff?.hunks.has(at.path) === true;
}
