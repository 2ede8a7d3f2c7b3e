/**
 * A judged app x architectures -> the judged app as they see it: rules that only they ask for, severities that they raise,
 * and judgements of what no rule says.
 *
 * Invariant: an architecture that is only looked for changes nothing of the judgements. A fault of ours in one costs that
 * one: the fault is a diagnostic, and all else is told.
 */
import { type Floor, noFloor } from "../config/floor.ts";
import type { ArchitectureUse } from "../config/settings.ts";
import type { GraphNode } from "../graph/model.ts";
import type { App } from "../input/app.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { architectureJudgements } from "../policy/architecture/architecture-judgements.ts";
import type { Conformance, RequirementResult } from "../policy/architecture/conformance.ts";
import { detectArchitectures } from "../policy/architecture/detect-architectures.ts";
import { evaluateArchitecture } from "../policy/architecture/evaluate-architecture.ts";
import { findParts } from "../policy/architecture/find-parts.ts";
import { type FlowSurvival, survivalsOf } from "../policy/architecture/flow-survival.ts";
import type { FactRegistry } from "../policy/fact.ts";
import type { Judgement, Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { faultDiagnostic, type JudgedApp } from "./judge-app.ts";
import { refusedPins } from "./refused-pins.ts";

export interface ArchitectureOptions {
  /** Those that every app is held to. */
  readonly enforced: readonly Architecture[];
  /** Those that some apps are held to, in some environments. */
  readonly uses?: readonly ArchitectureUse[];
  /** Those that apps are compared with, to say what they look like. */
  readonly detected: readonly Architecture[];
  /** All rules that they may require. */
  readonly rules: readonly Rule[];
}

export interface ConformedArchitecture {
  readonly conformance: Conformance;
  readonly enforced: boolean;
  /** By the flow's id; of an architecture that is only looked for, none. */
  readonly survivals: ReadonlyMap<string, FlowSurvival>;
}

export interface ConformedApp extends JudgedApp {
  readonly conformances: readonly ConformedArchitecture[];
  /** What tells of a requirement that does not hold. */
  readonly told: ReadonlyMap<RequirementResult, Judgement>;
  /** Nodes whose pins do not count. */
  readonly untrusted: ReadonlySet<GraphNode>;
}

/** What holds for one app in one environment. */
export function architecturesOfApp(
  options: ArchitectureOptions,
  app: App,
  environment: string | undefined,
): ArchitectureOptions {
  const { enforced, uses = [] } = options;
  if (uses.length === 0) return options;
  const own = uses.filter((use) => isMeant(use, app) && (use.environment ?? environment) === environment);
  const all = [...enforced, ...own.map(({ architecture }) => architecture)];
  return { ...options, enforced: [...new Map(all.map((one) => [one.name, one])).values()] };
}

/** Architectures for apps that there are not. @param met those that were for some */
export function unmetUses(
  { uses = [] }: ArchitectureOptions,
  met: ReadonlySet<ArchitectureUse>,
): readonly Diagnostic[] {
  return uses.flatMap((use): readonly Diagnostic[] => {
    if (met.has(use)) return [];
    const message = `no app and no stack has a name that apps of ${use.architecture.name} asks for, so that none is held to it`;
    return [{ code: "configuration", severity: "warning", message, location: use.place }];
  });
}

/** By the name of the app, or of one of its stacks. */
export function isMeant({ isFor }: ArchitectureUse, { name, stacks }: App): boolean {
  return isFor === undefined || isFor(name) || stacks.some((stack) => isFor(stack.name));
}

export function conformApp(
  judged: JudgedApp,
  options: ArchitectureOptions,
  registry: FactRegistry,
  onFault?: (error: unknown) => void,
  floor: Floor = noFloor,
  untrusted: ReadonlySet<GraphNode> = new Set(),
): ConformedApp {
  const { app, graph, judgements: plain } = judged;
  const evaluation = { graph, registry, rules: options.rules, judged: plain };
  const faults: Diagnostic[] = [];
  const refused: Diagnostic[] = [];
  const unpinnedBy: ReadonlySet<GraphNode>[] = [];
  const attempt = <T>({ name }: Architecture, ask: () => readonly T[]): readonly T[] => {
    try {
      return ask();
    } catch (error) {
      onFault?.(error);
      faults.push(faultDiagnostic(app, error, `the architecture ${name}`));
      return [];
    }
  };
  const held = options.enforced.flatMap((architecture) =>
    attempt(architecture, (): readonly ConformedArchitecture[] => {
      const context = { graph, registry, unpinned: untrusted };
      const { unpinned, diagnostics } = refusedPins(architecture, context, floor);
      refused.push(...diagnostics);
      unpinnedBy.push(unpinned);
      const parts = findParts(architecture, graph, registry, unpinned);
      const conformance = evaluateArchitecture(architecture, evaluation, parts);
      // What it makes of the judgements is tried for each by itself; together, none could be blamed.
      architectureJudgements(graph, plain, [conformance]);
      return [{ conformance, enforced: true, survivals: survivalsOf(graph, conformance.flows) }];
    }),
  );
  const { judgements, told } = architectureJudgements(
    graph,
    plain,
    held.map(({ conformance }) => conformance),
  );
  const others = options.detected.filter(({ name }) => options.enforced.every((enforced) => enforced.name !== name));
  const seen = others.flatMap((architecture) =>
    attempt(architecture, () => detectArchitectures([architecture], evaluation)),
  );
  return {
    ...judged,
    judgements,
    diagnostics: [...judged.diagnostics, ...faults, ...refused],
    conformances: [
      ...held,
      ...seen.map((conformance) => ({ conformance, enforced: false, survivals: new Map<string, FlowSurvival>() })),
    ],
    told,
    // A pin that one architecture refuses may count in another.
    untrusted:
      unpinnedBy.length === 0
        ? untrusted
        : new Set(graph.nodes.filter((node) => unpinnedBy.every((nodes) => nodes.has(node)))),
  };
}
