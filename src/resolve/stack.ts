/**
 * A stack -> what its template says, as far as it can be known before deployment.
 *
 * `resolveStack` takes a stack by itself; what it imports or gets from nested stacks stays unknown. `resolveStacks` of
 * ./stacks.ts joins the stacks of an app.
 */
import type { Stack } from "../input/app.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, spanOf } from "../source/node.ts";
import type { Template } from "../template/template.ts";
import { checkValues } from "./check-values.ts";
import { comparedConstants } from "./compared.ts";
import { missingConditions } from "./condition-order.ts";
import { type Links, noLinks } from "./links.ts";
import { Parameters } from "./parameters.ts";
import type { ResolvedStack, ResolveInputs } from "./resolved.ts";
import { Resolver } from "./resolver.ts";
import { expandSam } from "./sam/expand.ts";
import { absent } from "./value.ts";

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
  const given = (name: string): string | undefined => inputs.parameters.get(name) ?? stack.parameters.get(name);
  const expanded = expandSam(stack.template, new Map([...stack.parameters, ...inputs.parameters]));
  const { template } = expanded;
  const parameters = new Parameters({
    stack: stack.name,
    declarations: template.parameters,
    compared: comparedConstants(stack, template),
    given,
    passed: links.passed,
  });
  const environment = { stack: stack.name, account: stack.account, region: stack.region, given: inputs.parameters };
  const resolver = new Resolver({ template, environment, parameters, links });
  const resolved: ResolvedStack = {
    stack,
    template,
    valueOf: (node) => (node === undefined ? absent : resolver.valueOf(node)),
    guardOf: (condition) => (condition === undefined ? { kind: "true" } : resolver.conditions.guardOf(condition)),
    get conditions() {
      return resolver.conditions.guards;
    },
  };
  const diagnose = (): readonly Diagnostic[] => [
    ...expanded.diagnostics,
    ...macrosNotRun(stack.template, template),
    ...checkValues(template.parameters, given),
    ...missingConditions(template),
    ...resolver.conditions.diagnostics,
  ];
  return { resolved, diagnose };
}

/** AWS's own transforms leave resources as they are, or are expanded here; a team's macro may change anything. */
function macrosNotRun(written: Template, expanded: Template): readonly Diagnostic[] {
  return expanded.transforms
    .filter((name) => !name.startsWith("AWS::"))
    .map((name) => ({
      code: "macro-not-run",
      severity: "info",
      message: `the macro ${name} is not run; what it changes is not seen`,
      location: spanOf(childOf(written.root, "Transform") ?? written.root),
    }));
}
