/**
 * A report -> the JSON file that every run leaves, the files that were asked for, and the step's outputs.
 *
 * Not here: annotations, summary and comment, which are for people.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../lint/report.ts";
import { renderJson } from "../report/render-json.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import type { Conclusion } from "./conclude.ts";
import type { Inputs, OutputFile } from "./read-inputs.ts";
import type { Shell } from "./shell.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

export function writeReports(
  report: Report,
  { conclusion }: Conclusion,
  inputs: Inputs,
  workspace: Workspace,
  { runner, temporaryFolder }: Shell,
): void {
  const path = join(temporaryFolder(), "report.json");
  writeFileSync(path, renderJson(report));
  const { errors, warnings, infos, unknown } = report.summary;
  for (const [name, value] of Object.entries({ errors, warnings, infos, unknown, conclusion, report: path })) {
    runner.setOutput(name, value);
  }
  for (const { format, file } of inputs.outputs) {
    try {
      workspace.write(file, render(report, format));
    } catch (error) {
      throw new WrongInput(
        `${file} of input outputs cannot be written: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}

function render(report: Report, format: OutputFile["format"]): string {
  if (format === "json") return renderJson(report);
  const text = renderMarkdown(report, {
    budget: 5_000_000,
    place: ({ file }) => ({ path: file, address: null }),
    label: null,
    elsewhere: "the JSON report",
    unknownFails: false,
  });
  return `${text}\n`;
}
