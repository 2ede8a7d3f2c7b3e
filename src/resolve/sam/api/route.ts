/**
 * Which requests reach what: collected from events, and written into the body of each API.
 */
import type { SourceNode } from "../../../source/node.ts";
import type { Draft } from "../draft.ts";

export interface Route {
  readonly path: string;
  /** In lower case; `any` for all. */
  readonly method: string;
  /** API Gateway's extension that says where the request goes. */
  readonly integration: Draft;
  readonly condition: string | undefined;
  readonly origin: SourceNode;
  /** Logical id of the resource whose event this is. */
  readonly source: string;
}

export const implicitRestApi = "ServerlessRestApi";
export const implicitHttpApi = "ServerlessHttpApi";
/** An HTTP API's route for everything that no other route takes. */
export const defaultRoute = "$default";

/** What a path looks like in the ARN of a request: parameters are wildcards, a trailing slash is dropped. */
export function pathInArn(path: string): string {
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  return trimmed.replace(/\{[\w.-]{1,256}\+?\}/g, "*");
}
