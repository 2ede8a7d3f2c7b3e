/**
 * Reports of many repositories -> one: how each stands, what is common, and what ends soon.
 *
 * Invariant: a report that could not be read is listed, never left out; the order is that of names, whatever the order in
 * which the files were given. Dates are compared with each report's own day: here is no clock.
 */
import { compareText } from "../lint/location.ts";
import type { Finding, Report, ReportArchitecture, ReportException } from "../lint/report.ts";
import { rankOf } from "../lint/severity.ts";

export interface FleetInput {
  readonly name: string;
  /** Undefined where it could not be read. */
  readonly report: Report | undefined;
  /** Why it could not be read. */
  readonly problems: readonly string[];
}

export type FleetConformance = Pick<ReportArchitecture, "name" | "app" | "environment" | "enforced" | "counts">;

export interface FleetReport {
  readonly name: string;
  /** The version of Stackplumb that made it, and its day. */
  readonly version: string;
  readonly asOf: string;
  readonly summary: Report["summary"];
  /** Input that could not be judged. */
  readonly inputErrors: number;
  readonly architectures: readonly FleetConformance[];
}

export interface EndingException extends Omit<ReportException, "location"> {
  readonly report: string;
  readonly until: string;
  /** How many days are left after the report's own; negative where it has ended. */
  readonly days: number;
}

export interface FleetRule {
  readonly ruleId: string;
  readonly ruleName: string;
  /** The gravest that it has somewhere. */
  readonly severity: Finding["severity"];
  readonly findings: number;
  readonly reports: number;
}

export interface Fleet {
  readonly version: 1;
  readonly summary: Omit<Report["summary"], "consequences"> & { readonly reports: number; readonly unread: number };
  readonly reports: readonly FleetReport[];
  readonly unread: readonly { readonly name: string; readonly problems: readonly string[] }[];
  /** Exceptions that end within 14 days, the first one first. */
  readonly ending: readonly EndingException[];
  /** Rules with the most findings, the gravest first; at most twenty. */
  readonly rules: readonly FleetRule[];
}

const soon = 14;
const mostRules = 20;

export function fleetOf(inputs: readonly FleetInput[]): Fleet {
  const sorted = [...inputs].sort((a, b) => compareText(a.name, b.name));
  const read = sorted.flatMap(({ name, report }) => (report === undefined ? [] : [{ name, report }]));
  const unread = sorted.filter(({ report }) => report === undefined).map(({ name, problems }) => ({ name, problems }));
  const total = (of: (summary: Report["summary"]) => number): number =>
    read.reduce((sum, { report }) => sum + of(report.summary), 0);
  return {
    version: 1,
    summary: {
      reports: read.length,
      unread: unread.length,
      errors: total(({ errors }) => errors),
      warnings: total(({ warnings }) => warnings),
      infos: total(({ infos }) => infos),
      unknown: total(({ unknown }) => unknown),
      suppressed: total(({ suppressed }) => suppressed),
      baselined: total(({ baselined }) => baselined),
      resources: total(({ resources }) => resources),
      stacks: total(({ stacks }) => stacks),
      judged: total(({ judged }) => judged),
    },
    reports: read.map(({ name, report }) => reportOf(name, report)),
    unread,
    ending: read.flatMap(({ name, report }) => endingIn(name, report)).sort((a, b) => compareText(a.until, b.until)),
    rules: topRules(read),
  };
}

function reportOf(name: string, { tool, asOf, summary, diagnostics, architectures }: Report): FleetReport {
  return {
    name,
    version: tool.version,
    asOf,
    summary,
    inputErrors: diagnostics.filter(({ severity }) => severity === "error").length,
    architectures: architectures
      .map((one) => ({
        name: one.name,
        app: one.app,
        environment: one.environment,
        enforced: one.enforced,
        counts: one.counts,
      }))
      .sort(
        (a, b) =>
          compareText(a.app, b.app) ||
          compareText(a.name, b.name) ||
          compareText(a.environment ?? "", b.environment ?? ""),
      ),
  };
}

function endingIn(report: string, { exceptions, asOf }: Report): readonly EndingException[] {
  return exceptions.flatMap(({ location: _, until, ...exception }) => {
    if (until === null) return [];
    const days = Math.round((Date.parse(until) - Date.parse(asOf)) / 86_400_000);
    return days > soon ? [] : [{ report, ...exception, until, days }];
  });
}

/** What weighs: what is suppressed, unknown or a consequence is counted elsewhere. */
function topRules(read: readonly { readonly name: string; readonly report: Report }[]): readonly FleetRule[] {
  const rules = new Map<string, FleetRule & { readonly names: Set<string> }>();
  for (const { name, report } of read) {
    for (const { ruleId, ruleName, severity, status, verdict, causedBy } of report.findings) {
      if (status !== "active" || verdict !== "fail" || causedBy !== null) continue;
      const before = rules.get(ruleId);
      const names = (before?.names ?? new Set<string>()).add(name);
      const isGraver = before === undefined || rankOf(severity) > rankOf(before.severity);
      rules.set(ruleId, {
        ruleId,
        ruleName: before?.ruleName ?? ruleName,
        severity: isGraver ? severity : before.severity,
        findings: (before?.findings ?? 0) + 1,
        reports: names.size,
        names,
      });
    }
  }
  return [...rules.values()]
    .sort(
      (a, b) => rankOf(b.severity) - rankOf(a.severity) || b.findings - a.findings || compareText(a.ruleId, b.ruleId),
    )
    .slice(0, mostRules)
    .map(({ names: _, ...rule }) => rule);
}
