/**
 * How far apps conform to the architectures that they are held to -> Markdown: a line of counts, and folded what a change
 * made of it, what does not hold, and a diagram.
 *
 * Invariant: what an architecture no longer asks because nobody holds the app to it any more is said, not passed over.
 * What a finding tells is not told again.
 */
import type { Report, ReportArchitecture, ReportRequirement } from "../lint/report.ts";
import { type ConformancePicture, conformancePicture } from "./conformance-picture.ts";
import { counted } from "./counted.ts";
import { countsText } from "./counts-text.ts";
import { renderNarrowMermaid } from "./render-conformance-mermaid.ts";
import { codeSpan, htmlCode } from "./render-markdown-escape.ts";
import { andMore, bounded, fold, longestPart } from "./render-markdown-fold.ts";
import { type Changed, requirementRows, statusMarks } from "./render-markdown-requirements.ts";
import { renderMarkdownSurvival } from "./render-markdown-survival.ts";
import { survivalTable } from "./survival-table.ts";

type Status = ReportRequirement["status"];

export interface ConformanceStyle {
  /** Requirements that are told, of all architectures together. */
  readonly rows: number;
  /** Architectures whose diagram is shown. */
  readonly diagrams: number;
  /** Whether all is told that does not hold, or only what a change made of it, where there is one to tell of. */
  readonly isWhole: boolean;
  /** Words of messages that are names of this report's things. */
  readonly names: ReadonlySet<string>;
  /** In bytes, of the list of architectures that only have a line. */
  readonly longest: number;
}

/** How many rows there are to tell. */
export function conformanceRows(report: Report): number {
  return (
    enforced(report).reduce((sum, { requirements }) => sum + requirements.length, 0) +
    (report.change?.requirements.length ?? 0)
  );
}

export function renderMarkdownConformance(report: Report, style: ConformanceStyle): readonly string[] {
  const changes = changesByApp(report);
  const all = enforced(report);
  const parts: string[] = [];
  const lines: string[] = [];
  let room = style.rows;
  let diagrams = style.diagrams;
  for (const architecture of all) {
    const changed = changes.get(keyOf(architecture)) ?? [];
    const { rows, beside } = requirementRows(architecture, changed, {
      names: style.names,
      onlyChanged: report.change !== null && !style.isWhole,
    });
    const isOfFlows = report.change === null || changed.some(({ address }) => address.startsWith("flow."));
    const picture = diagrams > 0 ? conformancePicture(architecture, changed) : null;
    const isDrawn = picture !== null && picture.boxes.length > 0 && (style.isWhole || isMarked(picture));
    if (isDrawn) diagrams--;
    const told = rows.slice(0, room);
    room -= told.length;
    const more = rows.length - told.length;
    const body = [
      told.length === 0 ? "" : bounded(told, andMore, longestPart, more).join("\n"),
      told.length === 0 || beside === 0 ? "" : `${counted(beside, "other does", "others do")} not hold, as before.`,
      style.isWhole || (isOfFlows && told.length > 0) ? survivalText(architecture, style) : "",
      isDrawn ? fenced(renderNarrowMermaid(picture)) : "",
    ].filter((part) => part !== "");
    const counts = changedCounts(architecture, changed);
    if (body.length === 0) lines.push(`- ${titleOf(architecture, codeSpan)}: ${counts}`);
    else parts.push(fold(`${titleOf(architecture, htmlCode)}: ${counts}`, [body.join("\n\n")]).join("\n"));
  }
  lines.push(...goneFrom(all, changes));
  return lines.length === 0 ? parts : [bounded(lines, andMore, style.longest).join("\n"), ...parts];
}

/** Of flows that need not survive the loss of a zone, only where all is told. */
function survivalText(architecture: ReportArchitecture, { isWhole, names }: ConformanceStyle): string {
  const table = survivalTable(architecture);
  return table === undefined ? "" : renderMarkdownSurvival(table, { whole: isWhole, names }).join("\n");
}

