/**
 * Arguments and configuration -> the findings that do not count.
 */
import type { ReadBaseline } from "../config/baseline.ts";
import type { Configuration } from "../config/configuration.ts";
import { loadBaseline } from "../config/load-baseline.ts";
import { nodeHost } from "../input/node-host.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";

/** The baseline that the command line names, else the configuration's. */
export function baselineFor(
  { options }: Arguments,
  configuration: Configuration | undefined,
  { workingDirectory }: Shell,
): ReadBaseline {
  const named = options.get("--baseline")?.[0];
  const path = named ?? configuration?.baseline?.path;
  if (path === undefined) return { baseline: undefined, diagnostics: [] };
  const host = nodeHost(workingDirectory, { named: named === undefined ? [] : [named] });
  return loadBaseline(host, path, named === undefined ? (configuration?.baseline?.place ?? null) : null);
}
