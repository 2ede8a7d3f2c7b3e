/**
 * Paths -> what was discovered below the working directory, and wherever else an operand points.
 */
import type { Host, Search } from "../input/app.ts";
import type { NamedApp } from "../input/app-members.ts";
import { searchFor } from "../input/discover.ts";
import { nodeHost } from "../input/node-host.ts";
import type { Shell } from "./shell.ts";

export interface Input {
  readonly search: Search;
  readonly host: Host;
}

/**
 * @param named those of the paths that a person named: only they may lead out of the working directory.
 * @param apps templates that are judged together.
 */
export function findInput(
  paths: readonly string[],
  named: readonly string[],
  apps: readonly NamedApp[],
  { workingDirectory }: Shell,
): Input {
  const host = nodeHost(workingDirectory, { named });
  return { search: searchFor(host, paths, { apps }), host };
}

/** Why a discovery without any template is no green run. */
export function nothingToLint(paths: readonly string[]): string {
  const where = paths.length === 0 ? "the working directory" : paths.join(", ");
  return `nothing to lint: no CloudFormation or SAM template and no cdk.out could be read in ${where}`;
}