/** Whether a picture shows more than what is there, as it was. */
function isMarked({ boxes, arrows }: ConformancePicture): boolean {
  return [...boxes, ...arrows].some(({ mark }) => mark.status !== "present" || mark.change !== "");
}

/** Architectures that were asked for and are not any more. */
function goneFrom(
  standing: readonly ReportArchitecture[],
  changes: ReadonlyMap<string, readonly Changed[]>,
): readonly string[] {
  const keys = new Set(standing.map(keyOf));
  return [...changes].flatMap(([key, changed]) => {
    const gone = changed.filter(({ after }) => after === null);
    const [first] = gone;
    if (keys.has(key) || first === undefined) return [];
    const held = gone.filter(({ before }) => before === "present").length;
    const what = counted(gone.length, "requirement is", "requirements are");
    const where = placeText(first.architecture, first, codeSpan);
    const why = "the app is gone, or is not held to it any more";
    return [`- \u26a0\ufe0f ${where}: ${why}; ${what} no longer asked for, of which ${held} held`];
  });
}

function enforced({ architectures }: Report): readonly ReportArchitecture[] {
  return architectures.filter((architecture) => architecture.enforced);
}

function changesByApp({ change }: Report): ReadonlyMap<string, readonly Changed[]> {
  const byApp = new Map<string, Changed[]>();
  for (const changed of change?.requirements ?? []) {
    const key = keyOf({ ...changed, name: changed.architecture });
    const others = byApp.get(key);
    if (others === undefined) byApp.set(key, [changed]);
    else others.push(changed);
  }
  return byApp;
}

function keyOf({ name, app, environment }: Pick<ReportArchitecture, "name" | "app" | "environment">): string {
  return JSON.stringify([name, app, environment]);
}

function titleOf(architecture: ReportArchitecture, code: typeof codeSpan): string {
  const worst = (["missing", "violated", "unknown", "relaxed"] as const).find(
    (status) => architecture.counts[status] > 0,
  );
  return `${statusMarks[worst ?? "present"]} ${placeText(architecture.name, architecture, code)}`;
}

function placeText(
  name: string,
  { app, environment }: Pick<ReportArchitecture, "app" | "environment">,
  code: typeof codeSpan,
): string {
  // What was synthesised elsewhere has a path that means nothing to whoever reads of it.
  const where = [...(app.startsWith("../") ? [] : [app]), ...(environment === null ? [] : [environment])];
  const places = where.map((word) => code(word, 100)).join(", ");
  return places === "" ? code(name, 100) : `${code(name, 100)} (${places})`;
}

/** `40 of 44 proven (was 41), 2 violated (+1)`. */
function changedCounts(architecture: ReportArchitecture, changed: readonly Changed[]): string {
  const { counts } = architecture;
  const added = changed.filter(({ before, after }) => before === null && after !== null).length;
  if (added > 0 && added === counts.total) return `${countsText(architecture)}; asked for the first time`;
  const by = (status: Status): number =>
    changed.filter(({ after }) => after === status).length - changed.filter(({ before }) => before === status).length;
  const others = (["missing", "violated", "unknown", "relaxed"] as const)
    .filter((status) => counts[status] > 0 || by(status) !== 0)
    .map((status) => `${counts[status]} ${status}${signed(by(status))}`);
  const was = by("present") === 0 ? "" : ` (was ${counts.proven - by("present")})`;
  return [`${counts.proven} of ${counts.total} proven${was}`, ...others].join(", ");
}

function signed(difference: number): string {
  if (difference === 0) return "";
  return difference > 0 ? ` (+${difference})` : ` (\u2212${-difference})`;
}

/**
 * Nothing where it is longer than what GitHub draws. The text is ours, and its fence is longer than any run of backticks in
 * it all the same.
 * https://mermaid.js.org/config/schema-docs/config.html#maxtextsize
 */
function fenced(diagram: string): string {
  if (diagram.length > longestDiagram) return "";
  let longest = 2;
  for (const [run] of diagram.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  return `${fence}mermaid\n${diagram.trimEnd()}\n${fence}`;
}

const longestDiagram = 50_000;
