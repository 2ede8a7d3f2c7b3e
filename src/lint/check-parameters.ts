/**
 * Parameters that were given from outside -> diagnostics for those that no stack declares.
 *
 * A mistyped name would leave a parameter at its default and the run green, so it is an error.
 */
import type { App } from "../input/app.ts";
import { didYouMean } from "../policy/nearest.ts";
import { isPseudoParameter } from "../resolve/pseudo.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

export const unknownParameterCode = "unknown-parameter";

/** @param declared names of the parameters that some stack declares */
export function checkParameters(declared: ReadonlySet<string>, given: Iterable<string>): readonly Diagnostic[] {
  return [...given]
    .filter((name) => !declared.has(name) && !isPseudoParameter(name))
    .map((name) => ({
      code: unknownParameterCode,
      severity: "error",
      message: `No stack declares a parameter ${name}.${didYouMean(name, declared)}`,
      location: null,
    }));
}

export function parametersOf(app: App): readonly string[] {
  return app.stacks.flatMap((stack) => [...stack.template.parameters.keys()]);
}
