/**
 * Whether what a function (or pipe) cannot process really gets to the destination that is set for it: the kind of
 * destination, and the right of the sender to write there and to use its key.
 *
 * What a queue moves to its dead-letter queue needs no right. What a rule or a topic cannot deliver is let in by the policy
 * of the queue, which is not asked here.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
import { booleanOf, readAt, textOf } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { canAny } from "../access/can.ts";
import { canUseKeyOf } from "../access/key-access.ts";
import { identify } from "../identity.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import type { FailureDestination } from "./failure-destinations.ts";
import { functionsNamed } from "./function-name.ts";

/** What the destination names, or why it is not known. */
export function destinationNode(index: NodeIndex, { value }: FailureDestination): GraphNode | Reason {
  const [named] = identify(index, value).certain;
  if (named !== undefined) return named.node;
  return identify(index, value).reason ?? outside(spell(value), value);
}

const queueType = "AWS::SQS::Queue";
const sendThemselves: ReadonlySet<string> = new Set(["AWS::Lambda::Function", "AWS::Pipes::Pipe", queueType]);

/** The function whose failures are handed on, or the pipe or queue. */
export function senderOf(index: NodeIndex, { declaredBy }: FailureDestination, world: World): GraphNode | Reason {
  if (sendThemselves.has(declaredBy.type)) return declaredBy;
  const name = readAt(declaredBy.properties, ["FunctionName"], world);
  const { certain, reason } = functionsNamed(index, name);
  return certain[0]?.node ?? reason ?? outside(spell(name), name);
}

/**
 * A clause that says why the destination takes nothing of the sort; empty where its kind is right.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function wrongKind(index: NodeIndex, destination: FailureDestination, world: World): string {
  const { declaredBy } = destination;
  const node = destinationNode(index, destination);
  if (!("role" in node)) return "";
  const isFifo = isSet(node, ["FifoQueue"], world) || isSet(node, ["FifoTopic"], world);
  if (declaredBy.type === queueType) {
    const denies = textOf(readAt(node.properties, ["RedriveAllowPolicy", "redrivePermission"], world)) === "denyAll";
    if (denies) return "denies to be a dead-letter queue";
    const fits = isFifo === isSet(declaredBy, ["FifoQueue"], world);
    return fits ? "" : `${isFifo ? "is" : "is not"} FIFO, as ${declaredBy.logicalId} is${isFifo ? " not" : ""}`;
  }
  const isAsynchronous = ["AWS::Lambda::Function", "AWS::Lambda::EventInvokeConfig"].includes(declaredBy.type);
  return isAsynchronous && isFifo ? "is FIFO, where only a standard one takes failed events" : "";
}

function isSet(node: GraphNode, path: readonly string[], world: World): boolean {
  return booleanOf(readAt(node.properties, path, world)) ?? false;
}

/** What it takes to write to a destination, by its type: an action on it, and one on the key that it is encrypted with. */
const actions: ReadonlyMap<string, { readonly write: string; readonly encrypt?: string }> = new Map([
  ["AWS::SQS::Queue", { write: "sqs:SendMessage", encrypt: "kms:GenerateDataKey" }],
  ["AWS::SNS::Topic", { write: "sns:Publish", encrypt: "kms:GenerateDataKey" }],
  ["AWS::Lambda::Function", { write: "lambda:InvokeFunction" }],
  ["AWS::Events::EventBus", { write: "events:PutEvents" }],
  ["AWS::S3::Bucket", { write: "s3:PutObject", encrypt: "kms:GenerateDataKey" }],
]);

/** Whether the sender may hand its failures on, and by which action that is decided. */
export interface HandingOn {
  readonly answer: Answer;
  /** `sqs:SendMessage on Failed`, `kms:GenerateDataKey on the key of Failed`; empty where that is not known. */
  readonly needs: string;
}

export function handingOn(index: NodeIndex, destination: FailureDestination, world: World): HandingOn {
  const sender = senderOf(index, destination, world);
  if (!("role" in sender)) return undecided(sender);
  if (sender.type === queueType) return { answer: { answer: "yes", evidence: [] }, needs: "" };
  const node = destinationNode(index, destination);
  if (!("role" in node)) return undecided(node);
  const action = actions.get(node.type);
  if (action === undefined) return undecided(unheardOf(node));
  const principal = sender.type === "AWS::Pipes::Pipe" ? roleOfPipe(index, sender, world) : { node: sender, hops: [] };
  if (!("node" in principal)) return undecided(principal);
  const written = canAny(index, principal.node, [action.write], node, world);
  const key = written.answer === "yes" && action.encrypt !== undefined;
  const decisive = key ? canUseKeyOf(index, principal.node, action.encrypt, node, world) : written;
  const evidence = [...principal.hops, ...written.evidence, ...(key ? decisive.evidence : [])];
  return {
    answer: { ...decisive, evidence },
    needs: key ? `${action.encrypt} on the key of ${node.logicalId}` : `${action.write} on ${node.logicalId}`,
  };
}

function undecided(reason: Reason): HandingOn {
  return { answer: { answer: "unknown", reasons: [reason], evidence: [] }, needs: "" };
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

/** An alias or a version, a type that takes no failures. */
function unheardOf({ logicalId, type, stack }: GraphNode): Reason {
  return {
    kind: "destination",
    name: logicalId,
    stack: stack.stack.name,
    message: `what it takes to send failures to ${logicalId} (${type}) is not known here`,
    settle: null,
  };
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
