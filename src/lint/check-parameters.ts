/**
 * Parameters that were given from outside -> diagnostics for those that no stack declares.
 *
 * A mistyped name would leave a parameter at its default and the run green, so it is an error.
 */
import type { Discovery } from "../input/app.ts";
import { didYouMean } from "../policy/nearest.ts";
import { isPseudoParameter } from "../resolve/pseudo.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

export const unknownParameterCode = "unknown-parameter";

export function checkParameters(discovery: Discovery, given: Iterable<string>): readonly Diagnostic[] {
  const declared = new Set<string>();
  for (const app of discovery.apps) {
    for (const stack of app.stacks) for (const name of stack.template.parameters.keys()) declared.add(name);
  }
  return [...given]
    .filter((name) => !declared.has(name) && !isPseudoParameter(name))
    .map((name) => ({
      code: unknownParameterCode,
      severity: "error",
      message: `No stack declares a parameter ${name}.${didYouMean(name, declared)}`,
      location: null,
    }));
}
