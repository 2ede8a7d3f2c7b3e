/**
 * Arguments and `stackplumb.yaml` -> what is linted, by which rules, and what its stacks are given. Flags win over the file.
 */

import { type Configuration, pathsOf } from "../config/configuration.ts";
import { configureRules } from "../config/configure-rules.ts";
import { type Deployments, deploymentsOf, parameterFilesOf } from "../config/deployments.ts";
import { configurationIn } from "../config/find-configuration.ts";
import { tomlParserFor } from "../config/parameter-file.ts";
import type { Host, Search } from "../input/app.ts";
import { nodeHost } from "../input/node-host.ts";
import { builtinRules } from "../policy/builtin.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { findInput } from "./find-input.ts";
import type { Arguments } from "./read-arguments.ts";
import { readParameters } from "./read-parameters.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

export interface Project {
  readonly configuration: Configuration | undefined;
  /** What the configuration makes of the built-in rules. */
  readonly rules: readonly Rule[];
  /** What is linted: as the command line says, else as the configuration does. */
  readonly paths: readonly string[];
  readonly search: Search;
  readonly host: Host;
  readonly deployments: Deployments;
  /** An error among them leaves nothing that could be linted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws UsageError for wrong usage; what is wrong in the file is among the diagnostics */
export async function readProject(given: Arguments, shell: Shell): Promise<Project> {
  const { operands, options } = given;
  const { configuration, diagnostics } = await readConfigurationFile(given, shell);
  const { written, files, stackTags } = await readParameters(given, shell);
  const apps = configuration?.apps ?? [];
  const paths = operands.length > 0 ? operands : pathsOf(configuration);
  const { search, host } = findInput(paths, operands, apps, shell);
  const deployments = deploymentsOf(
    configuration,
    {
      parameters: written,
      files,
      stackTags,
      environments: options.get("--environment") ?? [],
    },
    // Nothing that was named to be linted makes the configuration's files lie elsewhere.
    nodeHost(shell.workingDirectory),
    configuration && (await tomlParserFor(parameterFilesOf(configuration))),
  );
  return {
    configuration,
    rules: configureRules(builtinRules(), configuration?.rules ?? new Map()),
    paths,
    search,
    host,
    deployments,
    diagnostics: [...diagnostics, ...deployments.diagnostics],
  };
}

async function readConfigurationFile(
  { options }: Arguments,
  { workingDirectory }: Shell,
): Promise<{ readonly configuration: Configuration | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const named = options.get("--config")?.[0];
  if (options.has("--no-config")) {
    if (named !== undefined) throw new UsageError("--config and --no-config exclude each other.");
    return { configuration: undefined, diagnostics: [] };
  }
  const host = nodeHost(workingDirectory, { named: named === undefined ? [] : [named] });
  const path = named ?? configurationIn(host);
  if (path === undefined) return { configuration: undefined, diagnostics: [] };
  // Most projects have none, and start without what reads it.
  return (await import("../config/load-configuration.ts")).loadConfiguration(host, path, builtinRules());
}

/** A configuration with an error says nothing that could be relied on. */
export function refuses(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
