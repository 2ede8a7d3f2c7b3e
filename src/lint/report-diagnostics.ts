/**
 * Diagnostics of all rooms -> those of the report, in the order of the report.
 */
import type { Discovery } from "../input/app.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { compareLocations, compareText, locationOfSpan } from "./location.ts";
import type { ReportDiagnostic } from "./report.ts";

/** What discovery says; where unreadable files are allowed, the errors about them are warnings. */
export function inputDiagnostics(
  { diagnostics, unreadable }: Discovery,
  allowUnreadable: boolean,
): readonly Diagnostic[] {
  if (!allowUnreadable) return diagnostics;
  const files = new Set(unreadable);
  const isForgiven = ({ severity, location }: Diagnostic): boolean =>
    severity === "error" && (location === null || files.has(location.file));
  return diagnostics.map((diagnostic) =>
    isForgiven(diagnostic) ? { ...diagnostic, severity: "warning" } : diagnostic,
  );
}

export function reportDiagnostics(diagnostics: readonly Diagnostic[]): readonly ReportDiagnostic[] {
  return diagnostics
    .map(({ code, severity, message, location }) => ({
      code,
      severity,
      message,
      location: location === null ? null : locationOfSpan(location),
    }))
    .sort(byPlace);
}

/** What has no place in a file comes first. */
function byPlace(a: ReportDiagnostic, b: ReportDiagnostic): number {
  const order =
    a.location === null || b.location === null
      ? Number(a.location !== null) - Number(b.location !== null)
      : compareLocations(a.location, b.location);
  return order || compareText(a.code, b.code) || compareText(a.message, b.message);
}
