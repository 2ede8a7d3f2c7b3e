/**
 * Who triggers whom beyond S3's own notifications: event rules, queues and streams, topics, pipes, workflows.
 *
 * Each hop is an edge of its own: bucket -> rule -> function, bucket -> queue -> function. Whether a hop really delivers
 * (enabled, permitted, filtered) is asked of it elsewhere.
 */
import { and } from "../resolve/guard.ts";
import { alternativesOf, type Guarded, itemsOf, textOf, valueAt } from "../resolve/reading.ts";
import type { Value } from "../resolve/value.ts";
import { identify } from "./identity.ts";
import { mentionsIn } from "./mentions.ts";
import type { GraphNode, NodeIndex, TriggersEdge } from "./model.ts";
import { notificationEdges } from "./notifications.ts";
import { triggersEdges } from "./triggers.ts";

/** All `triggers` edges, each once. */
export function allTriggersEdges(index: NodeIndex): readonly TriggersEdge[] {
  const edges = [
    ...notificationEdges(index),
    ...index
      .nodesOfType("AWS::Events::Rule")
      .flatMap((rule) => [...ruleSources(index, rule), ...ruleTargets(index, rule)]),
    ...index.nodesOfType("AWS::Lambda::EventSourceMapping").flatMap((mapping) => mappingEdges(index, mapping)),
    ...index.nodesOfType("AWS::SNS::Subscription").flatMap((subscription) => subscriptionEdges(index, subscription)),
    ...index.nodesOfType("AWS::SNS::Topic").flatMap((topic) => inlineSubscriptions(index, topic)),
    ...index.nodesOfType("AWS::Pipes::Pipe").flatMap((pipe) => pipeEdges(index, pipe)),
    ...index.nodesOfType("AWS::StepFunctions::StateMachine").flatMap((machine) => workflowEdges(index, machine)),
  ];
  return [...new Map(edges.map((edge) => [edge.id, edge])).values()];
}

/** The resources of the app that a value names, in all worlds. */
function nodesNamed(index: NodeIndex, value: Value, types: readonly string[] = []): readonly Guarded<GraphNode>[] {
  return alternativesOf(value).flatMap((alternative) =>
    identify(index, alternative.value, types).certain.map(({ node }) => ({ guard: alternative.guard, value: node })),
  );
}

const bucketType = "AWS::S3::Bucket";

/**
 * Buckets whose events a rule matches: those that its pattern names, in S3's own events or in CloudTrail's; where it names
 * none, all buckets that send their events to EventBridge.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
function ruleSources(index: NodeIndex, rule: GraphNode): readonly TriggersEdge[] {
  const pattern = valueAt(rule.properties, ["EventPattern"]);
  const sources = itemsOf(valueAt(pattern, ["source"])).items;
  if (!sources.some(({ value }) => textOf(value) === "aws.s3")) return [];
  const named = [
    valueAt(pattern, ["detail", "bucket", "name"]),
    valueAt(pattern, ["detail", "requestParameters", "bucketName"]),
  ];
  const buckets = named.some((value) => value.kind !== "absent")
    ? named.flatMap((value) => itemsOf(value).items.flatMap((item) => guardedBuckets(index, item)))
    : index
        .nodesOfType(bucketType)
        .filter(sendsToEventBridge)
        .map((value) => ({ guard: and(), value }));
  return buckets.map(({ guard, value: bucket }) => ({
    kind: "triggers",
    id: `triggers:${bucket.id}>${rule.id}:eventbridge`,
    source: bucket,
    target: rule,
    guard: and(guard, bucket.guard, rule.guard),
    declaration: pattern.origin ?? rule.origin,
    declaredBy: rule,
    evidence: [
      { node: pattern.origin ?? rule.origin, message: `${rule.logicalId} matches events of ${bucket.logicalId}` },
    ],
    via: "eventbridge",
    events: itemsOf(valueAt(pattern, ["detail-type"])).items.flatMap(({ value }) => textOf(value) ?? []),
    prefix: undefined,
    suffix: undefined,
    targetValue: { kind: "absent", origin: null },
  }));
}

function guardedBuckets(index: NodeIndex, { guard, value }: Guarded<Value>): readonly Guarded<GraphNode>[] {
  return nodesNamed(index, value, [bucketType]).map((found) => ({
    guard: and(guard, found.guard),
    value: found.value,
  }));
}

function sendsToEventBridge(bucket: GraphNode): boolean {
  return valueAt(bucket.properties, ["NotificationConfiguration", "EventBridgeConfiguration"]).kind !== "absent";
}

function ruleTargets(index: NodeIndex, rule: GraphNode): readonly TriggersEdge[] {
  return itemsOf(valueAt(rule.properties, ["Targets"])).items.flatMap(({ guard, value }) =>
    triggersEdges(index, {
      source: rule,
      via: "eventbridge",
      to: valueAt(value, ["Arn"]),
      guard,
      declaration: value.origin ?? rule.origin,
      declaredBy: rule,
    }),
  );
}

/** Queues, and streams of tables. */
function mappingEdges(index: NodeIndex, mapping: GraphNode): readonly TriggersEdge[] {
  return nodesNamed(index, valueAt(mapping.properties, ["EventSourceArn"])).flatMap(({ guard, value: source }) =>
    triggersEdges(index, {
      source,
      via: "queue",
      to: valueAt(mapping.properties, ["FunctionName"]),
      guard,
      declaration: mapping.origin,
      declaredBy: mapping,
    }),
  );
}

