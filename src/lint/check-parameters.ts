/**
 * Names that were given from outside -> diagnostics for those that no stack declares.
 *
 * A mistyped name would leave a parameter at its default and the run green, so it is an error. A file of parameters may
 * well be for more than what is linted: what is in one is a warning.
 */
import type { App } from "../input/app.ts";
import { didYouMean } from "../policy/nearest.ts";
import { isPseudoParameter } from "../resolve/pseudo.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Span } from "../source/span.ts";

export const unknownParameterCode = "unknown-parameter";

/** Names that some stack declares. */
export class DeclaredNames {
  readonly parameters: Set<string> = new Set();
  readonly conditions: Set<string> = new Set();

  add(app: App): void {
    for (const { template } of app.stacks) {
      for (const name of template.parameters.keys()) this.parameters.add(name);
      for (const name of template.conditions.keys()) this.conditions.add(name);
    }
  }
}

/**
 * @param optional names that may be for another run
 * @param places where names are given, as far as that is in a file
 */
export function checkParameters(
  { parameters }: Pick<DeclaredNames, "parameters">,
  given: Iterable<string>,
  optional: ReadonlySet<string> = new Set(),
  places: ReadonlyMap<string, Span> = new Map(),
): readonly Diagnostic[] {
  return [...given]
    .filter((name) => !parameters.has(name) && !isPseudoParameter(name))
    .map((name) => ({
      code: unknownParameterCode,
      severity: optional.has(name) ? "warning" : "error",
      message: `No stack declares a parameter ${name}.${didYouMean(name, parameters)}`,
      location: places.get(name) ?? null,
    }));
}

export function checkScenario(
  { parameters, conditions }: DeclaredNames,
  scenario: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  return [...scenario].flatMap(([name, value]): readonly Diagnostic[] => {
    if (parameters.has(name) || isPseudoParameter(name)) return [];
    if (!conditions.has(name)) {
      const meant = didYouMean(name, [...parameters, ...conditions]);
      return [refusal(`No stack declares a parameter or condition ${name}, which the scenario pins.${meant}`)];
    }
    if (/^(?:true|false)$/i.test(value)) return [];
    return [refusal(`The scenario pins condition ${name} to ${value}; a condition is true or false.`)];
  });
}

function refusal(message: string): Diagnostic {
  return { code: "scenario", severity: "error", message, location: null };
}
