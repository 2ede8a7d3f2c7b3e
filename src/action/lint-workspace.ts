/**
 * Inputs -> the report on the checkout.
 */
import manifest from "../../package.json" with { type: "json" };
import { readParameterFile } from "../config/parameter-file.ts";
import { searchFor } from "../input/discover.ts";
import { nodeHost } from "../input/node-host.ts";
import { lintApps } from "../lint/lint-apps.ts";
import type { Report } from "../lint/report.ts";
import { selectRules } from "../lint/select-rules.ts";
import { builtinRules } from "../policy/builtin.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

/**
 * @param today in UTC, `YYYY-MM-DD`
 * @throws WrongInput for a rule that does not exist and a parameter file that means nothing
 */
export function lintWorkspace(inputs: Inputs, workspace: Workspace, today: string): Report {
  const { rules, errors } = selectRules(builtinRules(), inputs.rules);
  if (errors.length > 0) throw new WrongInput(errors.join(" "));
  const parameters = parametersOf(inputs, workspace);
  const host = nodeHost(workspace.folder, { named: [workspace.root] });
  return lintApps(searchFor(host, inputs.paths), rules, {
    version: manifest.version,
    asOf: inputs.asOf ?? today,
    parameters,
    stackTags: inputs.stackTags,
    allowUnreadable: inputs.allowUnreadable,
  });
}

/** Files in order, later over earlier; what the step gives itself over files. */
function parametersOf({ parameterFiles, parameters }: Inputs, workspace: Workspace): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const path of parameterFiles) {
    for (const [name, value] of valuesOf(path, workspace)) given.set(name, value);
  }
  for (const [name, value] of parameters) given.set(name, value);
  return given;
}

function valuesOf(path: string, workspace: Workspace): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = workspace.readText(path);
  } catch (error) {
    throw new WrongInput(`parameter-file ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const read = readParameterFile(path, text);
  if ("problem" in read) throw new WrongInput(`parameter-file ${read.problem}`);
  return read.values;
}
