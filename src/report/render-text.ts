/**
 * A report -> text for a terminal: findings file by file, what cannot be known, how much was judged, the summary.
 *
 * Invariant: every finding that is counted is printed once; consequences stand under their cause. What a template
 * contains is shown, never obeyed. Not here: diagnostics, which have a stream of their own (render-diagnostics.ts).
 */
import type { Finding, Report } from "../lint/report.ts";
import type { LineSource } from "./code-frame.ts";
import { counted } from "./counted.ts";
import { printable, withoutCommands } from "./printable.ts";
import { renderConformance } from "./render-conformance.ts";
import { renderFinding } from "./render-finding.ts";
import { renderSummary } from "./render-summary.ts";
import { renderSuppressed } from "./render-suppressed.ts";
import { renderUnknowns } from "./render-unknowns.ts";
import { renderVerdicts } from "./render-verdicts.ts";
import { suppressionsOf } from "./suppression.ts";
import { glyphsOf, paint, type TextStyle } from "./text-style.ts";

export interface TextOptions extends TextStyle {
  /** Lines of the files that findings point at, with secrets already hidden. */
  readonly lineOf: LineSource;
  /** Each unknown finding by itself, all causes, all types that are not modelled, what is suppressed and why. */
  readonly verbose?: boolean;
  /** Findings and the last line only. */
  readonly quiet?: boolean;
}

export function renderText(report: Report, options: TextOptions): string {
  const { verbose = false, quiet = false } = options;
  const blocks: (readonly string[])[] = [
    ...fileBlocks(report, options),
    ...(quiet ? [] : renderConformance(report.architectures, options, verbose)),
    quiet ? [] : renderUnknowns(report.unknowns, options, verbose),
    report.verdicts === undefined ? [] : renderVerdicts(report.verdicts, options),
    verbose ? renderSuppressed(report.findings, options) : [],
    quiet ? renderSummary(report, options, false).slice(-1) : renderSummary(report, options, verbose),
  ];
  const text = blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.join("\n")}\n`)
    .join("\n");
  return withoutCommands(text);
}

/** A header for each file, then a block for each finding in it that is no consequence of another. */
function fileBlocks({ findings, architectures }: Report, options: TextOptions): (readonly string[])[] {
  const consequences = consequencesOf(findings);
  const shown = findings.filter(
    ({ causedBy, verdict, status }) =>
      causedBy === null && status === "active" && (verdict === "fail" || options.verbose === true),
  );
  const blocks: (readonly string[])[] = [];
  let file: string | undefined;
  for (const finding of shown) {
    if (finding.location.file !== file) {
      file = finding.location.file;
      blocks.push(header(file, shown, options));
    }
    blocks.push(
      renderFinding(finding, {
        style: options,
        lineOf: options.lineOf,
        consequences: consequences.get(finding.fingerprint) ?? [],
        suppressions: options.verbose === true ? suppressionsOf(finding, architectures, options.lineOf) : [],
      }),
    );
  }
  return blocks;
}

function header(file: string, findings: readonly Finding[], style: TextStyle): readonly string[] {
  const count = findings.filter(({ location }) => location.file === file).length;
  const edge = glyphsOf(style).rule.repeat(2);
  return [
    `${paint(style, `${edge} ${printable(file)}`, "bold")} ${paint(style, `(${counted(count, "finding")})`, "dim")}`,
  ];
}

/** Consequences by the fingerprint of the finding that is shown: the first cause, where one leads to another. */
function consequencesOf(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const consequences = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.causedBy === null) continue;
    const root = rootOf(finding, byFingerprint);
    const siblings = consequences.get(root);
    if (siblings === undefined) consequences.set(root, [finding]);
    else siblings.push(finding);
  }
  return consequences;
}

function rootOf(finding: Finding, byFingerprint: ReadonlyMap<string, Finding>): string {
  let root = finding;
  for (let steps = byFingerprint.size; root.causedBy !== null && steps > 0; steps--) {
    const cause = byFingerprint.get(root.causedBy);
    if (cause === undefined) return root.causedBy;
    root = cause;
  }
  return root.fingerprint;
}
