/**
 * A finding -> the block of text that a person reads in a terminal.
 */
import type { Finding, Location } from "../lint/report.ts";
import { codeFrame, type LineSource } from "./code-frame.ts";
import { printable } from "./printable.ts";
import type { Suppression } from "./suppression.ts";
import { glyphsOf, inkOf, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export interface FindingSurroundings {
  readonly style: TextStyle;
  readonly lineOf: LineSource;
  /** Findings that follow from this one. */
  readonly consequences: readonly Finding[];
  /** How to live with it; empty where that is not asked for. */
  readonly suppressions?: readonly Suppression[];
}

export function renderFinding(
  finding: Finding,
  { style, lineOf, consequences, suppressions = [] }: FindingSurroundings,
): readonly string[] {
  // Whoever writes CDK edits the program; its template is where the evidence is.
  const at = finding.codeLocation ?? finding.location;
  const lines = [
    ...headline(finding, style),
    `  ${glyphsOf(style).arrow} ${paint(style, place(at), "bold")}${paint(style, about(finding), "dim")}`,
    ...codeFrame(at, lineOf, style, inkOf[gravity(finding)]),
  ];
  const notes: string[] = [];
  const note = (label: string, text: string): void => {
    notes.push(...hanging(`  ${label.padEnd(labelWidth)}`, text, style.width, (bare) => paint(style, bare, "dim")));
  };
  if (at !== finding.location) note("template", place(finding.location));
  for (const [i, hop] of pathOf(finding).entries()) {
    note(i === 0 ? "path" : "", `${i + 1}. ${printable(hop.message)} (${line(hop.location)})`);
  }
  if (finding.environments.length > 0) note("in", printable(finding.environments.join(", ")));
  if (finding.guard !== null) note("when", printable(finding.guard));
  if (finding.assumed.length > 0) note("assumes", `the default of ${printable(finding.assumed.join(", "))}`);
  if (finding.reason !== null) note("unknown", printable(finding.reason));
  if (finding.basis === "heuristic") note("basis", "heuristic: this reads scripts or names, and may be wrong");
  for (const consequence of consequences) note("so also", describeConsequence(consequence));
  if (finding.verdict === "fail") note("fix", printable(finding.fix));
  if (finding.exception !== null) note("relaxed", reasonOf(finding.exception));
  note("more", `stackplumb explain ${finding.ruleId}`);
  // On one line each, however long: they are there to be copied.
  for (const { label, where, text } of suppressions) {
    note(label, `${where}:`);
    notes.push(`    ${text}`);
  }
  return [...lines, ...notes];
}

/** `A sandbox may be down (data, until 2027-03-31, stackplumb.yaml:3:5)`. */
export function reasonOf({ reason, owner, until, location }: NonNullable<Finding["exception"]>): string {
  const details = [owner ?? "", until === null ? "" : `until ${until}`, place(location)].filter((text) => text !== "");
  return `${printable(reason)} (${printable(details.join(", "))})`;
}

const labelWidth = 9;

function headline(finding: Finding, style: TextStyle): readonly string[] {
  const kind = gravity(finding);
  const label = `${kind}[${finding.ruleId}]: `;
  // Messages are written for violations; of what is unknown they say what would be wrong.
  const message = finding.verdict === "fail" ? finding.message : `maybe ${inSentence(finding.message)}`;
  const lines = hanging(label, printable(message), style.width, (bare) => paint(style, bare, "bold", inkOf[kind]));
  return lines.map((line) => paint(style, line, "bold"));
}

/** Its first word without its capital, where that is no name of a resource. */
function inSentence(message: string): string {
  return message.replace(/^(An?|All|Everybody|No|Nobody|Nothing|The|There|What) /, (word) => word.toLowerCase());
}

function gravity(finding: Finding): Finding["severity"] | "unknown" {
  return finding.verdict === "unknown" ? "unknown" : finding.severity;
}

function about({ ruleName, subject, preview }: Finding): string {
  const construct = subject.constructPath === null ? "" : `, ${printable(subject.constructPath)}`;
  return ` (${ruleName}${preview === true ? ", a preview" : ""}${construct})`;
}

/** The hops, unless there is only one and it says where the finding is. */
function pathOf({ related, location }: Finding): Finding["related"] {
  const [first] = related;
  return related.length === 1 && first !== undefined && place(first.location) === place(location) ? [] : related;
}

function describeConsequence({ severity, ruleId, message, location }: Finding): string {
  return `${severity}[${ruleId}] ${printable(message)} (${place(location)})`;
}

/** Where a hop is: the column would be one number more to read, and its words say what is meant. */
function line({ file, startLine }: Location): string {
  return `${printable(file)}:${startLine}`;
}

export function place({ file, startLine, startColumn }: Location): string {
  return `${printable(file)}:${startLine}:${startColumn}`;
}
