/**
 * A graph x an architecture -> its components and flows as they were found: what is bound to what, and whether it is there.
 *
 * Not here: what rules say of them; see evaluate-architecture.ts.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { always } from "../../resolve/guard.ts";
import type { FactRegistry } from "../fact.ts";
import type { Judgement } from "../rule.ts";
import type { Architecture, Component } from "./architecture.ts";
import type { Match, Matches } from "./bound-nodes.ts";
import type { Binding, RequirementResult } from "./conformance.ts";
import { judgeComponent } from "./judge-component.ts";
import { type FlowAnswer, judgeFlow } from "./judge-flow.ts";
import { matchComponents } from "./match-components.ts";
import { type Answered, type OverWorlds, overAllWorlds, present } from "./requirement-worlds.ts";
import { settleCounts } from "./settle-counts.ts";

export interface FoundParts {
  readonly matches: Matches;
  readonly bindings: readonly Binding[];
  /** By the flow's id. */
  readonly answers: ReadonlyMap<string, Answered<FlowAnswer>>;
  readonly components: readonly RequirementResult[];
  readonly flows: readonly RequirementResult[];
}

/** Pairs of nodes that are looked at for one flow. */
const maximalPairs = 2000;

export function findParts(
  architecture: Architecture,
  graph: Graph,
  registry: FactRegistry,
  unpinned: ReadonlySet<GraphNode> = new Set(),
): FoundParts {
  const matched = matchComponents(architecture, { graph, registry, unpinned });
  const flowIn = (matches: Matches) => (flow: Architecture["flows"][number]) => {
    const context = { graph, architecture, matches, budget: { left: maximalPairs } };
    return overAllWorlds(graph, (world) => judgeFlow(flow, context, world));
  };
  const { matches, tied } = settleCounts(architecture, matched, flowIn, unpinned);
  const answers = new Map(architecture.flows.map((flow) => [flow.id, flowIn(matches)(flow)] as const));
  const components = architecture.components.map((component) => {
    const own = matches.get(component.name) ?? [];
    const isTied = tied.has(component.name);
    const answer = overAllWorlds(graph, (world) => judgeComponent(graph, component, own, isTied, world));
    const told =
      answer.status === "missing"
        ? { ...answer, message: missingPlayer(architecture, component, answer.message) }
        : answer;
    return resultOf(`component.${component.name}`, "component", component.title || component.name, component, told);
  });
  const flows = architecture.flows.map((flow) => {
    const answer = answers.get(flow.id) ?? nothingAsked;
    return resultOf(`flow.${flow.id}`, "flow", flow.title || `${flow.from.join(", ")} to ${flow.to}`, flow, answer);
  });
  const bindings = architecture.components.map((each) => bindingOf(each, matches.get(each.name) ?? [], tied));
  return { matches, bindings, answers, components, flows };
}

/** The answer where there is nothing that could be asked. */
export const nothingAsked: OverWorlds = { ...present(), guard: always };

/** What another component plays is missing with that one, whatever it would take by itself. */
function missingPlayer({ bind }: Architecture, { name }: Component, message: string): string {
  const player = Object.hasOwn(bind, name) ? bind[name] : undefined;
  return player === undefined ? message : `${name} is missing: it is played by what plays ${player}`;
}

export function resultOf(
  address: string,
  kind: RequirementResult["kind"],
  title: string,
  { severity }: Pick<RequirementResult, "severity">,
  answer: OverWorlds,
  explainedBy: readonly Judgement[] = [],
): RequirementResult {
  const { status, guard, message, reasons, nodes, at, related } = answer;
  return { address, kind, title, status, severity, guard, message, reasons, nodes, at, related, explainedBy };
}

function bindingOf({ name }: Component, matches: readonly Match[], tied: ReadonlySet<string>): Binding {
  const certain = matches.filter(({ when }) => when.kind !== "false").map(({ node }) => node);
  const possible = matches.filter(({ maybe }) => maybe.kind !== "false").map(({ node }) => node);
  return { component: name, nodes: certain, possible, tied: tied.has(name) ? certain : [] };
}
