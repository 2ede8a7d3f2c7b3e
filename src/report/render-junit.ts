/**
 * A report -> JUnit XML, as continuous integration reads test results.
 *
 * A stack is a suite; what a rule says of a subject is a case: a violation fails, what cannot be known or does not count is
 * skipped with the reason, and a pass is there only where the report lists all verdicts. Input that could not be read is an
 * error in a suite of its own, so that a run that judged less never looks like one that passed.
 * Invariant: well-formed whatever the report says; the same report gives the same text, so times are zero.
 */
import { compareText } from "../lint/location.ts";
import type { Finding, Report, ReportDiagnostic, ReportSubject, ReportVerdict } from "../lint/report.ts";
import { printable } from "./printable.ts";
import { type Item, itemsOf } from "./render-markdown-findings.ts";

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly file: string;
  readonly line: number;
  readonly outcome: "passed" | "failed" | "skipped" | "error";
  /** Elements inside it. */
  readonly body: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

export function renderJunit(report: Report): string {
  const suites = suitesOf(report);
  const all = suites.flatMap(({ cases }) => cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "stackplumb", ...tally(all) })}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite${attributes({ name, ...tally(cases) })}>`,
      ...cases.flatMap(renderCase),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function suitesOf(report: Report): readonly Suite[] {
  const byStack = new Map<string, Case[]>(report.stacks.map(({ name }) => [name, []]));
  const add = (stack: string, one: Case): void => {
    const cases = byStack.get(stack);
    if (cases === undefined) byStack.set(stack, [one]);
    else cases.push(one);
  };
  const items = new Map(itemsOf(report.findings).map((item) => [item.finding, item]));
  const told = new Set<string>();
  for (const finding of report.findings) {
    told.add(keyOf(finding.ruleId, finding.subject));
    const item = items.get(finding);
    // What follows from another finding is told there.
    if (item === undefined && finding.status === "active" && finding.verdict === "fail") continue;
    add(finding.subject.stack, caseOfFinding(finding, item));
  }
  const fileOf = new Map(report.stacks.map(({ name, file }) => [name, file]));
  for (const verdict of report.verdicts ?? []) {
    if (verdict.verdict !== "pass" || told.has(keyOf(verdict.ruleId, verdict.subject))) continue;
    add(verdict.subject.stack, caseOfPass(verdict, fileOf.get(verdict.subject.stack) ?? ""));
  }
  const suites = [...byStack].map(([name, cases]) => ({ name, cases: distinct(cases) }));
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) suites.unshift({ name: "input", cases: distinct(errors.map(caseOfDiagnostic)) });
  return suites;
}

function keyOf(ruleId: string, { stack, logicalId, property }: ReportSubject): string {
  return JSON.stringify([ruleId, stack, logicalId, property]);
}

function caseOfFinding(finding: Finding, item: Item | undefined): Case {
  const { ruleId, ruleName, subject, location } = finding;
  return {
    name: nameOf(`${ruleId} ${ruleName}`, subject),
    classname: `${subject.stack}.${ruleId}`,
    file: (finding.codeLocation ?? location).file,
    line: (finding.codeLocation ?? location).startLine,
    ...(item === undefined ? skipped(finding) : failed(item)),
  };
}

function nameOf(rule: string, { logicalId, property }: ReportSubject): string {
  const what = property === null ? logicalId : `${logicalId}.${property}`;
  return what === "" ? rule : `${rule}: ${what}`;
}

function failed({ finding, consequences }: Item): Pick<Case, "outcome" | "body"> {
  const { message, severity, related, guard, environments, assumed, basis, fix, location } = finding;
  const lines = [
    `${severity}: ${message}`,
    `at ${place(location)}`,
    ...related.map((hop, i) => `${i + 1}. ${hop.message} (${place(hop.location)})`),
    ...(environments.length === 0 ? [] : [`in: ${environments.join(", ")}`]),
    ...(guard === null ? [] : [`when: ${guard}`]),
    ...(assumed.length === 0 ? [] : [`by the default of: ${assumed.join(", ")}`]),
    ...(basis === "heuristic" ? ["heuristic, not proven"] : []),
    ...consequences.map((one) => `so also: ${one.ruleId} ${one.message} (${place(one.location)})`),
    `fix: ${fix}`,
  ];
  return { outcome: "failed", body: [`<failure${attributes({ message, type: severity })}>${textOf(lines)}</failure>`] };
}

function skipped({ status, exception, verdict, reason, message }: Finding): Pick<Case, "outcome" | "body"> {
  const why =
    verdict === "unknown" && status === "active"
      ? `cannot be known: ${reason ?? message}`
      : `${status}: ${exception?.reason ?? message}`;
  return { outcome: "skipped", body: [`<skipped${attributes({ message: why })}/>`] };
}

function caseOfPass({ ruleId, subject, key }: ReportVerdict, file: string): Case {
  const name = `${nameOf(ruleId, subject)}${key === null ? "" : ` ${key}`}`;
  return { name, classname: `${subject.stack}.${ruleId}`, file, line: 1, outcome: "passed", body: [] };
}

function caseOfDiagnostic({ code, message, location }: ReportDiagnostic): Case {
  const where = location === null ? "" : ` (${place(location)})`;
  return {
    name: `${code}${where}`,
    classname: "stackplumb.input",
    file: location?.file ?? "",
    line: location?.startLine ?? 1,
    outcome: "error",
    body: [`<error${attributes({ message, type: code })}>${textOf([message + where])}</error>`],
  };
}

/** Readers put cases of one name together: a further one of a name gets a number. */
function distinct(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases
    .map((one) => {
      const id = JSON.stringify([one.classname, one.name]);
      const count = (seen.get(id) ?? 0) + 1;
      seen.set(id, count);
      return count === 1 ? one : { ...one, name: `${one.name} #${count}` };
    })
    .sort((a, b) => compareText(a.classname, b.classname));
}

function tally(cases: readonly Case[]): Readonly<Record<string, number>> {
  const of = (outcome: Case["outcome"]): number => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: of("failed"), errors: of("error"), skipped: of("skipped"), time: 0 };
}

function renderCase({ name, classname, file, line, body }: Case): readonly string[] {
  const start = `    <testcase${attributes({ name, classname, file, line, time: 0 })}`;
  if (body.length === 0) return [`${start}/>`];
  return [`${start}>`, ...body.map((element) => `      ${element}`), "    </testcase>"];
}

function place({ file, startLine, startColumn }: Finding["location"]): string {
  return `${file}:${startLine}:${startColumn}`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

function textOf(lines: readonly string[]): string {
  return lines.map(escaped).join("\n");
}

/** On one line, with nothing that XML 1.0 forbids or reads. https://www.w3.org/TR/xml/#charsets */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
