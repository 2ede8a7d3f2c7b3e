/**
 * Whether an upload to a bucket starts code at all: a function at the end of some chain of triggers, or a workflow that
 * writes the details of the upload into a table itself.
 *
 * Invariant: "no" is said only where the app shows everything that could listen to the bucket.
 */
import { alternativesOf, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { identify } from "../identity.ts";
import { type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";
import { isUnknown, type Ternary, unlessOpen } from "../ternary.ts";
import { acceptsBucket, bucketFields, patternOf, speaksOfS3 } from "./bucket-pattern.ts";
import { customConfigurationOf } from "./custom-configuration.ts";
import { uploadPathOver } from "./upload-path.ts";
import { definitionOf, definitionUnread } from "./workflow-definition.ts";

/** @throws Split where the world does not decide it. */
export function startsFunction(graph: Graph, bucket: GraphNode, world: World): Ternary {
  const open: Reason[] = [];
  const seen = new Set<GraphNode>([bucket]);
  const waiting: GraphNode[] = [bucket];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const edge of graph.edgesFrom("triggers", node)) {
      if (node === bucket && uploadPathOver(graph, edge, world) === undefined) continue;
      if (world.test(edge.guard) === false || !world.holds(edge.guard)) continue;
      if (edge.targetRole === "compute.fn" || writesItems(edge)) return true;
      if (isOutside(edge.target)) {
        if (edge.target.reason !== null) open.push(edge.target.reason);
      } else if (!seen.has(edge.target)) {
        seen.add(edge.target);
        waiting.push(edge.target);
        if (edge.target.role === "workflow" && !definitionOf(edge.target).isWhole)
          open.push(definitionUnread(edge.target));
      }
    }
  }
  const escape = escapeOf(graph, bucket);
  return unlessOpen([
    ...open,
    ...listeners(graph, bucket, world),
    ...customConfigurationOf(graph, bucket),
    ...(escape === null ? [] : [escape]),
  ]);
}

/** What may listen to the bucket, or to another: notifications of a bucket that is not known, patterns that are not. */
function listeners(graph: Graph, bucket: GraphNode, world: World): readonly Reason[] {
  const notifications = graph
    .nodesOfType("Custom::S3BucketNotifications")
    .flatMap((node) => alternativesOf(valueAt(node.properties, ["BucketName"])))
    .flatMap(({ value }) => identify(graph, value, [bucket.type]).reason ?? []);
  const patterns = graph
    .nodesOfType("AWS::Events::Rule")
    .filter((rule) => speaksOfS3(patternOf(rule)))
    .flatMap((rule) => bucketFields(patternOf(rule)))
    .flatMap((field) => {
      const accepted = acceptsBucket(field, bucket, { index: graph, world });
      return isUnknown(accepted) ? accepted : [];
    });
  return [...notifications, ...patterns];
}

/** A task that calls DynamoDB without a function. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
function writesItems({ via, targetRole, events }: TriggersEdge): boolean {
  return via === "workflow" && targetRole === "nosql" && events.some((event) => writes.test(event));
}

const writes = /^dynamodb:(?:putItem|updateItem|batchWriteItem|transactWriteItems)$/;
