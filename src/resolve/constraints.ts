/**
 * The Rules of a template and a scenario's pins -> what holds in every world that there is, and diagnostics for what
 * leaves no world.
 *
 * Invariant: what contradicts itself is told and left out, so that there is always something to judge.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { spanOf } from "../source/node.ts";
import type { Template } from "../template/template.ts";
import type { Conditions } from "./conditions.ts";
import { and, type Guard, not } from "./guard.ts";
import type { Scope } from "./scope.ts";
import { assertionsOf } from "./template-rules.ts";
import { World } from "./world.ts";

export interface Constraints {
  readonly guard: Guard;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param scenario pins of parameters to their texts, and of conditions to `true` or `false`. */
export function constraintsOf(
  template: Template,
  scenario: ReadonlyMap<string, string>,
  scope: Scope,
  conditions: Conditions,
): Constraints {
  const guards: Guard[] = [];
  const diagnostics: Diagnostic[] = [];
  const add = (guard: Guard, otherwise: Diagnostic): void => {
    if (World.given(and(...guards, guard)) === undefined) diagnostics.push(otherwise);
    else guards.push(guard);
  };
  for (const [name, text] of scenario) {
    const declaration = template.parameters.get(name);
    if (declaration === undefined) continue;
    const value = scope.refer(name, declaration.key);
    const pinned = conditions.equality(value, { kind: "known", value: text, origin: null });
    const message = `scenario ${name}=${declaration.noEcho ? "..." : text} cannot be: the parameter has another value`;
    if (value.kind !== "list" && value.kind !== "secret")
      add(pinned, { code: "scenario", severity: "error", message, location: spanOf(declaration.key) });
  }
  for (const { name, formula, holds, node } of conditions.pinned) {
    const message = `scenario ${name}=${holds} cannot be: with what else is given, condition ${name} is ${!holds}`;
    add(holds ? formula : not(formula), { code: "scenario", severity: "error", message, location: spanOf(node) });
  }
  for (const { rule, guard, node, description } of assertionsOf(template, scope, conditions)) {
    const message = `rule ${rule} of the template does not allow these parameter values${description === undefined ? "" : `: ${description}`}`;
    add(guard, { code: "template-rule", severity: "error", message, location: spanOf(node) });
  }
  return { guard: and(...guards), diagnostics };
}
