/**
 * A graph -> plain data that a picture is drawn from.
 *
 * Invariant: plain data, in the order of the templates; ids are those of the graph. Not here: how it is drawn; see
 * ../report/render-mermaid.ts and render-dot.ts.
 */
import { type Edge, type Graph, type GraphNode, isOutside, type Outside } from "../graph/model.ts";
import { describeGuard } from "../resolve/describe-guard.ts";
import type { Guard } from "../resolve/guard.ts";
import { constraintOf, possibleWorlds } from "../resolve/possible-worlds.ts";
import { type AccessEdge, accessEdges, reachEdges } from "./access-edges.ts";
import { allEdges } from "./all-edges.ts";
import { edgeLabel } from "./edge-label.ts";
import type { ResolvedApp } from "./judge-app.ts";

export interface DiagramNode {
  readonly id: string;
  /** The logical id, with the part's path where the node is a part. */
  readonly label: string;
  readonly type: string;
  readonly role: string;
  /** Id of the group that the node stands in; null for what is outside of the app. */
  readonly group: string | null;
  /** When the node is there; null for always. */
  readonly guard: string | null;
  /** The zones that it goes with, of those that were asked about. */
  readonly lostWith?: readonly string[];
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  /** What the edge says beyond its kind: events, actions, ports. */
  readonly label: string;
  readonly guard: string | null;
}

/** A stack. */
export interface DiagramGroup {
  readonly id: string;
  readonly label: string;
}

export interface Diagram {
  readonly groups: readonly DiagramGroup[];
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

export interface DiagramOptions {
  /** Whether resources without an edge and without a part in the architecture are shown too. */
  readonly all: boolean;
}

/** Roles that are plumbing: drawn only where something leads to them. */
const plumbing = /^(?:other|infra|network|identity)(?:\.|$)/;

export function diagramOf(apps: readonly ResolvedApp[], { all }: DiagramOptions): Diagram {
  const outside = new Map<string, DiagramNode>();
  const pictures = apps.map(({ graph }) => ({ graph, ...wordsOf(graph) }));
  const drawn = distinctEdges([
    ...pictures.flatMap(({ graph, isThere, when }) =>
      allEdges(graph)
        .filter(isThere)
        .map((edge) => drawnEdge(edge, outside, when)),
    ),
    ...pictures.flatMap(({ graph, isThere, when }) =>
      accessEdges(graph)
        .filter(isThere)
        .map((edge) => drawnAccess("can", edge, when)),
    ),
    ...pictures.flatMap(({ graph, isThere, when }) =>
      reachEdges(graph)
        .filter(isThere)
        .map((edge) => drawnAccess("reach", edge, when)),
    ),
  ]);
  const linked = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const isShown = (node: GraphNode): boolean =>
    all || linked.has(node.id) || (node.part === "" && !plumbing.test(node.role));
  const nodes = pictures.flatMap(({ graph, isThere, when }) =>
    graph.nodes.filter((node) => isThere(node) && isShown(node)).map((node) => drawnNode(node, when)),
  );
  const stacks = apps.flatMap((app) => app.stacks);
  return {
    groups: stacks.map(({ stack }) => ({ id: stack.name, label: stack.name })),
    nodes: [...nodes, ...outside.values()],
    edges: drawn,
  };
}

/** When something is there, in words; null for always. */
type When = (thing: { readonly guard: Guard }, of: GraphNode) => string | null;

/** What is in none of the worlds that there are is not drawn, and what holds in all of them is not said. */
function wordsOf(graph: Graph): {
  readonly isThere: (thing: { readonly guard: Guard }) => boolean;
  readonly when: When;
} {
  const world = possibleWorlds(graph.stacks);
  const constraint = constraintOf(graph.stacks);
  return {
    isThere: ({ guard }) => world.assume(guard) !== undefined,
    when: ({ guard }, { stack }) => describeGuard(guard, stack.conditions, constraint),
  };
}

function drawnNode(node: GraphNode, when: When): DiagramNode {
  const { id, logicalId, part, type, role, stack } = node;
  const label = part === "" ? logicalId : `${logicalId} ${part}`;
  return { id, label, type, role, group: stack.stack.name, guard: when(node, node) };
}

function drawnEdge(edge: Edge, outside: Map<string, DiagramNode>, when: When): DiagramEdge {
  return {
    from: edge.source.id,
    to: isOutside(edge.target) ? outsideId(edge.target, outside) : edge.target.id,
    kind: edge.kind,
    label: edgeLabel(edge),
    guard: when(edge, edge.source),
  };
}

function drawnAccess(kind: "can" | "reach", edge: AccessEdge, when: When): DiagramEdge {
  const { source, target, label } = edge;
  return { from: source.id, to: target.id, kind, label, guard: when(edge, source) };
}

/** All that is unknown for one reason is one node; what is known to be elsewhere is one, too. */
function outsideId({ reason }: Outside, outside: Map<string, DiagramNode>): string {
  const label = reason?.message ?? "outside of the app";
  const id = `outside: ${reason === null ? "" : `${reason.kind} ${reason.stack}/${reason.name}`}`;
  outside.set(id, { id, label, type: "", role: "other", group: null, guard: null });
  return id;
}

/** Edges that would be drawn one over the other, once. */
function distinctEdges(edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  return [...new Map(edges.map((edge) => [JSON.stringify(Object.values(edge)), edge])).values()];
}
