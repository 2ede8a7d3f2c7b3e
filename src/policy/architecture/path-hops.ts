/**
 * What a flow's needs say about one step on its way: where it leads from a node, and whether the step holds.
 *
 * Steps are those of `triggers`, `fronts` and `reach`; the other needs are of both ends (see end-needs.ts). A step that
 * needs several holds where all of them do.
 */

import {
  type Answer,
  type Evidence,
  type Graph,
  type GraphNode,
  isOutside,
  type TriggersEdge,
} from "../../graph/model.ts";
import { frontReaches } from "../../graph/network/front-reach.ts";
import { reachBetween } from "../../graph/network/reach.ts";
import { targetPortsOf } from "../../graph/network/target-ports.ts";
import { isRole } from "../../graph/role.ts";
import { listeningPort } from "../../graph/stores/database-connections.ts";
import { some, type Ternary, unlessOpen } from "../../graph/ternary.ts";
import { unreadIntegrations } from "../../graph/web/api-integrations.ts";
import type { Hop } from "../../graph/zones/flows.ts";
import { readAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Need } from "./architecture.ts";
import { isOpenToInternet } from "./exposure-to-internet.ts";

export interface Step {
  /** Null for the internet. */
  readonly from: GraphNode | null;
  readonly to: GraphNode;
  readonly kind: Hop["kind"];
  readonly holds: Ternary;
  /** Where it does not hold: what is wrong, in a sentence. */
  readonly wrong: string;
  readonly at: SourceNode;
  readonly evidence: readonly Evidence[];
}

/** Needs that lead somewhere. */
export type PathNeed = Extract<Need, { kind: "triggers" | "fronts" | "reach" }>;

export function isPathNeed(need: Need): need is PathNeed {
  return need.kind === "triggers" || need.kind === "fronts" || need.kind === "reach";
}

/**
 * The steps from a node to the nodes that are asked about: the ends of the flow and what may stand between.
 *
 * @throws Split where the world does not decide what the answer rests on
 */
export function stepsFrom(
  graph: Graph,
  from: GraphNode | null,
  needs: readonly PathNeed[],
  asked: ReadonlySet<GraphNode>,
  world: World,
): readonly Step[] {
  const reach = needs.find((need) => need.kind === "reach");
  const triggers = needs.find((need) => need.kind === "triggers");
  if (from === null) return [...asked].map((to) => fromInternet(graph, to, reach, world));
  if (triggers !== undefined) {
    const steps = triggerSteps(graph, from, triggers.events, asked, world);
    // A request to an API starts the function that it is handed to.
    return from.role === "api" && triggers.events === null
      ? [...steps, ...integrationSteps(graph, from, asked, world)]
      : steps;
  }
  if (from.role === "api") return integrationSteps(graph, from, asked, world);
  const fronts = graph.edgesFrom("fronts", from).flatMap((edge): readonly Step[] => {
    const { target, guard, evidence } = edge;
    if (isOutside(target) || !asked.has(target) || !world.holds(guard)) return [];
    const answer: Answer = reach === undefined ? yes : passesOn(graph, from, target, world);
    return [
      {
        from,
        to: target,
        kind: "fronts",
        holds: ternaryOf(answer),
        wrong: `${from.logicalId} cannot connect to ${target.logicalId} on the port that its target group names`,
        at: answer.answer === "no" ? target.origin : edge.declaration,
        evidence: [...evidence, ...answer.evidence],
      },
    ];
  });
  if (needs.some(({ kind }) => kind === "fronts") || reach === undefined) return fronts;
  const known = new Set(fronts.map(({ to }) => to));
  const direct = isRole(from.role, "compute") ? [...asked].filter((to) => to !== from && !known.has(to)) : [];
  return [...fronts, ...direct.map((to) => connection(graph, from, to, reach.ports, world))];
}

/** What an API hands its requests to; where that is not all known, it may be anything that is asked about. */
function integrationSteps(graph: Graph, from: GraphNode, asked: ReadonlySet<GraphNode>, world: World): readonly Step[] {
  const step = (to: GraphNode, holds: Ternary, at: SourceNode, evidence: readonly Evidence[]): Step => {
    return {
      from,
      to,
      kind: "fronts",
      holds,
      wrong: `${from.logicalId} hands no request to ${to.logicalId}`,
      at,
      evidence,
    };
  };
  const known = graph
    .edgesFrom("fronts", from)
    .flatMap(({ target, guard, declaration, evidence }) =>
      isOutside(target) || !asked.has(target) || !world.holds(guard) ? [] : [step(target, true, declaration, evidence)],
    );
  const holds = unlessOpen(unreadIntegrations(graph, from, world));
  if (holds === false) return known;
  const found = new Set(known.map(({ to }) => to));
  return [...known, ...[...asked].filter((to) => !found.has(to)).map((to) => step(to, holds, from.origin, []))];
}

