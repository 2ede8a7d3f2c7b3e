/**
 * A path that an input gives -> the report that stands there.
 *
 * Whoever wrote it: only what has the shape of a report is one; see ../report/read-report.ts.
 */
import type { Report } from "../lint/report.ts";
import { readReport } from "../report/read-report.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

/**
 * @param input its name
 * @throws WrongInput where nothing can be read, or it is no report
 */
export function givenReport(input: "report" | "base-report", path: string, workspace: Workspace): Report {
  let text: string;
  try {
    text = workspace.readText(path);
  } catch (error) {
    throw new WrongInput(`${input} ${path} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
  const { report, problems } = readReport(text);
  if (report === undefined) throw new WrongInput(`${input} ${path} is no report: ${problems.join("; ")}.`);
  return report;
}
