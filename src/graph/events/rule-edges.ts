/**
 * Rules of EventBridge -> the edges on both sides of them: bucket -> rule, bus -> rule, rule -> target.
 *
 * Invariant: bucket -> rule says that the pattern speaks of the bucket's events, not that they arrive: whether the bucket
 * sends them, and to which bus, is asked in ./event-delivery.ts.
 */
import { and } from "../../resolve/guard.ts";
import { alternativesOf, type Guarded, itemsOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { identify } from "../identity.ts";
import type { Evidence, GraphNode, NodeIndex, TriggersEdge } from "../model.ts";
import { overWorlds } from "../over-worlds.ts";
import { acceptsBucket, bucketFields, eventsNamed, isPlain, patternOf, speaksOfS3 } from "./bucket-pattern.ts";
import { sendsToEventBridge } from "./event-bridge.ts";
import { triggersEdges } from "./triggers.ts";

const bucketType = "AWS::S3::Bucket";
const busType = "AWS::Events::EventBus";

export function ruleEdges(index: NodeIndex): readonly TriggersEdge[] {
  return index
    .nodesOfType("AWS::Events::Rule")
    .flatMap((rule) => [...fromBuckets(index, rule), ...fromBuses(index, rule), ...toTargets(index, rule)]);
}

function fromBuckets(index: NodeIndex, rule: GraphNode): readonly TriggersEdge[] {
  const pattern = patternOf(rule);
  if (!speaksOfS3(pattern)) return [];
  return bucketsOf(index, pattern).map(({ guard, value: bucket }) => ({
    ...intoRule(rule, bucket, pattern),
    guard: and(guard, bucket.guard, rule.guard),
    events: eventsNamed(pattern),
  }));
}

/** Buckets that the pattern names; where it names none, all that send their events to EventBridge. */
function bucketsOf(index: NodeIndex, pattern: Value): readonly Guarded<GraphNode>[] {
  const fields = bucketFields(pattern);
  if (fields.length > 0) return fields.flatMap((field) => bucketsNamed(index, field));
  return index
    .nodesOfType(bucketType)
    .flatMap((bucket) =>
      overWorlds((world) => sendsToEventBridge(index, bucket, world) === true, { index, node: bucket }).flatMap(
        ({ guard, value }) => (value ? [{ guard, value: bucket }] : []),
      ),
    );
}

function bucketsNamed(index: NodeIndex, field: Value): readonly Guarded<GraphNode>[] {
  const { items } = itemsOf(field);
  const plain = items
    .filter(({ value }) => isPlain(value))
    .flatMap(({ guard, value }) =>
      identify(index, value, [bucketType])
        .certain.filter(({ node }) => node.type === bucketType)
        .map(({ node }) => ({ guard, value: node })),
    );
  if (plain.length === items.length) return plain;
  const byOperator = index
    .nodesOfType(bucketType)
    .filter((bucket) => !plain.some(({ value }) => value === bucket))
    .flatMap((bucket) =>
      overWorlds((world) => acceptsBucket(field, bucket, { index, world }) === true, { index, node: bucket }).flatMap(
        ({ guard, value }) => (value ? [{ guard, value: bucket }] : []),
      ),
    );
  return [...plain, ...byOperator];
}

function fromBuses(index: NodeIndex, rule: GraphNode): readonly TriggersEdge[] {
  return alternativesOf(valueAt(rule.properties, ["EventBusName"])).flatMap(({ guard, value }) =>
    identify(index, value, [busType])
      .certain.filter(({ node }) => node.type === busType)
      .map(({ node: bus }) => ({
        ...intoRule(rule, bus, patternOf(rule)),
        guard: and(guard, bus.guard, rule.guard),
        events: [],
      })),
  );
}

function intoRule(rule: GraphNode, source: GraphNode, pattern: Value): Omit<TriggersEdge, "guard" | "events"> {
  const declaration = pattern.origin ?? rule.origin;
  const hop: Evidence = { node: declaration, message: `${rule.logicalId} matches events of ${source.logicalId}` };
  return {
    kind: "triggers",
    id: `triggers:${source.id}>${rule.id}:eventbridge`,
    source,
    target: rule,
    declaration,
    declaredBy: rule,
    evidence: [hop],
    via: "eventbridge",
    prefix: undefined,
    suffix: undefined,
    pattern,
    targetValue: { kind: "absent", origin: null },
    targetRole: "bus",
  };
}

function toTargets(index: NodeIndex, rule: GraphNode): readonly TriggersEdge[] {
  return itemsOf(valueAt(rule.properties, ["Targets"])).items.flatMap(({ guard, value }) =>
    triggersEdges(index, {
      source: rule,
      via: "eventbridge",
      to: valueAt(value, ["Arn"]),
      guard,
      declaration: value.origin ?? rule.origin,
      declaredBy: rule,
      settings: value,
    }),
  );
}