const yes: Answer = { answer: "yes", evidence: [] };

/** What is behind a content delivery network or an API is fetched over the internet. */
function passesOn(graph: Graph, from: GraphNode, to: GraphNode, world: World): Answer {
  return from.role === "lb" ? frontReaches(graph, from, to, world) : yes;
}

export function ternaryOf(answer: Answer): Ternary {
  return answer.answer === "unknown" ? unlessOpen(answer.reasons) : answer.answer === "yes";
}

function fromInternet(graph: Graph, to: GraphNode, reach: PathNeed | undefined, world: World): Step {
  const ports = reach?.kind === "reach" ? reach.ports.filter((port) => typeof port === "number") : [];
  const holds = isOpenToInternet(graph, to, ports.length === 0 ? [80, 443] : ports, world);
  const on = ports.length === 0 ? "" : ` on port ${ports.join(" or ")}`;
  const wrong = `nobody on the internet can connect to ${to.logicalId}${on}`;
  const evidence = [{ message: `the internet can connect to ${to.logicalId}`, node: to.origin }];
  return { from: null, to, kind: "fronts", holds, wrong, at: to.origin, evidence: holds === true ? evidence : [] };
}

function triggerSteps(
  graph: Graph,
  from: GraphNode,
  events: string | null,
  asked: ReadonlySet<GraphNode>,
  world: World,
): readonly Step[] {
  return graph.edgesFrom("triggers", from).flatMap((edge): readonly Step[] => {
    const { target, guard, declaration, evidence } = edge;
    if (isOutside(target) || !asked.has(target) || !world.holds(guard)) return [];
    const isAbout = events === null || from.role !== "object" || announces(edge, events);
    const wrong = `${from.logicalId} tells ${target.logicalId} of ${edge.events.join(", ")}, not of ${events}`;
    return [{ from, to: target, kind: "triggers", holds: isAbout, wrong, at: declaration, evidence }];
  });
}

/** Whether one of an edge's events is one of those that a document asks for: `ObjectCreated:*`. */
function announces({ events }: TriggersEdge, asked: string): boolean {
  if (events.length === 0) return true;
  const family = asked.replace(/^s3:/, "").split(":")[0] ?? "";
  const words = family.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  const kind = asked.split(":").at(-1) ?? "*";
  return events.some((event) => {
    const plain = event.replace(/^s3:/, "");
    if (plain === words) return true;
    const [eventFamily, eventKind = "*"] = plain.split(":");
    if (eventFamily !== family) return family === "ObjectCreated" && /^(?:Put|Copy|CompleteMultipart)/.test(plain);
    return kind === "*" || eventKind === "*" || eventKind === kind;
  });
}

function connection(
  graph: Graph,
  from: GraphNode,
  to: GraphNode,
  ports: Extract<Need, { kind: "reach" }>["ports"],
  world: World,
): Step {
  const evidence: Evidence[] = [];
  const found: string[] = [];
  const holds = some(ports, (port) =>
    some(portsOf(graph, to, port, world), (each): Ternary => {
      if (typeof each !== "number") return [each];
      const { answer } = reachBetween(graph, from, to, each, world);
      if (answer.answer !== "yes") found.push(String(each));
      evidence.push(...answer.evidence);
      return ternaryOf(answer);
    }),
  );
  const on = found.length === 0 ? "" : ` on port ${[...new Set(found)].join(" or ")}`;
  const wrong = `${from.logicalId} cannot connect to ${to.logicalId}${on}`;
  return { from, to, kind: "references", holds, wrong, at: evidence.at(-1)?.node ?? from.origin, evidence };
}

function portsOf(
  graph: Graph,
  to: GraphNode,
  port: number | "db-port" | "target-port",
  world: World,
): readonly (number | Reason)[] {
  if (typeof port === "number") return [port];
  if (port === "target-port") return targetPortsOf(graph, to, world).map((target) => target.port);
  return [listeningPort(to, world) ?? reasonOf(readAt(to.properties, ["Port"], world)) ?? portUnknown(to)];
}

function portUnknown({ logicalId, stack }: GraphNode): Reason {
  const message = `the port of ${logicalId} is not known`;
  return { kind: "port", name: logicalId, stack: stack.stack.name, message, settle: `Port on ${logicalId}` };
}
