/**
 * Arguments -> what they ask for, as every way to lint takes it.
 */
import type { NamedFile, Wishes } from "../lint/plan.ts";
import type { CheckOptions } from "./check-options.ts";
import type { Arguments } from "./read-arguments.ts";
import { readParameters } from "./read-parameters.ts";
import { readScenario } from "./read-scenario.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError for wrong usage */
export async function readWishes(
  given: Arguments,
  { rules, asOf, gate }: Pick<CheckOptions, "rules" | "asOf" | "gate">,
  shell: Shell,
): Promise<Wishes> {
  const { operands, options } = given;
  const { written, files, stackTags } = await readParameters(given, shell);
  const baseline = options.get("--baseline")?.[0];
  return {
    paths: operands,
    config: configIn(given),
    baseline: baseline === undefined ? "own" : { path: baseline },
    parameters: written,
    files,
    stackTags,
    scenario: readScenario(given),
    environments: options.get("--environment") ?? [],
    rules,
    architectures: options.get("--architecture") ?? [],
    detect: options.has("--detect"),
    policy: options.get("--policy")?.[0],
    asOf: asOf ?? shell.today(),
    gate,
  };
}

function configIn({ options }: Arguments): NamedFile {
  const path = options.get("--config")?.[0];
  if (!options.has("--no-config")) return path === undefined ? "own" : { path };
  if (path !== undefined) throw new UsageError("--config and --no-config exclude each other.");
  return "none";
}
