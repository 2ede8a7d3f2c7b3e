/**
 * References and triggers of a graph -> what their ends may do with each other, as edges to draw.
 *
 * Access is a question, not an edge of the graph: asked of every pair it would be a picture of everything. So it is asked
 * where one resource knows the other: compute that is told a store's name, a function that a store starts.
 */
import { can } from "../graph/access/can.ts";
import { type Graph, type GraphNode, isOutside } from "../graph/model.ts";
import { reach } from "../graph/network/reach.ts";
import { overWorlds } from "../graph/over-worlds.ts";
import { isRole, type Role } from "../graph/role.ts";
import { listeningPort } from "../graph/stores/database-connections.ts";
import { and, type Guard, or } from "../resolve/guard.ts";
import type { World } from "../resolve/world.ts";

/** What is worth drawing of all that may be allowed on a resource: does it read, does it write. */
const actions: Partial<Record<Role, readonly string[]>> = {
  object: ["s3:GetObject", "s3:PutObject"],
  nosql: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
  queue: ["sqs:SendMessage", "sqs:ReceiveMessage"],
  topic: ["sns:Publish"],
  bus: ["events:PutEvents"],
  secret: ["secretsmanager:GetSecretValue"],
};

/** Types that nobody can put an event into: they only hand on what a bus or a queue has. */
const routesEvents: ReadonlySet<string> = new Set(["AWS::Events::Rule", "AWS::Pipes::Pipe"]);

export interface AccessEdge {
  readonly source: GraphNode;
  readonly target: GraphNode;
  /** `s3:GetObject, maybe s3:PutObject`. */
  readonly label: string;
  readonly guard: Guard;
}

export function accessEdges(graph: Graph): readonly AccessEdge[] {
  return [...pairsOf(graph).values()].flatMap(({ source, target }) =>
    labelled(source, target, (world) => labelOf(graph, source, target, world)),
  );
}

/** Which of the databases that it is told about compute can connect to. */
export function reachEdges(graph: Graph): readonly AccessEdge[] {
  const pairs = new Map<string, readonly [GraphNode, GraphNode]>();
  for (const { source, target } of graph.edges("references")) {
    if (!isOutside(target) && isRole(source.role, "compute") && target.role === "rdb")
      pairs.set(`${source.id} ${target.id}`, [source, target]);
  }
  return [...pairs.values()].flatMap(([source, target]) =>
    labelled(source, target, (world) => {
      const port = listeningPort(target, world);
      const { answer } = port === undefined ? { answer: "no" } : reach(graph, source, target, port, world);
      return answer === "no" ? "" : `${answer === "yes" ? "" : "maybe "}port ${port}`;
    }),
  );
}

/** One edge for each label that a question has in some world; none where the label is empty. */
function labelled(source: GraphNode, target: GraphNode, ask: (world: World) => string): readonly AccessEdge[] {
  const labels = new Map<string, Guard>();
  for (const { guard, value: label } of overWorlds(ask)) {
    const before = labels.get(label);
    labels.set(label, before === undefined ? guard : or(before, guard));
  }
  const present = and(source.guard, target.guard);
  return [...labels]
    .filter(([label]) => label !== "")
    .map(([label, guard]) => ({ source, target, label, guard: and(present, guard) }));
}

function labelOf(graph: Graph, source: GraphNode, target: GraphNode, world: World): string {
  const answers = (actions[target.role] ?? []).map((action) => ({
    action,
    answer: can(graph, source, action, target, world).answer,
  }));
  return answers
    .filter(({ answer }) => answer !== "no")
    .map(({ action, answer }) => (answer === "yes" ? action : `maybe ${action}`))
    .join(", ");
}

function pairsOf(graph: Graph): ReadonlyMap<string, { readonly source: GraphNode; readonly target: GraphNode }> {
  const pairs = new Map<string, { source: GraphNode; target: GraphNode }>();
  const add = (source: GraphNode, target: GraphNode): void => {
    if (isRole(source.role, "compute") && target.role in actions && !routesEvents.has(target.type))
      pairs.set(`${source.id} ${target.id}`, { source, target });
  };
  for (const { source, target } of graph.edges("references")) if (!isOutside(target)) add(source, target);
  for (const { source, target } of graph.edges("triggers")) if (!isOutside(target)) add(target, source);
  return pairs;
}
