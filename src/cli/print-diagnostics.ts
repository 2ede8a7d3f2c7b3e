/**
 * Diagnostics -> stderr: errors always, warnings unless quiet, infos only when verbose.
 */
import type { ReportDiagnostic } from "../lint/report.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";

export interface Loudness {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly noColor: boolean;
}

export function printDiagnostics(diagnostics: readonly ReportDiagnostic[], loudness: Loudness, shell: Shell): void {
  const wanted = diagnostics.filter(
    ({ severity }) => severity === "error" || (severity === "warning" ? !loudness.quiet : loudness.verbose),
  );
  if (wanted.length > 0)
    shell.stderr.write(renderDiagnostics(wanted, textStyleOf(shell.stderr, shell, loudness.noColor)));
}
