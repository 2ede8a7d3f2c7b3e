/**
 * The steps of a workflow of the guide that run Stackplumb, as GitHub would give them their inputs: what is tested is what
 * people copy.
 */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>;
}

interface WorkflowStep {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface GuidedStep {
  readonly job: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Inputs of the checkouts of the same job, in order. */
  readonly checkouts: readonly Readonly<Record<string, unknown>>[];
}

/**
 * @param name of the file, without its ending
 * @param values of expressions: `matrix.environment`
 */
export function guidedStep(name: string, values: Readonly<Record<string, string>> = {}): GuidedStep {
  const { jobs } = load(readFileSync(`docs/workflows/${name}.yml`, "utf8")) as Workflow;
  for (const [job, { steps }] of Object.entries(jobs)) {
    const step = steps.find(({ uses }) => uses?.startsWith("OWNER/stackplumb@"));
    if (step === undefined) continue;
    const inputs = Object.entries(step.with ?? {}).map(([input, value]) => [input, evaluated(String(value), values)]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    return { job, inputs: Object.fromEntries(inputs), checkouts: checkouts.map((one) => one.with ?? {}) };
  }
  throw new Error(`${name}.yml does not run Stackplumb`);
}

function evaluated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${name} has no value here`);
    return value;
  });
}
