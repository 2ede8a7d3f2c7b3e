/**
 * A stack -> what its template says, as far as it can be known before deployment.
 *
 * `resolveStack` takes a stack by itself; what it imports or gets from nested stacks stays unknown. `resolveStacks` of
 * ./stacks.ts joins the stacks of an app.
 */
import type { Stack } from "../input/app.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { checkLanguageExtensions } from "../template/language-extensions.ts";
import { checkValues } from "./check-values.ts";
import { missingConditions } from "./condition-order.ts";
import { type Constraints, constraintsOf } from "./constraints.ts";
import { expansionOf } from "./expanded-stack.ts";
import { always } from "./guard.ts";
import { type Links, noLinks } from "./links.ts";
import { notExpanded } from "./not-expanded.ts";
import type { Openness } from "./openness.ts";
import { unknown } from "./reason.ts";
import type { ResolvedStack, ResolveInputs } from "./resolved.ts";
import { absent, type Value } from "./value.ts";

export interface Resolution {
  readonly resolved: ResolvedStack;
  readonly diagnostics: readonly Diagnostic[];
}

export function resolveStack(stack: Stack, inputs: ResolveInputs): Resolution {
  const { resolved, diagnose } = openStack(stack, inputs, noLinks);
  return { resolved, diagnostics: diagnose() };
}

/** A stack whose values can be asked for, and what is wrong with it; nothing is evaluated before somebody asks. */
export interface OpenStack {
  readonly resolved: ResolvedStack;
  readonly diagnose: () => readonly Diagnostic[];
}

export function openStack(stack: Stack, inputs: ResolveInputs, links: Links): OpenStack {
  const expansion = expansionOf(stack, inputs, links);
  let known: Constraints | undefined;
  const constraints = (): Constraints => {
    const { template, resolver } = expansion();
    known ??= constraintsOf(template, inputs.scenario ?? new Map(), resolver, resolver.conditions);
    return known;
  };
  const resolved: ResolvedStack = {
    stack,
    get template() {
      return expansion().template;
    },
    get declared() {
      return expansion().declared;
    },
    get open() {
      return expansion().openness.resources;
    },
    valueOf: (node) => (node === undefined ? notWritten(expansion().openness) : expansion().resolver.valueOf(node)),
    pseudo: (name) => expansion().resolver.refer(name, stack.template.root),
    guardOf: (condition) => (condition === undefined ? always : expansion().resolver.conditions.guardOf(condition)),
    get conditions() {
      return expansion().resolver.conditions.named;
    },
    get constraint() {
      return constraints().guard;
    },
  };
  const diagnose = (): readonly Diagnostic[] => {
    const { template, declared, resolver, openness, diagnostics } = expansion();
    const given = (name: string): string | undefined => inputs.parameters.get(name) ?? stack.parameters.get(name);
    return [
      ...diagnostics,
      ...checkLanguageExtensions(stack.template),
      ...notExpanded(declared),
      ...checkValues(template.parameters, given),
      ...(openness.conditions.length === 0 ? missingConditions(template) : []),
      ...resolver.conditions.diagnostics,
      ...constraints().diagnostics,
    ];
  };
  return { resolved, diagnose };
}

/** What the template does not say is absent, unless a macro may say it. */
function notWritten({ everything }: Openness): Value {
  return everything === undefined ? absent : unknown(everything, null);
}
