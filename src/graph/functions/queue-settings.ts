/**
 * The times that a queue and its function must agree on: visibility timeout, function timeout, batching window.
 *
 * AWS's defaults apply where a template says nothing: 30 seconds for a queue, 3 for a function, no window.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
import { numberOf, readAt } from "../../resolve/reading.ts";
import { invalidReason } from "../../resolve/reason.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode } from "../model.ts";

/** Seconds, or why they are not known. */
export type Seconds = number | Reason;

/** For how long a message that was received is hidden from others. */
export function visibilityTimeout(queue: GraphNode, world: World): Seconds {
  return seconds(queue, "VisibilityTimeout", 30, world);
}

/** For how long a function may run. */
export function functionTimeout(fn: GraphNode, world: World): Seconds {
  return seconds(fn, "Timeout", 3, world);
}

/** For how long a mapping gathers messages before it calls the function. */
export function batchingWindow(mapping: GraphNode, world: World): Seconds {
  return seconds(mapping, "MaximumBatchingWindowInSeconds", 0, world);
}

function seconds(node: GraphNode, property: string, byDefault: number, world: World): Seconds {
  const value = readAt(node.properties, [property], world);
  if (value.kind === "absent") return byDefault;
  const invalid = invalidReason(node.stack.stack.name, `${property} of ${node.logicalId} is no number`);
  return numberOf(value) ?? reasonOf(value) ?? invalid;
}
