/**
 * Inputs -> the report on the checkout.
 */
import manifest from "../../package.json" with { type: "json" };
import type { GivenValues } from "../config/given-values.ts";
import { readParameterFile } from "../config/parameter-file.ts";
import { searchFor } from "../input/discover.ts";
import { nodeHost } from "../input/node-host.ts";
import { lintApps } from "../lint/lint-apps.ts";
import type { Report } from "../lint/report.ts";
import { selectRules } from "../lint/select-rules.ts";
import { builtinRules } from "../policy/builtin.ts";
import { loadRegularExpressions } from "../policy/regular-expression.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

/**
 * @param today in UTC, `YYYY-MM-DD`
 * @throws WrongInput for a rule that does not exist and a parameter file that means nothing
 */
export async function lintWorkspace(inputs: Inputs, workspace: Workspace, today: string): Promise<Report> {
  const { rules, errors } = selectRules(builtinRules(), inputs.rules);
  if (errors.length > 0) throw new WrongInput(errors.join(" "));
  const { values, tags } = await filesOf(inputs, workspace);
  const parameters = new Map([...values, ...inputs.parameters]);
  // What AllowedPattern demands is tried where something is given.
  if (parameters.size + inputs.scenario.size > 0) await loadRegularExpressions();
  const host = nodeHost(workspace.folder, { named: [workspace.root] });
  return lintApps(searchFor(host, inputs.paths), rules, {
    version: manifest.version,
    asOf: inputs.asOf ?? today,
    parameters,
    optionalParameters: new Set([...values.keys()].filter((name) => !inputs.parameters.has(name))),
    scenario: inputs.scenario,
    stackTags: new Map([...tags, ...inputs.stackTags]),
    allowUnreadable: inputs.allowUnreadable,
  });
}

/** Files in order, later over earlier. */
async function filesOf({ parameterFiles, samEnvironment }: Inputs, workspace: Workspace): Promise<GivenValues> {
  const values = new Map<string, string>();
  const tags = new Map<string, string>();
  for (const path of parameterFiles) {
    const file = await readFile(path, samEnvironment, workspace);
    for (const [name, value] of file.values) values.set(name, value);
    for (const [name, value] of file.tags) tags.set(name, value);
  }
  return { values, tags };
}

async function readFile(path: string, samEnvironment: string | undefined, workspace: Workspace): Promise<GivenValues> {
  let text: string;
  try {
    text = workspace.readText(path);
  } catch (error) {
    throw new WrongInput(`parameter-file ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const read = await readParameterFile(path, text, samEnvironment);
  if ("problem" in read) throw new WrongInput(`parameter-file ${read.problem}`);
  return read;
}
