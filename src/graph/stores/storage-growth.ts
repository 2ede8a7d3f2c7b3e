/**
 * Whether the storage of a database instance grows by itself: `MaxAllocatedStorage` turns that on where it is larger than
 * what is allocated.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
import { numberOf, readAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode } from "../model.ts";
import type { Ternary } from "../ternary.ts";

export function storageGrows(instance: GraphNode, world: World): Ternary {
  const limit = readAt(instance.properties, ["MaxAllocatedStorage"], world);
  if (limit.kind === "absent") return false;
  const allocated = readAt(instance.properties, ["AllocatedStorage"], world);
  const [most, now] = [numberOf(limit), numberOf(allocated)];
  if (most !== undefined && now !== undefined) return most > now;
  const reason = reasonOf(limit) ?? reasonOf(allocated);
  // What is restored has the storage of its source; a limit was set all the same.
  return reason === undefined ? most !== undefined : [reason];
}
