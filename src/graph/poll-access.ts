/**
 * Whether what polls a queue or a stream may do so, and whether anybody takes messages from a queue at all.
 *
 * Lambda polls with the role of the function, a pipe with its own; without these permissions the mapping is refused.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
import { alternativesOf, readAt, valueAt } from "../resolve/reading.ts";
import type { Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { canAny } from "./access/can.ts";
import { escapeOf } from "./escape.ts";
import { identify } from "./identity.ts";
import { type Evidence, type Graph, type GraphNode, isOutside, type TriggersEdge } from "./model.ts";
import { isRole } from "./role.ts";
import { type Ternary, unlessOpen } from "./ternary.ts";

const wanted: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::SQS::Queue", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]],
  ["AWS::DynamoDB::Table", ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"]],
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

/** Whether somebody takes messages from the queue: a mapping, a pipe, or compute that knows it. */
export function isConsumed(graph: Graph, queue: GraphNode, world: World): Ternary {
  const polled = graph
    .edgesFrom("triggers", queue)
    .some((edge) => world.test(edge.guard) !== false && world.holds(edge.guard));
  if (polled) return true;
  const known = graph
    .edgesTo("references", queue)
    .some((edge) => isRole(edge.source.role, "compute") && world.test(edge.guard) !== false && world.holds(edge.guard));
  if (known) return true;
  const open = unknownPolls(graph, queue);
  const escape = escapeOf(graph, queue);
  const reasons = [...open, ...(escape === null ? [] : [escape])];
  return unlessOpen(reasons);
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
