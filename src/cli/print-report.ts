/**
 * A report -> the files that were asked for, and stdout.
 */
import type { Report } from "../lint/report.ts";
import type { LineSource } from "../report/code-frame.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";
import { renderJson } from "../report/render-json.ts";
import { renderText } from "../report/render-text.ts";
import type { TextStyle } from "../report/text-style.ts";
import type { CheckOptions, OutputFile } from "./check-options.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

/** How text is set in a file. */
const fileStyle: TextStyle = { colour: false, width: 120, unicode: false };

/** @throws UsageError where a file cannot be written */
export function printReport(report: Report, lineOf: LineSource, options: CheckOptions, shell: Shell): void {
  for (const output of options.outputs) writeFile(output, report, lineOf, options, shell);
  if (options.format === "json") shell.stdout.write(renderJson(report));
  else if (report.stacks.length > 0) {
    const { quiet, verbose } = options;
    const style = textStyleOf(shell.stdout, shell, options.noColor);
    shell.stdout.write(renderText(report, { ...style, lineOf, quiet, verbose }));
  }
}

/** A file has no stream of its own for diagnostics, so text carries them in front. */
function writeFile(
  { format, file }: OutputFile,
  report: Report,
  lineOf: LineSource,
  options: CheckOptions,
  shell: Shell,
): void {
  const { quiet, verbose } = options;
  const text =
    format === "json"
      ? renderJson(report)
      : renderDiagnostics(report.diagnostics, fileStyle) + renderText(report, { ...fileStyle, lineOf, quiet, verbose });
  try {
    shell.writeFile(file, text);
  } catch (error) {
    throw new UsageError(`--output ${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}
