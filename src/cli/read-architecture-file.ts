/**
 * The path of an architecture document -> the architecture, with what it extends.
 */
import { describe } from "../config/describe.ts";
import { readArchitectureDocument } from "../config/read-architecture-document.ts";
import { nodeHost } from "../input/node-host.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { Rule } from "../policy/rule.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError that lists what is wrong with the document */
export function readArchitectureFile(path: string, rules: readonly Rule[], shell: Shell): Architecture {
  const host = nodeHost(shell.workingDirectory, { named: [path] });
  const { architecture, diagnostics } = readArchitectureDocument(host, path, rules);
  if (architecture !== undefined) return architecture;
  throw new UsageError(`${path} is no architecture that could be used.\n${diagnostics.map(describe).join("\n")}`);
}
