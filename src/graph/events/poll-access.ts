/**
 * Whether what polls a queue or a stream may do so, and whether anybody takes messages from a queue at all.
 *
 * Lambda polls with the role of the function, a pipe with its own; without these permissions the mapping is refused.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
import { alternativesOf, readAt, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { canAny } from "../access/can.ts";
import { escapeOf } from "../escape.ts";
import { identify } from "../identity.ts";
import { type Evidence, type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";
import { isRole } from "../role.ts";
import { either, some, type Ternary, unlessOpen } from "../ternary.ts";
import { offOf } from "./trigger-switch.ts";

const streamActions = ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"];

const wanted: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::SQS::Queue", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]],
  ["AWS::DynamoDB::Table", streamActions],
  ["AWS::DynamoDB::GlobalTable", streamActions],
]);

export interface Polling {
  readonly allowed: Ternary;
  /** The action that is missing; empty where none surely is. */
  readonly missing: string;
  readonly evidence: readonly Evidence[];
}

/** @param trigger of a mapping or pipe. @throws Split where the world does not decide it. */
export function pollingOf(graph: Graph, trigger: TriggersEdge, world: World): Polling {
  const poller = pollerOf(graph, trigger, world);
  if (poller === undefined || "message" in poller)
    return { allowed: poller === undefined ? true : [poller], missing: "", evidence: [] };
  let allowed: Ternary = true;
  for (const action of wanted.get(trigger.source.type) ?? []) {
    const asked = canAny(graph, poller, [action], trigger.source, world);
    if (asked.answer === "no") return { allowed: false, missing: action, evidence: asked.evidence };
    if (asked.answer === "unknown" && allowed === true) allowed = unlessOpen(asked.reasons);
  }
  return { allowed, missing: "", evidence: [] };
}

/** Whose role polls; undefined where nobody's can be asked. */
function pollerOf(graph: Graph, { declaredBy, target }: TriggersEdge, world: World): GraphNode | Reason | undefined {
  if (declaredBy.type !== "AWS::Pipes::Pipe") return isOutside(target) ? undefined : target;
  const named = readAt(declaredBy.properties, ["RoleArn"], world);
  const { certain, reason } = identify(graph, named, ["AWS::IAM::Role"]);
  return certain.find(({ node }) => node.type === "AWS::IAM::Role")?.node ?? reason ?? undefined;
}

/** Whether somebody takes messages from the queue: a mapping or pipe that is on, or compute that knows it. */
export function isConsumed(graph: Graph, queue: GraphNode, world: World): Ternary {
  const polls = graph
    .edgesFrom("triggers", queue)
    .filter((edge) => world.test(edge.guard) !== false && world.holds(edge.guard));
  if (polls.some(({ declaredBy }) => offOf(declaredBy) === undefined)) return true;
  // What has a mapping that is switched off does not read the queue by itself.
  const idle = new Set(polls.map(({ target }) => target));
  const known = graph
    .edgesTo("references", queue)
    .filter(({ source }) => isRole(source.role, "compute") && !idle.has(source))
    .some((edge) => world.test(edge.guard) !== false && world.holds(edge.guard));
  if (known) return true;
  const readers = graph.nodes.filter(({ role, part }) => part === "" && isRole(role, "compute"));
  const received = receivers(
    graph,
    readers.filter((node) => !idle.has(node)),
    queue,
    world,
  );
  if (received === true) return true;
  const open = [...unknownPolls(graph, queue), ...noCode(graph, queue)];
  const escape = escapeOf(graph, queue);
  return either(received, () => unlessOpen([...open, ...(escape === null ? [] : [escape])]));
}

/** Why the consumer must be elsewhere: nothing in the app runs code. */
function noCode(graph: Graph, { logicalId, stack }: GraphNode): readonly Reason[] {
  if (graph.nodes.some(({ role }) => isRole(role, "compute"))) return [];
  return [
    {
      kind: "outside",
      name: logicalId,
      stack: stack.stack.name,
      message: `what takes messages from ${logicalId} is not in this app, which runs no code`,
      settle: "judge the stack that defines it together with this one",
    },
  ];
}

/** Whether compute that is told nothing (the name stands in its code) may receive from the queue, and so probably does. */
function receivers(graph: Graph, computes: readonly GraphNode[], queue: GraphNode, world: World): Ternary {
  return some(computes, (compute) => {
    if (world.test(compute.guard) === false) return false;
    const asked = canAny(graph, compute, ["sqs:ReceiveMessage"], queue, world);
    // A function whose role is not here would poll by a mapping; instances and containers poll by themselves.
    if (asked.answer === "unknown") return compute.role === "compute.fn" ? false : unlessOpen(asked.reasons);
    return asked.answer === "yes";
  });
}

/** Mappings of the app whose source is not known may read from any queue. */
function unknownPolls(graph: Graph, queue: GraphNode): readonly Reason[] {
  return [
    ["AWS::Lambda::EventSourceMapping", "EventSourceArn"],
    ["AWS::Pipes::Pipe", "Source"],
  ].flatMap(([type = "", property = ""]) =>
    graph
      .nodesOfType(type)
      .filter((node) => node.stack === queue.stack)
      .flatMap((node) => alternativesOf(valueAt(node.properties, [property])))
      .flatMap(({ value }) => (value.kind === "unknown" ? [value.reason] : [])),
  );
}