/** People and web addresses are told about an event; only functions and queues go on with it. */
function goesOn(subscription: Value): boolean {
  const protocol = textOf(valueAt(subscription, ["Protocol"]));
  return protocol === undefined || protocol === "lambda" || protocol === "sqs";
}

function subscriptionEdges(index: NodeIndex, subscription: GraphNode): readonly TriggersEdge[] {
  if (!goesOn(subscription.properties)) return [];
  return nodesNamed(index, valueAt(subscription.properties, ["TopicArn"])).flatMap(({ guard, value: source }) =>
    triggersEdges(index, {
      source,
      via: "topic",
      to: valueAt(subscription.properties, ["Endpoint"]),
      guard,
      declaration: subscription.origin,
      declaredBy: subscription,
    }),
  );
}

function inlineSubscriptions(index: NodeIndex, topic: GraphNode): readonly TriggersEdge[] {
  const listed = itemsOf(valueAt(topic.properties, ["Subscription"])).items.filter(({ value }) => goesOn(value));
  return listed.flatMap(({ guard, value }) =>
    triggersEdges(index, {
      source: topic,
      via: "topic",
      to: valueAt(value, ["Endpoint"]),
      guard,
      declaration: value.origin ?? topic.origin,
      declaredBy: topic,
    }),
  );
}

function pipeEdges(index: NodeIndex, pipe: GraphNode): readonly TriggersEdge[] {
  return nodesNamed(index, valueAt(pipe.properties, ["Source"])).flatMap(({ guard, value: source }) =>
    ["Enrichment", "Target"].flatMap((property) =>
      triggersEdges(index, {
        source,
        via: "pipe",
        to: valueAt(pipe.properties, [property]),
        guard,
        declaration: valueAt(pipe.properties, [property]).origin ?? pipe.origin,
        declaredBy: pipe,
      }),
    ),
  );
}

/** What the definition of a workflow names: functions that it calls, in whatever order. */
function workflowEdges(index: NodeIndex, machine: GraphNode): readonly TriggersEdge[] {
  return ["DefinitionString", "Definition", "DefinitionSubstitutions"].flatMap((property) =>
    mentionsIn(index, valueAt(machine.properties, [property]))
      .filter(
        ({ node, attribute }) => node.type === "AWS::Lambda::Function" && (attribute === "Arn" || attribute === "Ref"),
      )
      .flatMap(({ node, attribute, guard, origin }) =>
        triggersEdges(index, {
          source: machine,
          via: "workflow",
          to: {
            kind: "identity",
            origin,
            symbol: {
              kind: "attribute",
              resource: { stack: node.stack.stack.name, logicalId: node.logicalId },
              attribute,
            },
          },
          guard,
          declaration: origin ?? machine.origin,
          declaredBy: machine,
        }),
      ),
  );
}
