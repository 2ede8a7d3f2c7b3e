/**
 * A report -> the files that were asked for, and stdout.
 *
 * What renders the formats for machines is loaded when one of them is asked for.
 */
import type { Plan } from "../lint/plan.ts";
import type { Report } from "../lint/report.ts";
import type { LineSource } from "../report/code-frame.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";
import { renderJson } from "../report/render-json.ts";
import { renderText, type TextOptions } from "../report/render-text.ts";
import type { TextStyle } from "../report/text-style.ts";
import type { CheckOptions, Format, OutputFile } from "./check-options.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

/** How text is set in a file. */
const fileStyle: TextStyle = { colour: false, width: 120, unicode: false };

/** @throws UsageError where a file cannot be written */
export async function printReport(
  report: Report,
  { rules, gate }: Pick<Plan, "rules" | "gate">,
  lineOf: LineSource,
  options: CheckOptions,
  shell: Shell,
  asText: (report: Report, options: TextOptions) => string = renderText,
): Promise<void> {
  const { format, outputs, quiet, verbose } = options;
  const forMachines = [format, ...outputs.map((output) => output.format)].some(
    (one) => one !== "text" && one !== "json",
  );
  const formats = forMachines ? await import("./render-format.ts") : undefined;
  const render = (as: Format, style: TextStyle): string => {
    if (as === "json") return renderJson(report);
    if (as === "text" || formats === undefined) return asText(report, { ...style, lineOf, quiet, verbose });
    return formats.renderFormat(as, report, { rules, unknownFails: gate.strictUnknown });
  };
  for (const output of outputs) {
    // A file has no stream of its own for diagnostics, so text carries them in front.
    const front = output.format === "text" ? renderDiagnostics(report.diagnostics, fileStyle) : "";
    writeFile(output, front + render(output.format, fileStyle), shell);
  }
  if (format !== "text" || report.stacks.length > 0 || report.change !== null)
    shell.stdout.write(render(format, textStyleOf(shell.stdout, shell, options.noColor)));
}

function writeFile({ file }: OutputFile, text: string, shell: Shell): void {
  try {
    shell.writeFile(file, text);
  } catch (error) {
    throw new UsageError(`--output ${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}
