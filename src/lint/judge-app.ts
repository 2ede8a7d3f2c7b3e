/**
 * One app x rules -> its graph and the verdict of every rule on every subject.
 *
 * Not here: words, severities and counting; see lint-apps.ts.
 */
import { boundDiagnostics } from "../graph/beyond-bounds.ts";
import { buildGraph } from "../graph/build.ts";
import type { Graph } from "../graph/model.ts";
import type { App, Stack } from "../input/app.ts";
import type { FactRegistry } from "../policy/fact.ts";
import { ruleJudge } from "../policy/judge-rules.ts";
import type { Judgement, Rule } from "../policy/rule.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import { resolveStacks } from "../resolve/stacks.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf } from "../source/node.ts";
import { checkPatterns } from "./check-patterns.ts";

/** What is known about the deployment and is not in the templates. */
export interface LintInputs {
  /** Parameter values, as text; lists are comma-separated. They go to every stack that declares the name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Values that parameters are taken to have, and `true` or `false` for conditions, in every stack that declares them. */
  readonly scenario?: ReadonlyMap<string, string>;
  /** Tags that the deployment gives to every stack. */
  readonly stackTags: ReadonlyMap<string, string>;
}

/** Code of the diagnostics that report a fault of Stackplumb's own. */
export const faultCode = "fault";

export interface ResolvedApp {
  readonly app: App;
  readonly stacks: readonly ResolvedStack[];
  readonly graph: Graph;
  readonly diagnostics: readonly Diagnostic[];
}

export interface JudgedApp extends ResolvedApp {
  readonly judgements: readonly Judgement[];
}

export function resolveApp(app: App, inputs: LintInputs): ResolvedApp {
  const resolutions = resolveStacks(
    app.stacks.map((stack) => tagged(stack, inputs)),
    (stack) => ({ parameters: given(stack, app, inputs), ...(inputs.scenario && { scenario: inputs.scenario }) }),
  );
  const stacks = resolutions.map(({ resolved }) => resolved);
  return {
    app,
    stacks,
    graph: buildGraph(stacks),
    diagnostics: [
      ...resolutions.flatMap(({ diagnostics }) => diagnostics),
      ...stacks.flatMap((resolved) => {
        const parameters = given(resolved.stack, app, inputs);
        return checkPatterns(resolved, (name) => parameters.get(name) ?? resolved.stack.parameters.get(name));
      }),
    ],
  };
}

/**
 * Judges rule by rule, so that a fault of ours in one of them costs that rule and no more. The fault is a diagnostic, and
 * the shells end with a status of its own: what was not judged must not look judged.
 */
export function judgeApp(
  app: App,
  rules: readonly Rule[],
  registry: FactRegistry,
  inputs: LintInputs,
  onFault?: (error: unknown) => void,
): JudgedApp {
  const resolved = resolveApp(app, inputs);
  const faults: Diagnostic[] = [];
  const judge = ruleJudge(resolved.graph, registry);
  const judgements = rules.flatMap((rule) => {
    try {
      return judge(rule);
    } catch (error) {
      onFault?.(error);
      faults.push(faultDiagnostic(app, error));
      return [];
    }
  });
  return {
    ...resolved,
    judgements,
    diagnostics: [...resolved.diagnostics, ...boundDiagnostics(resolved.graph), ...faults],
  };
}

/** @param within what was being judged, where that is not the whole app: "the architecture shop". */
export function faultDiagnostic(app: App, error: unknown, within?: string): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  const where = within === undefined ? app.name : `${app.name}, in ${within}`;
  return {
    code: faultCode,
    severity: "error",
    message: `a fault of Stackplumb in ${where}: ${message}`,
    location: null,
  };
}

/** What a parent stack passes to its child is not for the command line to change: the deployment would not either. */
function given({ parent }: Stack, { stacks }: App, { parameters, scenario }: LintInputs): ReadonlyMap<string, string> {
  const all = scenario === undefined ? parameters : new Map([...parameters, ...scenario]);
  if (parent === undefined) return all;
  const outer = stacks.find(({ name }) => name === parent.stack);
  const passed = childOf(outer?.template.resources.get(parent.logicalId)?.properties, "Parameters");
  return new Map([...all].filter(([name]) => childOf(passed, name) === undefined));
}

function tagged(stack: Stack, { stackTags }: LintInputs): Stack {
  return stackTags.size === 0 ? stack : { ...stack, tags: new Map([...stack.tags, ...stackTags]) };
}
