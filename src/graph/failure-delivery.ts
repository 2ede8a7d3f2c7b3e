/**
 * Whether what a function (or pipe) cannot process really gets to the destination that is set for it: the kind of
 * destination, and the right of the sender to write there.
 *
 * What a queue moves to its dead-letter queue needs no right, and what a rule or a topic cannot deliver is let in by the
 * policy of the queue; neither is asked here.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 */
import { booleanOf, readAt } from "../resolve/reading.ts";
import { spell } from "../resolve/spell.ts";
import type { Decided, Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { canAny } from "./access/can.ts";
import { type FailureDestination, failureDestinations } from "./failure-destinations.ts";
import { fileUnder } from "./file-under.ts";
import { functionsNamed } from "./function-name.ts";
import { identify } from "./identity.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "./model.ts";
import { nodeNamed } from "./named-nodes.ts";
import { oncePerGraph } from "./once-per-graph.ts";

/** What the destination names, or why it is not known. */
export function destinationNode(index: NodeIndex, { value }: FailureDestination): GraphNode | Reason {
  const [named] = identify(index, value).certain;
  if (named !== undefined) return named.node;
  return identify(index, value).reason ?? outside(spell(value), value);
}

/** The function whose failures are handed on, or the pipe. */
export function senderOf(index: NodeIndex, { declaredBy }: FailureDestination, world: World): GraphNode | Reason {
  if (declaredBy.type === "AWS::Lambda::Function" || declaredBy.type === "AWS::Pipes::Pipe") return declaredBy;
  const name = readAt(declaredBy.properties, ["FunctionName"], world);
  const { certain, reason } = functionsNamed(index, name);
  return certain[0]?.node ?? reason ?? outside(spell(name), name);
}

/** A clause that says why the destination takes nothing of the sort; empty where its kind is right. */
export function wrongKind(index: NodeIndex, destination: FailureDestination, world: World): string {
  const { type } = destination.declaredBy;
  const node = destinationNode(index, destination);
  if (!("role" in node) || (type !== "AWS::Lambda::Function" && type !== "AWS::Lambda::EventInvokeConfig")) return "";
  const isFifo = booleanOf(readAt(node.properties, ["FifoQueue"], world)) ?? false;
  const isFifoTopic = booleanOf(readAt(node.properties, ["FifoTopic"], world)) ?? false;
  return isFifo || isFifoTopic ? "is FIFO, where only a standard one takes failed events" : "";
}

/** Actions that write to a destination, by its type. */
const actions: ReadonlyMap<string, string> = new Map([
  ["AWS::SQS::Queue", "sqs:SendMessage"],
  ["AWS::SNS::Topic", "sns:Publish"],
  ["AWS::Lambda::Function", "lambda:InvokeFunction"],
  ["AWS::Events::EventBus", "events:PutEvents"],
  ["AWS::S3::Bucket", "s3:PutObject"],
]);

/** Whether the sender may write to the destination. */
export function mayHandOn(index: NodeIndex, destination: FailureDestination, world: World): Answer {
  const sender = senderOf(index, destination, world);
  if (!("role" in sender)) return unknownAnswer(sender);
  const node = destinationNode(index, destination);
  if (!("role" in node)) return unknownAnswer(node);
  const action = actions.get(node.type);
  if (action === undefined) return unknownAnswer(outside(node.logicalId, destination.value));
  const principal = sender.type === "AWS::Pipes::Pipe" ? roleOfPipe(index, sender, world) : { node: sender, hops: [] };
  if (!("node" in principal)) return unknownAnswer(principal);
  const answer = canAny(index, principal.node, [action], node, world);
  return { ...answer, evidence: [...principal.hops, ...answer.evidence] };
}

/** The action that it takes to write to the destination; empty where that is not known. */
export function actionFor(index: NodeIndex, destination: FailureDestination): string {
  const node = destinationNode(index, destination);
  return "role" in node ? (actions.get(node.type) ?? "") : "";
}

function roleOfPipe(
  index: NodeIndex,
  pipe: GraphNode,
  world: World,
): { readonly node: GraphNode; readonly hops: readonly Evidence[] } | Reason {
  const value = readAt(pipe.properties, ["RoleArn"], world);
  const { node, reason } = nodeNamed(index, value, "AWS::IAM::Role", world);
  if (node === undefined) return reason ?? outside(spell(value), value);
  const message = `${pipe.logicalId} runs with the role ${node.logicalId}`;
  return { node, hops: [{ node: value.origin ?? pipe.origin, message }] };
}

function outside(name: string, { kind }: Decided): Reason {
  return {
    kind: "outside",
    name,
    stack: "",
    message: kind === "secret" ? `${name} is a secret` : `${name} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}

function unknownAnswer(reason: Reason): Answer {
  return { answer: "unknown", reasons: [reason], evidence: [] };
}

/** What sends its failures to a queue, undelivered events included. */
export function failuresSentTo(index: NodeIndex, queue: GraphNode, world: World): readonly FailureDestination[] {
  return (destinationsByQueue(index).get(queue) ?? []).filter(
    ({ declaredBy, guard }) => world.holds(declaredBy.guard) && world.holds(guard),
  );
}

const destinationsByQueue = oncePerGraph((index) => {
  const byQueue = new Map<GraphNode, FailureDestination[]>();
  for (const destination of [...failureDestinations(index).values()].flat()) {
    for (const { node } of identify(index, destination.value, ["AWS::SQS::Queue"]).certain)
      fileUnder(byQueue, node, destination);
  }
  return byQueue;
});
