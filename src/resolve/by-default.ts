/**
 * A guard -> whether it holds in no deployment that leaves all parameters at their defaults.
 *
 * Invariant: yes only where that is certain. A parameter without a default, or whose default names what is stored elsewhere
 * (SSM), may have any value.
 */
import { and, atom, type Guard, type Variable, variablesOf } from "./guard.ts";
import { isStored } from "./parameter-type.ts";
import type { ResolvedStack } from "./resolved.ts";
import { scalarText } from "./scalar-text.ts";
import { World } from "./world.ts";

/** @param given what holds in every world that there is; @param stacks the stacks of the app by their names. */
export function isOffByDefault(guard: Guard, given: Guard, stacks: ReadonlyMap<string, ResolvedStack>): boolean {
  const defaults = variablesOf(guard).flatMap((variable) => {
    const text = defaultOf(variable, stacks);
    return text === undefined ? [] : [atom(variable, text)];
  });
  if (defaults.length === 0) return false;
  return World.given(and(given, ...defaults))?.test(guard) === false;
}

function defaultOf({ id, label }: Variable, stacks: ReadonlyMap<string, ResolvedStack>): string | undefined {
  if (!id.endsWith(`/${label}`)) return undefined;
  const declaration = stacks.get(id.slice(0, -label.length - 1))?.template.parameters.get(label);
  if (declaration === undefined || isStored(declaration.type)) return undefined;
  return scalarText(declaration.defaultValue);
}
