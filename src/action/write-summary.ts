/**
 * A report -> the job summary, which has all findings up to GitHub's limit of 1 MiB a step.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
import type { Report } from "../lint/report.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import type { Places } from "./find-places.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Runner } from "./shell.ts";

const budget = 1_000_000;

export async function writeSummary(report: Report, { place }: Places, inputs: Inputs, runner: Runner): Promise<void> {
  const text = renderMarkdown(report, {
    budget,
    place,
    label: inputs.commentKey,
    elsewhere: "the JSON report that this step's output `report` names",
    unknownFails: inputs.gate.strictUnknown,
  });
  try {
    await runner.summary.addRaw(text, true).write();
  } catch {
    runner.info("There is no job summary: this runner offers none.");
  }
}
