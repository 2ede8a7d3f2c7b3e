/**
 * What one S3 event adds to its bucket; kept until all events are known, see ./bucket-notifications.ts.
 */
import type { SourceNode } from "../../../source/node.ts";

/** One S3 event of a function. */
export interface BucketEvent {
  readonly bucketId: string;
  readonly notifications: readonly SourceNode[];
  /** Logical id of the permission that S3 needs first. */
  readonly permission: string;
  /** When the function, and with it the permission, is there. */
  readonly condition: string | undefined;
  readonly origin: SourceNode;
}
