/**
 * A finding -> how to live with it, ready to copy: what to write, and where.
 *
 * A requirement of an architecture is relaxed, and a rule's finding is ignored: beside what it points at, or in the
 * configuration, where something is missing and there is nothing to write it beside.
 * Invariant: the names in it stay names, whatever they are; see ../source/quote-scalar.ts.
 */
import type { Finding, ReportArchitecture } from "../lint/report.ts";
import { quoteScalar } from "../source/quote-scalar.ts";
import type { LineSource } from "./code-frame.ts";
import { printable } from "./printable.ts";

export interface Suppression {
  readonly label: "ignore" | "relax" | "or";
  /** Where it goes: `above db.yaml:16`. */
  readonly where: string;
  readonly text: string;
}

/** What is left to be said by whoever copies it. */
const because = "why";

/** @param architectures those of the report: what tells of a requirement of theirs is relaxed there */
export function suppressionsOf(
  finding: Finding,
  architectures: readonly ReportArchitecture[],
  lineOf: LineSource,
): readonly Suppression[] {
  const { ruleId, subject } = finding;
  if (isOfArchitecture(ruleId)) return relaxationOf(finding, architectures);
  const names = [
    ...(subject.stack === "" ? [] : [`stack: ${quoteScalar(subject.stack)}`]),
    ...(subject.logicalId === "" ? [] : [`resource: ${quoteScalar(subject.constructPath ?? subject.logicalId)}`]),
  ];
  const beside = besideOf(finding, lineOf);
  const text = printable(`- {${[`rule: ${ruleId}`, ...names, `reason: ${because}`].join(", ")}}`);
  const label = beside.length === 0 ? "ignore" : "or";
  return [...beside, { label, where: "in stackplumb.yaml, under ignore", text }];
}

function besideOf({ ruleId, subject, location }: Finding, lineOf: LineSource): readonly Suppression[] {
  if (subject.logicalId === "") return [];
  const ignore = `ignore: [{rule: "${ruleId}", reason: "${because}"}]`;
  if (subject.constructPath !== null)
    return [
      {
        label: "ignore",
        where: `on the CfnResource of ${printable(subject.constructPath)}`,
        text: `addMetadata("Stackplumb", {${ignore}})`,
      },
    ];
  const { file, startLine } = location;
  // JSON has no comments.
  if (/\.json$/i.test(file) || lineOf(file, 1)?.trimStart().startsWith("{") === true)
    return [
      {
        label: "ignore",
        where: printable(`in ${subject.logicalId} of ${file}`),
        text: `"Metadata": {"Stackplumb": {"ignore": [{"rule": "${ruleId}", "reason": "${because}"}]}}`,
      },
    ];
  return [
    {
      label: "ignore",
      where: printable(`above ${file}:${startLine}`),
      text: `# stackplumb-ignore ${ruleId}: ${because}`,
    },
  ];
}

function relaxationOf({ fingerprint }: Finding, architectures: readonly ReportArchitecture[]): readonly Suppression[] {
  const rows = architectures.flatMap(({ requirements }) => requirements);
  const address = rows.find((row) => row.finding === fingerprint)?.address;
  if (address === undefined) return [];
  const text = `- {requirement: ${quoteScalar(address)}, to: "off", reason: ${because}, owner: who}`;
  return [{ label: "relax", where: "in stackplumb.yaml, under relax", text: printable(text) }];
}

function isOfArchitecture(ruleId: string): boolean {
  return /^ARC\d{3}$/.test(ruleId);
}
