/**
 * A report -> one of the formats that are for programs and pages: SARIF, JUnit, Markdown, GitHub's workflow commands.
 *
 * Not here: text and JSON, which every run may need at once; this file is loaded when somebody asks for it.
 */
import type { Report } from "../lint/report.ts";
import type { Rule } from "../policy/rule.ts";
import { renderOutput } from "../report/render-output.ts";
import { repositoryPath } from "../report/repository-path.ts";
import type { Format } from "./check-options.ts";
import { renderWorkflowCommands } from "./render-workflow-commands.ts";

export interface FormatOptions {
  /** The rules of the run, which describe themselves. */
  readonly rules: readonly Rule[];
  readonly unknownFails: boolean;
}

export function renderFormat(format: Exclude<Format, "text" | "json">, report: Report, options: FormatOptions): string {
  if (format === "github") return renderWorkflowCommands(report);
  return renderOutput(format, report, {
    ...options,
    pathOf: ({ file }) => repositoryPath(file),
    category: null,
  });
}
