/**
 * Whether a queue or topic takes what S3 sends to it, or a queue what a topic hands on: its policy, its kind and its key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 * https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
 *
 * S3 knows no FIFO queues and topics, and no service can use the key that AWS manages for SQS or SNS.
 */
import { readAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { serviceMayUseKeyOf } from "../access/key-access.ts";
import { serviceMay } from "../access/service-access.ts";
import { type Answer, type Graph, isOutside, type TriggersEdge } from "../model.ts";
import { isOn } from "../setting.ts";
import { invokerOf } from "./invoke-permissions.ts";

const actions: ReadonlyMap<string, string> = new Map([
  ["AWS::SQS::Queue", "sqs:SendMessage"],
  ["AWS::SNS::Topic", "sns:Publish"],
]);

/** @throws Split where the world does not decide it. */
export function destinationAnswer(graph: Graph, trigger: TriggersEdge, world: World): Answer {
  const { source, target, via } = trigger;
  const service = invokerOf(trigger) ?? "";
  if (isOutside(target))
    return { answer: "unknown", reasons: [target.reason ?? elsewhere(target.value)], evidence: [] };
  const action = actions.get(target.type);
  if (action === undefined) return { answer: "yes", evidence: [] };
  const fifo = readAt(target.properties, [action.startsWith("sqs") ? "FifoQueue" : "FifoTopic"], world);
  if (via === "notification" && isOn(fifo) === true) {
    const node = fifo.origin ?? target.origin;
    return { answer: "no", evidence: [{ node, message: `${target.logicalId} is FIFO, which S3 does not send to` }] };
  }
  const sender = source.type === "Custom::S3BucketNotifications" ? undefined : source;
  const sent = serviceMay(graph, service, action, target, sender, world);
  if (sent.answer === "no") return sent;
  for (const use of ["kms:GenerateDataKey", "kms:Decrypt"]) {
    const key = serviceMayUseKeyOf(graph, service, use, target, sender, world);
    if (key.answer === "no" || (key.answer === "unknown" && sent.answer === "yes")) return key;
  }
  return sent;
}

function elsewhere(value: Value): Reason {
  const name = spell(value);
  return {
    kind: "outside",
    name,
    stack: "",
    message: `${name} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}
