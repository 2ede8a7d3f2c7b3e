/**
 * A report -> whether the step fails, and why.
 *
 * Invariant: a run that could not see everything it was asked to look at is never green.
 */
import { failsOn } from "../lint/fails-on.ts";
import { faultCode } from "../lint/judge-app.ts";
import type { Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import type { Inputs } from "./read-inputs.ts";

export interface Conclusion {
  readonly conclusion: "success" | "failure";
  readonly sentence: string;
}

export function conclude(report: Report, { gate, allowEmpty, paths }: Inputs): Conclusion {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  const { summary } = report;
  const failure = (sentence: string): Conclusion => ({ conclusion: "failure", sentence });
  if (errors.some(({ code }) => code === faultCode)) {
    return failure("Stackplumb has a fault: not every rule was judged. Please report what the annotations say.");
  }
  if (errors.length > 0)
    return failure(`${counted(errors.length, "input")} could not be read or used; ${verdict(report)}.`);
  if (summary.stacks === 0 && !allowEmpty) {
    const where = paths.length === 0 ? "here" : `in ${counted(paths.length, "path")}`;
    return failure(
      `No template was found ${where}. Name templates, folders or a cdk.out with \`paths\`, or allow that there are none with \`allow-empty: true\`.`,
    );
  }
  return failsOn(report, gate)
    ? failure(`${verdict(report)}.`)
    : { conclusion: "success", sentence: `${verdict(report)}.` };
}

function verdict({ summary }: Report): string {
  const { errors, warnings, infos, unknown, suppressed, judged, resources, stacks } = summary;
  const parts = [
    [errors, counted(errors, "error")],
    [warnings, counted(warnings, "warning")],
    [infos, counted(infos, "info")],
    [unknown, `${unknown} unknown`],
    [suppressed, `${suppressed} suppressed`],
  ] as const;
  const found = parts.filter(([count]) => count > 0).map(([, text]) => text);
  const what = found.length === 0 ? "no findings" : found.join(", ");
  return `${what}; judged ${judged} of ${counted(resources, "resource")} in ${counted(stacks, "stack")}`;
}
