/**
 * Whether the capacity of a table follows the traffic: on demand, or provisioned and scaled, for the table and for each
 * of its global secondary indexes, for reads and for writes.
 *
 * A table is provisioned where its template does not say otherwise. An index that throttles writes throttles the table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 */

import { canonical } from "../../resolve/canonical.ts";
import { listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { after, cutAt, literalOf, partsOf } from "../arn.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import type { Ternary } from "../ternary.ts";
import { scalableTargets } from "../tiers/scaling.ts";

/** Whether the table is billed by request, so that it has no capacity to run out of. */
export function isOnDemand(table: GraphNode, world: World): Ternary {
  const mode = readAt(table.properties, ["BillingMode"], world);
  const reason = textOf(mode) === undefined ? reasonOf(mode) : undefined;
  return reason === undefined ? textOf(mode) === "PAY_PER_REQUEST" : [reason];
}

export interface FixedCapacity {
  /** What is fixed, in words: `reads of the table`, `writes of the index by-owner`. */
  readonly items: readonly string[];
  /** Why more may be fixed than the template shows. */
  readonly open: readonly Reason[];
  /** Why something outside the app may scale what is listed. */
  readonly unless: Reason | null;
}

/** Which capacities of a provisioned table nothing scales. */
export function fixedCapacity(index: NodeIndex, table: GraphNode, world: World): FixedCapacity {
  if (table.type === "AWS::DynamoDB::GlobalTable") return fixedReadsOfReplicas(table, world);
  const { items: indexes, open } = listIn(readAt(table.properties, ["GlobalSecondaryIndexes"], world), world);
  const names = indexes.map((one) => textOf(readAt(one, ["IndexName"], world)));
  const scaled = scaledDimensions(index, table, world);
  const fixed = [undefined, ...names].flatMap((name, i) =>
    (["Read", "Write"] as const)
      .filter((kind) => !scaled.some((dimension) => covers(dimension, i === 0, name, kind)))
      .map((kind) => `${kind.toLowerCase()}s of ${i === 0 ? "the table" : `the index ${name ?? `number ${i}`}`}`),
  );
  return { items: fixed, open, unless: escapeOf(index, table) };
}

/** `dynamodb:index:WriteCapacityUnits`, and the index that it is about. */
interface Dimension {
  readonly text: string | undefined;
  readonly indexName: string | undefined;
}

/** A dimension that is not known may be any. */
function covers({ text, indexName }: Dimension, ofTable: boolean, name: string | undefined, kind: string): boolean {
  if (text !== undefined && text !== `dynamodb:${ofTable ? "table" : "index"}:${kind}CapacityUnits`) return false;
  return ofTable || indexName === undefined || name === undefined || indexName === name;
}

/** What scalable targets register of the table, where a policy or a schedule moves them. */
function scaledDimensions(index: NodeIndex, table: GraphNode, world: World): readonly Dimension[] {
  const moved = movedTargets(index);
  return (scalableTargets(index).byScaled.get(table) ?? [])
    .filter(({ target, guard }) => world.holds(guard) && isMoved(target, moved, world))
    .map(({ target }) => ({
      text: textOf(readAt(target.properties, ["ScalableDimension"], world)),
      indexName: indexNameOf(readAt(target.properties, ["ResourceId"], world)),
    }));
}

function isMoved(target: GraphNode, moved: ReadonlyMap<GraphNode, readonly GraphNode[]>, world: World): boolean {
  if (listIn(readAt(target.properties, ["ScheduledActions"], world), world).items.length > 0) return true;
  return (moved.get(target) ?? []).some((policy) => world.holds(policy.guard));
}

/** Scalable targets, with the policies that move them; a policy may name its target, or the same resource as it. */
const movedTargets = oncePerGraph((index) => {
  const byTarget = new Map<GraphNode, GraphNode[]>();
  const byResource = new Map<string, GraphNode[]>();
  for (const target of index.nodesOfType(scalableTarget)) fileUnder(byResource, resourceOf(target), target);
  for (const policy of index.nodesOfType("AWS::ApplicationAutoScaling::ScalingPolicy")) {
    const id = valueAt(policy.properties, ["ScalingTargetId"]);
    const named =
      id.kind === "absent"
        ? (byResource.get(resourceOf(policy)) ?? [])
        : nodesNamed(index, id, [scalableTarget]).map(({ node }) => node);
    for (const target of named) fileUnder(byTarget, target, policy);
  }
  return byTarget;
});

const scalableTarget = "AWS::ApplicationAutoScaling::ScalableTarget";

function resourceOf({ properties }: GraphNode): string {
  return ["ScalableDimension", "ResourceId"].map((name) => canonical(valueAt(properties, [name]))).join(" ");
}

/** `table/name/index/by-owner` -> `by-owner`. */
function indexNameOf(id: Decided): string | undefined {
  const path = after(partsOf(id), "table/");
  const inner = path && cutAt(path, "/")[1];
  return inner && literalOf(after(inner, "/index/"));
}

/** Writes of a global table always scale; reads are set for each replica. */
function fixedReadsOfReplicas(table: GraphNode, world: World): FixedCapacity {
  const { items: replicas, open } = listIn(readAt(table.properties, ["Replicas"], world), world);
  const isFixed = (settings: Value): boolean =>
    readAt(settings, ["ReadProvisionedThroughputSettings", "ReadCapacityUnits"], world).kind !== "absent";
  const items = replicas.flatMap((replica, i) => {
    const where = `the replica in ${textOf(readAt(replica, ["Region"], world)) ?? `place ${i + 1}`}`;
    const indexes = listIn(readAt(replica, ["GlobalSecondaryIndexes"], world), world).items.filter(isFixed);
    return [
      ...(isFixed(replica) ? [`reads of ${where}`] : []),
      ...indexes.map((one) => `reads of the index ${textOf(readAt(one, ["IndexName"], world)) ?? ""} of ${where}`),
    ];
  });
  return { items, open, unless: null };
}
