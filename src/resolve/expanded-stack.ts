/**
 * A stack -> its template with everything expanded that can be, and what its values are resolved with.
 *
 * In the order of CloudFormation: loops first, then SAM. Nothing is done before somebody asks, because the stacks of an
 * app are opened one by one and what a loop runs over may be passed by another one. A stack that is asked for while its
 * own loops are run (two that wait for each other; CloudFormation refuses that) answers with the template as it is.
 */
import type { Stack } from "../input/app.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Template } from "../template/template.ts";
import { comparedConstants } from "./compared.ts";
import { type Links, noLinks } from "./links.ts";
import { type ExpandedLoops, expandLoops, mayHaveLoops } from "./loops/expand-loops.ts";
import { type Openness, opennessOf } from "./openness.ts";
import { Parameters } from "./parameters.ts";
import type { ResolveInputs } from "./resolved.ts";
import { Resolver } from "./resolver.ts";
import { expandSam } from "./sam/expand.ts";

export interface ExpandedStack {
  readonly template: Template;
  /** With loops run, before SAM. */
  readonly declared: Template;
  readonly openness: Openness;
  readonly resolver: Resolver;
  readonly diagnostics: readonly Diagnostic[];
}

/** @returns the expansion, made when it is first asked for. */
export function expansionOf(stack: Stack, inputs: ResolveInputs, links: Links): () => ExpandedStack {
  let whole: ExpandedStack | undefined;
  let unexpanded: ExpandedStack | undefined;
  let isRunning = false;
  /** Before loops are run; as in CloudFormation, they know parameters and mappings, and nothing of other stacks. */
  const before = (): ExpandedStack => {
    unexpanded ??= finish(stack, inputs, { ...noLinks, passed: links.passed }, asWritten(stack.template));
    return unexpanded;
  };
  return () => {
    if (whole !== undefined) return whole;
    if (isRunning) return before();
    isRunning = true;
    const loops = mayHaveLoops(stack.template)
      ? expandLoops(stack.template, (node) => before().resolver.valueOf(node), stack.name)
      : asWritten(stack.template);
    whole = finish(stack, inputs, links, loops);
    isRunning = false;
    return whole;
  };
}

/** A nested stack by itself: what its parent passes may not be asked for while the parent's own parameters are made. */
function templateAlone(stack: Stack): Template {
  if (!mayHaveLoops(stack.template)) return stack.template;
  return expansionOf(stack, { parameters: new Map() }, noLinks)().declared;
}

function asWritten(template: Template): ExpandedLoops {
  return { template, diagnostics: [], open: new Map(), assumed: new Map() };
}

function finish(stack: Stack, inputs: ResolveInputs, links: Links, loops: ExpandedLoops): ExpandedStack {
  const sam = expandSam(loops.template, new Map([...stack.parameters, ...inputs.parameters]));
  const { template } = sam;
  const parameters = new Parameters({
    stack: stack.name,
    declarations: template.parameters,
    compared: comparedConstants(stack, template, templateAlone),
    given: (name) => inputs.parameters.get(name) ?? stack.parameters.get(name),
    pinned: (name) => inputs.scenario?.get(name),
    passed: links.passed,
  });
  const environment = { stack: stack.name, account: stack.account, region: stack.region, given: inputs.parameters };
  const openness = opennessOf(loops.template, stack.name, loops.open);
  return {
    template,
    declared: loops.template,
    openness,
    resolver: new Resolver({
      template,
      environment,
      parameters,
      links,
      pins: pinsOf(template, inputs),
      openness,
      assumed: loops.assumed,
    }),
    diagnostics: [...loops.diagnostics, ...sam.diagnostics],
  };
}

/** What a scenario says of conditions; a name that is a parameter's, too, means that. */
function pinsOf({ conditions, parameters }: Template, { scenario }: ResolveInputs): ReadonlyMap<string, boolean> {
  const pins = [...(scenario ?? [])].filter(([name]) => conditions.has(name) && !parameters.has(name));
  return new Map(pins.map(([name, text]) => [name, text.toLowerCase() === "true"]));
}
