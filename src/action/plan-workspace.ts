/**
 * Inputs x a revision of the project -> the plan of a run.
 */
import { describe } from "../config/describe.ts";
import type { GivenValues } from "../config/given-values.ts";
import { readParameterFile } from "../config/parameter-file.ts";
import type { Host } from "../input/app.ts";
import { loadPlan } from "../lint/load-plan.ts";
import { type NamedFile, noWishes, type Plan } from "../lint/plan.ts";
import type { Inputs } from "./read-inputs.ts";
import { WrongInput } from "./wrong-input.ts";

export interface PlannedFrom {
  /** The project, whose configuration counts. */
  readonly project: Host;
  /** The checkout: the organisation's policy lies there, whoever's configuration counts. */
  readonly checkout: Host;
  /** `none` for a plan without one. */
  readonly config: NamedFile;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
}

/** @throws WrongInput for a rule or an architecture that does not exist, and a file that means nothing */
export async function planWorkspace(inputs: Inputs, { project, checkout, config, asOf }: PlannedFrom): Promise<Plan> {
  const { givenGate, paths, parameters, stackTags, scenario, environments, rules, architectures, policy } = inputs;
  const wishes = {
    ...noWishes(asOf),
    ...{ paths, parameters, stackTags, scenario, environments, rules, architectures, policy, config },
    files: await filesGiven(inputs, checkout),
    // As information where nothing is asked for.
    detect: true,
    gate: givenGate,
  };
  const open = (named: readonly string[]): Host =>
    policy !== undefined && named.length === 1 && named[0] === policy ? checkout : project;
  const { plan, diagnostics, problems } = await loadPlan(wishes, open);
  if (plan !== undefined) return plan;
  const wrong = diagnostics.filter(({ severity }) => severity === "error").map(describe);
  throw new WrongInput([...wrong, ...problems].join(" "));
}

/**
 * What the parameter files of the inputs give, in order, later over earlier.
 *
 * @throws WrongInput for a file that cannot be read, or gives nothing
 */
export async function filesGiven({ parameterFiles, samEnvironment }: Inputs, host: Host): Promise<GivenValues> {
  const values = new Map<string, string>();
  const tags = new Map<string, string>();
  for (const path of parameterFiles) {
    const content = host.readText(path);
    if ("error" in content) throw new WrongInput(`parameter-file ${path} cannot be read: ${content.error}`);
    const file = await readParameterFile(path, content.text, samEnvironment);
    if ("problem" in file) throw new WrongInput(`parameter-file ${file.problem}`);
    for (const [name, value] of file.values) values.set(name, value);
    for (const [name, value] of file.tags) tags.set(name, value);
  }
  return { values, tags };
}
