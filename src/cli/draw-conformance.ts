/**
 * `stackplumb graph --architecture NAME`: what the architecture expects and what of it was found, as a picture or as data.
 */
import { lintPlan } from "../lint/lint-project.ts";
import type { Plan } from "../lint/plan.ts";
import { renderConformanceDot } from "../report/render-conformance-dot.ts";
import { renderConformanceMermaid } from "../report/render-conformance-mermaid.ts";
import { asJson } from "../report/render-json.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { stackTrace } from "./fault.ts";
import { nothingToLint } from "./nothing-to-lint.ts";
import { type Loudness, printDiagnostics } from "./print-diagnostics.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** @throws UsageError where there is nothing to draw */
export function drawConformance(
  plan: Plan,
  format: "mermaid" | "dot" | "json",
  loudness: Loudness & { readonly allowUnreadable: boolean },
  shell: Shell,
): ExitStatus {
  const { architectures, diagnostics, stacks } = lintPlan(plan, {
    version,
    allowUnreadable: loudness.allowUnreadable,
    onFault: (error) => shell.stderr.write(stackTrace(error, shell)),
  });
  printDiagnostics(diagnostics, loudness, shell);
  if (stacks.length === 0) throw new UsageError(nothingToLint(plan.paths));
  const held = architectures.filter(({ enforced }) => enforced);
  if (format === "json") shell.stdout.write(asJson(held));
  else shell.stdout.write(format === "dot" ? renderConformanceDot(held) : renderConformanceMermaid(held));
  return diagnostics.some(({ severity }) => severity === "error") ? exitStatus.unusable : exitStatus.passed;
}
