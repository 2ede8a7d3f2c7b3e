/**
 * Who makes a request: a role of the app (or compute that has none), or an AWS service in its own name.
 *
 * Invariant: exactly one of the two calls; a service has no role, and no identity policies.
 */
import type { GraphNode } from "../model.ts";

export interface Caller {
  /** The role, user or group that calls; undefined for compute without one, and for services. */
  readonly role: GraphNode | undefined;
  /** Set where a service calls in its own name. */
  readonly service?: ServiceCall;
  /** The service that calls for the role: `s3` where S3 encrypts what the role puts. */
  readonly via?: string;
}

export interface ServiceCall {
  /** Its principal: `s3.amazonaws.com`. */
  readonly principal: string;
  /** The resource for which it calls, whose ARN is `aws:SourceArn`; undefined where that is not known here. */
  readonly source: GraphNode | undefined;
}
