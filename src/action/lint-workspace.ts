/**
 * Inputs -> the plan of a run, and the report on the checkout.
 */
import manifest from "../../package.json" with { type: "json" };
import { describe } from "../config/describe.ts";
import type { GivenValues } from "../config/given-values.ts";
import { readParameterFile } from "../config/parameter-file.ts";
import { nodeHost } from "../input/node-host.ts";
import { lintPlan } from "../lint/lint-project.ts";
import { loadPlan } from "../lint/load-plan.ts";
import { noWishes, type Plan } from "../lint/plan.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Linted } from "./shell.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

/**
 * @param today in UTC, `YYYY-MM-DD`
 * @throws WrongInput for a rule that does not exist, and a parameter file or a configuration that means nothing
 */
export async function lintWorkspace(inputs: Inputs, workspace: Workspace, today: string): Promise<Linted> {
  const plan = await planWorkspace(inputs, workspace, today);
  const report = lintPlan(plan, { version: manifest.version, allowUnreadable: inputs.allowUnreadable });
  return { report, gate: plan.gate };
}

/** @throws WrongInput as `lintWorkspace` */
export async function planWorkspace(inputs: Inputs, workspace: Workspace, today: string): Promise<Plan> {
  const { config, givenGate, asOf, paths, parameters, stackTags, scenario, environments, rules } = inputs;
  const wishes = {
    ...noWishes(asOf ?? today),
    ...{ paths, parameters, stackTags, scenario, environments, rules },
    config: config === undefined ? ("own" as const) : { path: config },
    files: await filesOf(inputs, workspace),
    gate: givenGate,
  };
  // The configuration belongs to the checkout, as what it names does: nothing leads out of the workspace.
  const host = nodeHost(workspace.folder, { named: [workspace.root] });
  const { plan, diagnostics, problems } = await loadPlan(wishes, () => host);
  if (plan !== undefined) return plan;
  const wrong = diagnostics.filter(({ severity }) => severity === "error").map(describe);
  throw new WrongInput([...wrong, ...problems].join(" "));
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
