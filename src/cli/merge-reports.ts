/**
 * `stackplumb report merge FILE...`: many reports, one page.
 *
 * A file that is no report is told as such, in the result and by the exit status; the others are merged all the same.
 */
import { fleetOf } from "../report/fleet.ts";
import { printable } from "../report/printable.ts";
import { maximalReport, readReport } from "../report/read-report.ts";
import { renderFleetMarkdown, renderFleetText } from "../report/render-fleet.ts";
import { renderFleetCsv } from "../report/render-fleet-csv.ts";
import { asJson } from "../report/render-json.ts";
import { oneOf, pairs } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export function mergeReports({ operands: [verb, ...files], options }: Arguments, shell: Shell): ExitStatus {
  if (verb !== "merge") throw new UsageError(`report takes the word merge and files: stackplumb report merge *.json`);
  if (files.length === 0) throw new UsageError("report merge needs files: stackplumb report merge *.json");
  const format = oneOf("--format", options.get("--format")?.[0] ?? "text", ["text", "markdown", "csv", "json"]);
  const names = pairs("--name", "FILE=NAME", options.get("--name") ?? []);
  for (const file of names.keys())
    if (!files.includes(file)) throw new UsageError(`--name names ${file}, which is none of the files.`);
  const fleet = fleetOf(
    [...new Set(files)].map((file) => ({
      name: names.get(file) ?? file.replace(/^\.\//, "").replace(/\.json$/, ""),
      ...read(file, shell),
    })),
  );
  for (const { name, problems } of fleet.unread)
    shell.stderr.write(`stackplumb: ${printable(name)} is no report that can be read: ${problems.join("; ")}\n`);
  const style = textStyleOf(shell.stdout, shell, options.has("--no-color"));
  const renderers = {
    text: () => renderFleetText(fleet, style),
    markdown: () => renderFleetMarkdown(fleet),
    csv: () => renderFleetCsv(fleet),
    json: () => asJson(fleet),
  };
  shell.stdout.write(renderers[format]());
  return fleet.unread.length > 0 ? exitStatus.unusable : exitStatus.passed;
}

function read(file: string, shell: Shell): ReturnType<typeof readReport> {
  try {
    return readReport(shell.readFile(file));
  } catch {
    return { report: undefined, problems: [`there is no such file, or it is larger than ${maximalReport / 1e6} MB`] };
  }
}
