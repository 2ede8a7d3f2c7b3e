/**
 * Which requests reach what: collected from events, and written into the body of each API.
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import type { Draft } from "../draft.ts";

export interface Route {
  readonly path: string;
  /** In lower case; `any` for all. */
  readonly method: string;
  /** API Gateway's extension that says where the request goes. */
  readonly integration: Draft;
  readonly condition: string | undefined;
  /** Tags that are propagated to an API that nobody declares. */
  readonly tags: MappingNode | undefined;
  readonly origin: SourceNode;
  /** Logical id of the resource whose event this is. */
  readonly source: string;
}

/** The routes of each API, in the order of the events. */
export class RouteTable {
  readonly #routes = new Map<string, Route[]>();
  readonly #coveringAll = new Set<string>();

  add(api: string, route: Route): void {
    const routes = this.#routes.get(api) ?? [];
    routes.push(route);
    this.#routes.set(api, routes);
    if (route.path === defaultRoute) this.#coveringAll.add(`${api} ${route.source}`);
  }

  of(api: string): readonly Route[] {
    return this.#routes.get(api) ?? [];
  }

  /** Whether a resource has the default route of an API, and with it every path. */
  coversAll(api: string, source: string): boolean {
    return this.#coveringAll.has(`${api} ${source}`);
  }
}

export const implicitRestApi = "ServerlessRestApi";
export const implicitHttpApi = "ServerlessHttpApi";
/** An HTTP API's route for everything that no other route takes. */
export const defaultRoute = "$default";

/** What a REST API's path looks like in the ARN of a request: parameters are wildcards, a trailing slash is dropped. */
export function restPathInArn(path: string): string {
  return withoutSlash(path).replace(/\{[\w.-]{1,256}\+?\}/g, "*");
}

/** The same for an HTTP API, where SAM leaves greedy parameters but `{proxy+}` as they are. */
export function httpPathInArn(path: string): string {
  return withoutSlash(path).replace(/\{(?:[\w.-]{1,256}|proxy\+)\}/g, "*");
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
