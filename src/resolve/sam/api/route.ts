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

/** What a path looks like in the ARN of a request: parameters are wildcards, a trailing slash is dropped. */
export function pathInArn(path: string): string {
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  return trimmed.replace(/\{[\w.-]{1,256}\+?\}/g, "*");
}
