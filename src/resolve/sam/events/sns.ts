/**
 * SNS events: a subscription and the permission for the topic, or with `SqsSubscription` a queue between the two.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sns.html
 */
import { childOf, type SourceNode } from "../../../source/node.ts";
import { getAtt, ref } from "../../../template/intrinsic-call.ts";
import { compose, type NodeData, pick } from "../draft.ts";
import { allow, documentOf } from "../policies/document.ts";
import { getAttTarget, given, literal, literalBoolean, mappingAt, refTarget } from "../property.ts";
import { allowInvoke, type FunctionEvent, generate, refuse, required } from "./event.ts";
import { mapSource, queueKind } from "./stream.ts";

export function expandSns(event: FunctionEvent): void {
  const topic = required(event, "Topic");
  if (topic === undefined) return;
  const wish = given(event.properties, "SqsSubscription");
  const queue = mappingAt(event.properties, "SqsSubscription");
  if (queue !== undefined) subscribeQueue(event, topic, queue);
  else if (wish !== undefined && literalBoolean(wish) !== false) subscribeNewQueue(event, topic);
  else {
    allowInvoke(event, { principal: "sns.amazonaws.com", sourceArn: topic });
    subscribe(event, topic, "lambda", event.target.arn);
  }
}

function subscribeNewQueue(event: FunctionEvent, topic: SourceNode): void {
  const logicalId = `${event.logicalId}Queue`;
  const fifo = fifoOf(event, topic);
  generate(event, "AWS::SQS::Queue", { FifoQueue: fifo }, { logicalId });
  connect(event, topic, {
    arn: getAtt(logicalId, "Arn"),
    url: ref(logicalId),
    policyId: `${event.logicalId}QueuePolicy`,
  });
}

function subscribeQueue(event: FunctionEvent, topic: SourceNode, queue: SourceNode): void {
  const arn = given(queue, "QueueArn");
  const url = given(queue, "QueueUrl");
  if (arn === undefined || url === undefined) {
    refuse(event, "needs QueueArn and QueueUrl in SqsSubscription", queue);
    return;
  }
  const policyId = literal(given(queue, "QueuePolicyLogicalId")) ?? `${event.logicalId}QueuePolicy`;
  connect(event, topic, { arn, url, policyId, batchSize: given(queue, "BatchSize") });
}

interface Between {
  readonly arn: NodeData;
  readonly url: NodeData;
  readonly policyId: string;
  readonly batchSize?: SourceNode | undefined;
}

function connect(event: FunctionEvent, topic: SourceNode, queue: Between): void {
  mapSource(event, queue.arn, queueKind, {
    logicalId: `${event.logicalId}EventSourceMapping`,
    properties: { BatchSize: queue.batchSize ?? 10, Enabled: true },
  });
  const statement = { ...sendFrom(topic, queue.arn), Principal: "*" };
  generate(
    event,
    "AWS::SQS::QueuePolicy",
    { PolicyDocument: documentOf([statement], "2012-10-17"), Queues: [queue.url] },
    { logicalId: queue.policyId },
  );
  subscribe(event, topic, "sqs", queue.arn);
}

function sendFrom(source: NodeData, queue: NodeData): ReturnType<typeof allow> {
  return allow("sqs:SendMessage", queue, { ArnEquals: { "aws:SourceArn": source } });
}

function subscribe(event: FunctionEvent, topic: SourceNode, protocol: string, endpoint: NodeData): void {
  const filters = pick(event.properties, ["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"]);
  generate(
    event,
    "AWS::SNS::Subscription",
    compose(event.entry.key, { Protocol: protocol, Endpoint: endpoint, TopicArn: topic }, filters),
  );
}

/** A FIFO topic hands on to FIFO queues only. */
function fifoOf(event: FunctionEvent, topic: SourceNode): SourceNode | undefined {
  const id = refTarget(topic) ?? getAttTarget(topic)?.logicalId;
  const fifo = childOf(event.expansion.get(id ?? "")?.properties, "FifoTopic");
  return literalBoolean(fifo) === false ? undefined : fifo;
}
