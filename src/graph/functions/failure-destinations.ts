/**
 * Where templates send what fails: dead-letter queues and destinations on failure -> one list over all worlds.
 *
 * Two kinds of failure are told apart: that an event cannot be delivered (a rule's target, a subscription, a schedule), and
 * that it was delivered and could not be processed. A dead-letter queue for the one never sees the other.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * Not here: which of them cover an intake (failure-handling.ts), and whether they take what they are sent
 * (failure-delivery.ts).
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Guarded, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { nodeAt, type SourceNode } from "../../source/node.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";

export interface FailureDestination {
  readonly declaredBy: GraphNode;
  /** `DeadLetterConfig.TargetArn`. */
  readonly property: string;
  readonly covers: "processing" | "delivery";
  /** When it is set, while the declaring resource is there. */
  readonly guard: Guard;
  /** What it names; unknown with a reason of its own where only the setting is known. */
  readonly value: Decided;
  /** Why it cannot be told whether it is set at all. */
  readonly doubt: Reason | undefined;
  readonly origin: SourceNode;
}

interface Setting {
  readonly type: string;
  readonly path: readonly string[];
  readonly covers: FailureDestination["covers"];
}

const onFailure = ["DestinationConfig", "OnFailure", "Destination"];
const redrive = ["RedrivePolicy", "deadLetterTargetArn"];
const processing = (type: string, path: readonly string[]): Setting => ({ type, path, covers: "processing" });
const delivery = (type: string, path: readonly string[]): Setting => ({ type, path, covers: "delivery" });

const settings: readonly Setting[] = [
  processing("AWS::SQS::Queue", redrive),
  processing("AWS::Lambda::Function", ["DeadLetterConfig", "TargetArn"]),
  processing("AWS::Lambda::EventInvokeConfig", onFailure),
  processing("AWS::Lambda::EventSourceMapping", onFailure),
  ...["KinesisStreamParameters", "DynamoDBStreamParameters"].map((source) =>
    processing("AWS::Pipes::Pipe", ["SourceParameters", source, "DeadLetterConfig", "Arn"]),
  ),
  delivery("AWS::SNS::Subscription", redrive),
  delivery("AWS::Events::EventBus", ["DeadLetterConfig", "Arn"]),
  delivery("AWS::Scheduler::Schedule", ["Target", "DeadLetterConfig", "Arn"]),
];

const ofTarget = delivery("AWS::Events::Rule", ["DeadLetterConfig", "Arn"]);

/** All destinations of the app, by the resource that declares them. */
export const failureDestinations = oncePerGraph((index) => {
  const byDeclarer = new Map<GraphNode, FailureDestination[]>();
  for (const setting of settings) {
    for (const node of index.nodesOfType(setting.type)) {
      for (const found of written(node, node.properties, setting)) fileUnder(byDeclarer, node, found);
    }
  }
  for (const rule of index.nodesOfType(ofTarget.type)) {
    for (const { guard, value } of itemsOf(valueAt(rule.properties, ["Targets"])).items) {
      for (const found of written(rule, value, ofTarget))
        fileUnder(byDeclarer, rule, { ...found, guard: and(guard, found.guard) });
    }
  }
  return byDeclarer;
});

/** What a setting names, in all worlds; an empty text is nothing. */
function written(node: GraphNode, properties: Value, { path, covers }: Setting): readonly FailureDestination[] {
  const around = alternativesOf(valueAt(properties, path.slice(0, -1)));
  return around.flatMap(({ guard, value }) =>
    namedIn(value, path.at(-1) ?? "").map((named) => ({
      declaredBy: node,
      property: path.join("."),
      covers,
      guard: and(guard, named.guard),
      value: named.value,
      doubt: value.kind === "unknown" ? value.reason : undefined,
      origin: nodeAt(node.declaration.properties, path) ?? named.value.origin ?? node.origin,
    })),
  );
}

/** A policy may also be given as a text of JSON, which says what it does, but not readably. */
function namedIn(around: Decided, key: string): readonly Guarded<Decided>[] {
  const inside = around.kind === "map" ? valueAt(around, [key]) : around;
  return alternativesOf(inside).filter(({ value }) => value.kind !== "absent" && textOf(value) !== "");
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
