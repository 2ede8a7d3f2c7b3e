/**
 * A report -> the job summary, which has all findings up to GitHub's limit of 1 MiB a step.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
import { renderSummaryPage } from "../report/render-markdown.ts";
import type { Placing } from "../report/render-markdown-findings.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Judged, Runner } from "./shell.ts";

const budget = 1_000_000;

export async function writeSummary(
  { report, noBase }: Judged,
  place: Placing,
  { commentKey, gate }: Inputs,
  runner: Runner,
): Promise<void> {
  const text = renderSummaryPage(report, {
    ...{ budget, place, noBase },
    label: commentKey,
    elsewhere: "the JSON report that this step's output `report` names",
    unknownFails: gate.strictUnknown,
    onlyNew: gate.onlyNew ?? true,
  });
  try {
    await runner.summary.addRaw(text, true).write();
  } catch {
    runner.info("There is no job summary: this runner offers none.");
  }
}
