/**
 * `stackplumb init`: looks at the repository, and writes a `stackplumb.yaml` to begin with.
 *
 * Invariant: nothing is overwritten, also no link that leads elsewhere.
 */
import { configurationNames } from "../config/find-configuration.ts";
import { tomlParserFor } from "../config/parameter-file.ts";
import { proposeConfiguration } from "../config/propose-configuration.ts";
import { samConfigs, survey } from "../config/survey.ts";
import { nodeHost } from "../input/node-host.ts";
import { counted } from "../report/counted.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { initArchitecture, initRule } from "./init-document.ts";
import type { Arguments } from "./read-arguments.ts";
import { schemaAddress } from "./schema-address.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

export async function init({ operands, options }: Arguments, shell: Shell): Promise<ExitStatus> {
  const rules = options.get("--rule") ?? [];
  const architectures = options.get("--architecture") ?? [];
  if (rules.length + architectures.length > 1) throw new UsageError("init writes one document at a time.");
  if (operands.length > 0) throw new UsageError("init takes no operands; it looks at the working directory.");
  const [rule] = rules;
  const [architecture] = architectures;
  if (rule !== undefined) return initRule(rule, shell);
  if (architecture !== undefined) return initArchitecture(architecture, shell);
  const host = nodeHost(shell.workingDirectory);
  const names = new Set((host.list(".") ?? []).map(({ name }) => name));
  const taken = configurationNames.find((name) => names.has(name));
  if (taken !== undefined) throw new UsageError(`there is a ${taken} already; nothing is written.`);
  const found = survey(host, await tomlParserFor(samConfigs.filter((name) => names.has(name))));
  const [file = ""] = configurationNames;
  try {
    shell.writeFile(file, proposeConfiguration(found, schemaAddress(host, "stackplumb", file)));
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  const what = [
    counted(found.templates.length, "template"),
    ...(found.assemblies.length === 0 ? [] : [counted(found.assemblies.length, "cloud assembly", "cloud assemblies")]),
    ...(found.sam === undefined
      ? []
      : [counted(found.sam.environments.length, "environment of SAM", "environments of SAM")]),
  ];
  shell.stdout.write(`wrote ${file} for ${what.join(", ")}\nlint with: stackplumb\n`);
  return exitStatus.passed;
}
