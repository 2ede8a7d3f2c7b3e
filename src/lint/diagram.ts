/**
 * A graph -> plain data that a picture is drawn from.
 *
 * Invariant: plain data, in the order of the templates; ids are those of the graph. Not here: how it is drawn; see
 * ../report/render-mermaid.ts and render-dot.ts.
 */
import { type Edge, type GraphNode, isOutside, type Outside } from "../graph/model.ts";
import { describeGuard } from "../resolve/describe-guard.ts";
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
  const edges = apps.flatMap(({ graph }) => allEdges(graph));
  const outside = new Map<string, DiagramNode>();
  const drawn = distinctEdges([
    ...edges.map((edge) => drawnEdge(edge, outside)),
    ...apps.flatMap(({ graph }) => accessEdges(graph)).map((edge) => drawnAccess("can", edge)),
    ...apps.flatMap(({ graph }) => reachEdges(graph)).map((edge) => drawnAccess("reach", edge)),
  ]);
  const linked = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const nodes = apps
    .flatMap(({ graph }) => graph.nodes)
    .filter((node) => all || linked.has(node.id) || (node.part === "" && !plumbing.test(node.role)))
    .map(drawnNode);
  const stacks = apps.flatMap((app) => app.stacks);
  return {
    groups: stacks.map(({ stack }) => ({ id: stack.name, label: stack.name })),
    nodes: [...nodes, ...outside.values()],
    edges: drawn,
  };
}

function drawnNode({ id, logicalId, part, type, role, stack, guard }: GraphNode): DiagramNode {
  const label = part === "" ? logicalId : `${logicalId} ${part}`;
  return { id, label, type, role, group: stack.stack.name, guard: describeGuard(guard, stack.conditions) };
}

function drawnEdge(edge: Edge, outside: Map<string, DiagramNode>): DiagramEdge {
  return {
    from: edge.source.id,
    to: isOutside(edge.target) ? outsideId(edge.target, outside) : edge.target.id,
    kind: edge.kind,
    label: edgeLabel(edge),
    guard: describeGuard(edge.guard, edge.source.stack.conditions),
  };
}

function drawnAccess(kind: "can" | "reach", { source, target, label, guard }: AccessEdge): DiagramEdge {
  return { from: source.id, to: target.id, kind, label, guard: describeGuard(guard, source.stack.conditions) };
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
