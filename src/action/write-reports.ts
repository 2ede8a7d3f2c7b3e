/**
 * A report -> the JSON file that every run leaves, the files that were asked for, and the step's outputs.
 *
 * Not here: annotations, summary and comment, which are for people.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Location } from "../lint/report.ts";
import { renderJson } from "../report/render-json.ts";
import { renderOutput } from "../report/render-output.ts";
import { repositoryPath } from "../report/repository-path.ts";
import type { Conclusion } from "./conclude.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Judged, Shell } from "./shell.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

export function writeReports(
  { report, rules }: Judged,
  { conclusion }: Conclusion,
  inputs: Inputs,
  workspace: Workspace,
  { runner, temporaryFolder }: Shell,
): void {
  const path = join(temporaryFolder(), "report.json");
  writeFileSync(path, renderJson(report));
  const { errors, warnings, infos, unknown } = report.summary;
  const counts = report.change?.counts;
  const compared = { new: counts?.new ?? "", existing: counts?.existing ?? "", fixed: counts?.fixed ?? "" };
  const outputs = { errors, warnings, infos, unknown, ...compared, conclusion, report: path };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  const options = {
    pathOf: ({ file }: Location) => repositoryPath(workspace.repositoryPath(file)),
    rules,
    category: inputs.commentKey === null ? null : `stackplumb/${inputs.commentKey}`,
    unknownFails: inputs.gate.strictUnknown,
  };
  for (const { format, file } of inputs.outputs) {
    try {
      workspace.write(file, renderOutput(format, report, options));
    } catch (error) {
      throw new WrongInput(
        `${file} of input outputs cannot be written: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}
