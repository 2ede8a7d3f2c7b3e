/**
 * Operands -> what was discovered below the working directory, and wherever else an operand points.
 */
import type { Host, Search } from "../input/app.ts";
import { searchFor } from "../input/discover.ts";
import { nodeHost } from "../input/node-host.ts";
import type { Shell } from "./shell.ts";

export interface Input {
  readonly search: Search;
  readonly host: Host;
}

export function findInput(paths: readonly string[], { workingDirectory }: Shell): Input {
  const host = nodeHost(workingDirectory, { named: paths });
  return { search: searchFor(host, paths), host };
}

/** Why a discovery without any template is no green run. */
export function nothingToLint(paths: readonly string[]): string {
  const where = paths.length === 0 ? "the working directory" : paths.join(", ");
  return `nothing to lint: no CloudFormation or SAM template and no cdk.out could be read in ${where}`;
}
