/**
 * A graph x architectures -> those that the app looks like, with how far it conforms.
 *
 * An app looks like an architecture where at least three quarters of its required components are bound (of a small one,
 * all), and more than half of the flows between these are there for sure, or were meant to be: who is told of the end of
 * a flow is to have it, and an app that is broken is told of most of all. Parts alone are in most apps: a bucket beside a
 * function is no pipeline until one starts the other, and a function that turns one file into another keeps no details of
 * uploads. Of architectures that extend each other, each that fits is told.
 * Invariant: what is cheap is asked first: parts are looked for only where the roles are there, and rules are asked only of
 * what looks like it.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { isRole } from "../../graph/role.ts";
import type { Architecture, Flow } from "./architecture.ts";
import type { Conformance } from "./conformance.ts";
import { type Evaluation, evaluateArchitecture } from "./evaluate-architecture.ts";
import { type FoundParts, findParts } from "./find-parts.ts";

export function detectArchitectures(
  architectures: readonly Architecture[],
  evaluation: Evaluation,
): readonly Conformance[] {
  const roles = new Set(evaluation.graph.nodes.map(({ role }) => role));
  return architectures
    .filter(({ components }) => {
      const required = components.filter(({ optional }) => !optional);
      const there = required.filter((component) =>
        component.roles.some((asked) => [...roles].some((role) => isRole(role, asked))),
      );
      return isMost(there.length, required.length);
    })
    .flatMap((architecture) => {
      const found = findParts(architecture, evaluation.graph, evaluation.registry);
      return looksLikeIt(architecture, found, evaluation.graph)
        ? [evaluateArchitecture(architecture, evaluation, found)]
        : [];
    });
}

function isMost(bound: number, required: number): boolean {
  return bound * 4 >= required * 3;
}

function looksLikeIt(architecture: Architecture, { bindings, flows }: FoundParts, graph: Graph): boolean {
  const required = architecture.components.filter(({ optional }) => !optional);
  const bound = new Set(bindings.filter(({ nodes }) => nodes.length > 0).map(({ component }) => component));
  if (!isMost(required.filter(({ name }) => bound.has(name)).length, required.length)) return false;
  const needed = new Set(required.map(({ name }) => name).filter((name) => bound.has(name)));
  const between = architecture.flows.filter(({ from, to }) => needed.has(to) && from.some((name) => needed.has(name)));
  const nodesOf = new Map(bindings.map(({ component, nodes }) => [component, nodes]));
  const isThere = ({ id }: Flow): boolean =>
    flows.some(({ address, status }) => address === `flow.${id}` && status === "present");
  // What starts what is the shape of an app: where that is not there, nothing else was meant to be it.
  const isShaped = between.every((flow) => isThere(flow) || flow.needs.every(({ kind }) => kind !== "triggers"));
  const isMeant = ({ from, to }: Flow): boolean =>
    isShaped && from.some((name) => isToldOf(graph, nodesOf.get(name) ?? [], new Set(nodesOf.get(to) ?? [])));
  const there = between.filter((flow) => isThere(flow) || isMeant(flow));
  return there.length * 2 > between.length;
}

function isToldOf(graph: Graph, starts: readonly GraphNode[], ends: ReadonlySet<unknown>): boolean {
  return starts.some((start) => graph.edgesFrom("references", start).some(({ target }) => ends.has(target)));
}
