/**
 * Inputs -> the report on the checkout.
 */
import manifest from "../../package.json" with { type: "json" };
import { type Configuration, pathsOf } from "../config/configuration.ts";
import { configureRules } from "../config/configure-rules.ts";
import { deploymentsOf, parameterFilesOf } from "../config/deployments.ts";
import { describe } from "../config/describe.ts";
import { configurationIn } from "../config/find-configuration.ts";
import type { GivenValues } from "../config/given-values.ts";
import { loadBaseline } from "../config/load-baseline.ts";
import { readParameterFile, tomlParserFor } from "../config/parameter-file.ts";
import type { ReadConfiguration } from "../config/read-configuration.ts";
import type { Host } from "../input/app.ts";
import { searchFor } from "../input/discover.ts";
import { nodeHost } from "../input/node-host.ts";
import type { Gate } from "../lint/fails-on.ts";
import { lintApps } from "../lint/lint-apps.ts";
import { selectRules } from "../lint/select-rules.ts";
import { builtinRules } from "../policy/builtin.ts";
import { loadRegularExpressions } from "../policy/regular-expression.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Linted } from "./shell.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

/**
 * @param today in UTC, `YYYY-MM-DD`
 * @throws WrongInput for a rule that does not exist, and a parameter file or a configuration that means nothing
 */
export async function lintWorkspace(inputs: Inputs, workspace: Workspace, today: string): Promise<Linted> {
  // The configuration belongs to the checkout, as what it names does: nothing leads out of the workspace.
  const host = nodeHost(workspace.folder, { named: [workspace.root] });
  const loaded = await configurationOf(inputs, host);
  const configuration = loaded?.configuration;
  const { parameters, stackTags, scenario, environments } = inputs;
  const deployments = deploymentsOf(
    configuration,
    { parameters, stackTags, environments, files: await filesOf(inputs, workspace) },
    host,
    configuration && (await tomlParserFor(parameterFilesOf(configuration))),
  );
  const known =
    configuration?.baseline && loadBaseline(host, configuration.baseline.path, configuration.baseline.place);
  const notes = [...(loaded?.diagnostics ?? []), ...deployments.diagnostics, ...(known?.diagnostics ?? [])];
  const wrong = notes.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new WrongInput(wrong.map(describe).join(" "));
  const knownRules = configureRules(builtinRules(), configuration?.rules ?? new Map());
  const { rules, errors } = selectRules(knownRules, inputs.rules);
  if (errors.length > 0) throw new WrongInput(errors.join(" "));
  const isGiven = deployments.parameters.size + scenario.size + deployments.environments.size > 0;
  // What AllowedPattern demands is tried where something is given.
  if (isGiven) await loadRegularExpressions();
  const paths = inputs.paths.length > 0 ? inputs.paths : pathsOf(configuration);
  const report = lintApps(searchFor(host, paths, { apps: configuration?.apps ?? [] }), rules, {
    version: manifest.version,
    asOf: inputs.asOf ?? today,
    parameters: deployments.parameters,
    optionalParameters: deployments.optionalParameters,
    parameterPlaces: deployments.places,
    environments: deployments.environments,
    scenario,
    stackTags: deployments.stackTags,
    exceptions: configuration?.ignore ?? [],
    baseline: known?.baseline,
    knownRules,
    unusedExceptions: scenario.size + environments.length > 0 ? "none" : inputs.paths.length > 0 ? "templates" : "all",
    notes,
    allowUnreadable: inputs.allowUnreadable,
  });
  return { report, gate: gateOf(inputs, configuration) };
}

async function configurationOf({ config }: Inputs, host: Host): Promise<ReadConfiguration | undefined> {
  const path = config ?? configurationIn(host);
  if (path === undefined) return undefined;
  return (await import("../config/load-configuration.ts")).loadConfiguration(host, path, builtinRules());
}

function gateOf({ gate, givenGate }: Inputs, configuration: Configuration | undefined): Gate {
  return {
    failOn: givenGate.failOn ?? configuration?.failOn ?? gate.failOn,
    strictUnknown: givenGate.strictUnknown ?? configuration?.strictUnknown ?? gate.strictUnknown,
  };
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
