/**
 * Diagnostics of all rooms -> those of the report, in the order of the report.
 */
import { policyCode } from "../config/floor.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { unknownParameterCode } from "./check-parameters.ts";
import { faultCode } from "./judge-app.ts";
import { compareLocations, compareText, locationOfSpan } from "./location.ts";
import type { Report, ReportDiagnostic } from "./report.ts";

/** Where unreadable input is allowed, errors about it are warnings: also where a template can be read only in part. */
export function forgive(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) =>
    diagnostic.severity === "error" && !isOurs(diagnostic) ? { ...diagnostic, severity: "warning" } : diagnostic,
  );
}

/** A fault of Stackplumb's, or of what was given to it: no template is to blame. */
function isOurs({ code }: Diagnostic): boolean {
  return code === faultCode || code === policyCode || code === "parameter-value" || code === unknownParameterCode;
}

export function reportDiagnostics(diagnostics: readonly Diagnostic[]): readonly ReportDiagnostic[] {
  const all = diagnostics.map(reported).sort(byPlace);
  // Several environments say the same of one template.
  return all.filter((diagnostic, i) => {
    const before = all[i - 1];
    return before === undefined || byPlace(before, diagnostic) !== 0 || before.severity !== diagnostic.severity;
  });
}

export function withDiagnostics(report: Report, diagnostics: readonly Diagnostic[]): Report {
  if (diagnostics.length === 0) return report;
  return { ...report, diagnostics: [...report.diagnostics, ...diagnostics.map(reported)].sort(byPlace) };
}

function reported({ code, severity, message, location }: Diagnostic): ReportDiagnostic {
  return { code, severity, message, location: location === null ? null : locationOfSpan(location) };
}

/** What has no place in a file comes first. */
function byPlace(a: ReportDiagnostic, b: ReportDiagnostic): number {
  const order =
    a.location === null || b.location === null
      ? Number(a.location !== null) - Number(b.location !== null)
      : compareLocations(a.location, b.location);
  return order || compareText(a.code, b.code) || compareText(a.message, b.message);
}
