/**
 * Resolved stacks -> the graph of the architecture.
 *
 * Every room that knows a kind of edge exports a builder; they are listed here. Builders see nodes, never each other's
 * edges.
 */
import type { ResolvedStack } from "../resolve/resolved.ts";
import { allTriggersEdges } from "./events/events.ts";
import { invokeAllowedEdges } from "./events/invoke-permissions.ts";
import { fileUnder } from "./file-under.ts";
import { infraRoles } from "./infra.ts";
import type { Edge, EdgeKind, EdgeOf, Graph, GraphNode, NodeIndex } from "./model.ts";
import { indexNodes, nodeId } from "./node-index.ts";
import { referencesEdges } from "./references.ts";
import { roleOfType } from "./roles-of-types.ts";
import { attachesEdges, blockDeviceParts } from "./stores/block-devices.ts";
import { scalesEdges } from "./tiers/scaling.ts";
import { integrationEdges } from "./web/api-integrations.ts";
import { frontsEdges } from "./web/fronting.ts";
import { originEdges } from "./web/origins.ts";
import { placedEdges } from "./zones/placed.ts";

/** Makes the edges of one topic. */
export type EdgeBuilder = (index: NodeIndex) => readonly Edge[];
/** Makes nodes that are parts of a resource: the block devices of a launch template. */
export type PartBuilder = (node: GraphNode) => readonly GraphNode[];
/** Gives nodes another role than their type's, seeing all of them: functions behind custom resources. */
export type RoleRefiner = (nodes: readonly GraphNode[], index: NodeIndex) => ReadonlyMap<GraphNode, GraphNode["role"]>;

const edgeBuilders: readonly EdgeBuilder[] = [
  frontsEdges,
  originEdges,
  integrationEdges,
  scalesEdges,
  attachesEdges,
  placedEdges,
  allTriggersEdges,
  invokeAllowedEdges,
  referencesEdges,
];
const partBuilders: readonly PartBuilder[] = [blockDeviceParts];
const roleRefiners: readonly RoleRefiner[] = [infraRoles];

export function buildGraph(stacks: readonly ResolvedStack[]): Graph {
  const resources = refineRoles(stacks, stacks.flatMap(nodesOfStack));
  const nodes = resources.flatMap((node) => [node, ...partBuilders.flatMap((parts) => parts(node))]);
  const index = indexNodes(stacks, nodes);
  return connect(
    index,
    edgeBuilders.flatMap((build) => build(index)),
  );
}

/** Files edges by kind and by their ends, so that asking for a node's edges costs what it has. */
function connect(index: NodeIndex, edges: readonly Edge[]): Graph {
  const ends = { source: new Map<unknown, Edge[]>(), target: new Map<unknown, Edge[]>() };
  const byKind = new Map<unknown, Edge[]>();
  for (const edge of edges) {
    fileUnder(byKind, edge.kind, edge);
    fileUnder(ends.source, edge.source, edge);
    fileUnder(ends.target, edge.target, edge);
  }
  const isKind =
    <K extends EdgeKind>(kind: K) =>
    (edge: Edge): edge is EdgeOf<K> =>
      edge.kind === kind;
  return {
    ...index,
    edges: (kind) => (byKind.get(kind) ?? []).filter(isKind(kind)),
    edgesFrom: (kind, source) => (ends.source.get(source) ?? []).filter(isKind(kind)),
    edgesTo: (kind, target) => (ends.target.get(target) ?? []).filter(isKind(kind)),
  };
}

function nodesOfStack(stack: ResolvedStack): readonly GraphNode[] {
  return [...stack.template.resources.values()].map((declaration) => ({
    id: nodeId(stack.stack.name, declaration.logicalId),
    stack,
    logicalId: declaration.logicalId,
    type: declaration.type,
    role: roleOfType(declaration.type),
    guard: stack.guardOf(declaration.condition),
    declaration,
    part: "",
    origin: declaration.key,
    properties: stack.valueOf(declaration.properties),
  }));
}

function refineRoles(stacks: readonly ResolvedStack[], nodes: readonly GraphNode[]): readonly GraphNode[] {
  const index = indexNodes(stacks, nodes);
  const refined = new Map(roleRefiners.flatMap((refine) => [...refine(nodes, index)]));
  return nodes.map((node) => {
    const role = refined.get(node);
    return role === undefined ? node : { ...node, role };
  });
}
