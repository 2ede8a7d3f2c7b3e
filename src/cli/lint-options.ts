/**
 * A project and the command line -> how its apps are linted.
 */
import type { UnusedExceptions } from "../lint/apply-exceptions.ts";
import type { LintOptions } from "../lint/lint-apps.ts";
import type { CheckOptions } from "./check-options.ts";
import { stackTrace } from "./fault.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Project } from "./read-project.ts";
import { readScenario } from "./read-scenario.ts";
import type { Shell } from "./shell.ts";
import { version } from "./version.ts";

export function lintOptionsOf(
  given: Arguments,
  {
    configuration,
    deployments,
    rules,
    diagnostics,
  }: Pick<Project, "configuration" | "deployments" | "rules" | "diagnostics">,
  options: CheckOptions,
  shell: Shell,
): LintOptions {
  return {
    version,
    asOf: options.asOf ?? shell.today(),
    parameters: deployments.parameters,
    optionalParameters: deployments.optionalParameters,
    parameterPlaces: deployments.places,
    environments: deployments.environments,
    scenario: readScenario(given),
    stackTags: deployments.stackTags,
    exceptions: configuration?.ignore ?? [],
    knownRules: rules,
    unusedExceptions: unusedToTell(given),
    notes: diagnostics,
    allVerdicts: options.allVerdicts,
    allowUnreadable: options.allowUnreadable,
    onFault: (error) => shell.stderr.write(stackTrace(error, shell)),
  };
}

/** An exception may be for what this run does not look at. */
function unusedToTell({ operands, options }: Arguments): UnusedExceptions {
  if (options.has("--scenario") || options.has("--environment")) return "none";
  return operands.length > 0 ? "templates" : "all";
}
