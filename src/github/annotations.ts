/**
 * A report -> annotations on the lines that a reviewer sees, the gravest first, within GitHub's caps.
 *
 * GitHub takes ten annotations of each level from a step and drops the rest without a word, so the rest is counted here,
 * and said. A finding whose line cannot be trusted is annotated without a place and says where it is itself.
 * Not here: writing them, which only `@actions/core` may (../action/write-annotations.ts).
 */
import type { Finding, Location, Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import { printable } from "../report/printable.ts";
import { type Item, itemsOf } from "../report/render-markdown-findings.ts";
import type { FindingHomes } from "../report/render-markdown-homes.ts";

export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** Null where no line of the commit can be named. */
  readonly at: AnnotatedLine | null;
}

export interface AnnotatedLine {
  /** From the repository's root. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** First and last column, 1-based, both inclusive; null where the place is longer than a line. */
  readonly columns: readonly [number, number] | null;
}

/** Where a location may be annotated, and what it is called. */
export type Annotating = (location: Location) => { readonly path: string; readonly at: AnnotatedLine | null };

export interface AnnotationChoice {
  readonly annotations: readonly Annotation[];
  /** How many were left out. */
  readonly leftOut: number;
}

/**
 * Ten of a level, of which one is kept for what the action itself has to say: why the step failed, that the comment could
 * not be written. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
const cap = 9;

/** How many findings of each level may be annotated: what could not be read comes before them. */
export function annotationRoom({ diagnostics }: Report): Readonly<Record<Annotation["level"], number>> {
  const room = (level: "error" | "warning"): number =>
    Math.max(0, cap - diagnostics.filter(({ severity }) => severity === level).length);
  return { error: room("error"), warning: room("warning"), notice: cap };
}

/** @param homes where findings are told; all of them here, if left out */
export function chooseAnnotations(report: Report, annotating: Annotating, homes?: FindingHomes): AnnotationChoice {
  const isHere = ({ finding }: Item): boolean => homes === undefined || homes.get(finding.fingerprint) === "annotation";
  const all = [
    ...inputAnnotations(report, annotating),
    ...itemsOf(report.findings)
      .filter(isHere)
      .map((item) => annotate(item, annotating)),
  ];
  const counts = { error: 0, warning: 0, notice: 0 };
  const annotations = all.filter(({ level }) => ++counts[level] <= cap);
  return { annotations, leftOut: all.length - annotations.length };
}

/** Input that could not be read outweighs findings: they are not the whole truth then. */
function inputAnnotations(report: Report, annotating: Annotating): readonly Annotation[] {
  return report.diagnostics.flatMap(({ severity, message, location, code }): Annotation[] => {
    if (severity === "info") return [];
    const place = location === null ? null : annotating(location);
    return [
      {
        level: severity,
        title: `Stackplumb: ${code}`,
        message: placed(printable(message), location, place),
        at: place?.at ?? null,
      },
    ];
  });
}

function annotate({ finding, consequences }: Item, annotating: Annotating): Annotation {
  const { ruleId, ruleName, severity, message, fix, related } = finding;
  const location = finding.codeLocation ?? finding.location;
  const place = annotating(location);
  const where = (hop: Location): string => `${annotating(hop).path}:${hop.startLine}`;
  const lines = [
    placed(printable(message), location, place),
    ...circumstances(finding),
    ...related
      .slice(0, longestPath)
      .map((hop, i) => `${i + 1}. ${printable(hop.message)} (${printable(where(hop.location))})`),
    ...(related.length > longestPath ? [`${longestPath + 1}. and ${related.length - longestPath} more`] : []),
    ...(consequences.length > 0
      ? [`${counted(consequences.length, "finding follows", "findings follow")} from this.`]
      : []),
    `Fix: ${printable(fix)}`,
  ];
  return {
    level: severity === "info" ? "notice" : severity,
    title: `${printable(ruleId)} ${printable(ruleName)}`,
    message: lines.map((line) => line.slice(0, longestLine)).join("\n"),
    at: place.at,
  };
}

const longestPath = 8;
const longestLine = 1000;

function placed(text: string, location: Location | null, place: ReturnType<Annotating> | null): string {
  if (location === null || place === null || place.at !== null) return text;
  return `${printable(place.path)}:${location.startLine}: ${text}`;
}

function circumstances({ guard, assumed, basis }: Finding): readonly string[] {
  const parts = [
    ...(guard === null ? [] : [`when ${printable(guard)}`]),
    ...(assumed.length === 0 ? [] : [`by the default of ${printable(assumed.join(", "))}`]),
    ...(basis === "heuristic" ? ["heuristic, not proven"] : []),
  ];
  return parts.length === 0 ? [] : [`(${parts.join("; ")})`];
}

/** What of a location is one line. */
export function annotatedLine(file: string, { startLine, startColumn, endLine, endColumn }: Location): AnnotatedLine {
  const columns = endLine === startLine && endColumn > startColumn ? ([startColumn, endColumn - 1] as const) : null;
  return { file, line: startLine, columns };
}
