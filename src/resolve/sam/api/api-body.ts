/**
 * The body of an API that SAM manages: its paths, and where each request goes.
 *
 * Thinner than SAM's: what authorizers, CORS, models and gateway responses add is left out, so that the hash in a
 * deployment's logical id is not SAM's.
 */
import { childOf, type MappingNode } from "../../../source/node.ts";
import { ifElse, noValue, ref } from "../../../template/intrinsic-call.ts";
import { compose, type Draft } from "../draft.ts";
import { asMapping, mappingAt } from "../property.ts";
import type { Route } from "./route.ts";

const integrationKey = "x-amazon-apigateway-integration";
const anyMethod = "x-amazon-apigateway-any-method";

export const restSkeleton: Draft = { swagger: "2.0", info: { version: "1.0", title: ref("AWS::StackName") } };
export const httpSkeleton: Draft = { openapi: "3.0.1", info: { version: "1.0", title: ref("AWS::StackName") } };

/** The routes put into a body; one that is there already keeps everything else that it says. */
export function bodyWithRoutes(body: MappingNode, routes: readonly Route[]): MappingNode {
  const paths = mappingAt(body, "paths");
  const byPath = new Map<string, Route[]>();
  for (const route of routes) {
    const ofPath = byPath.get(route.path) ?? [];
    ofPath.push(route);
    byPath.set(route.path, ofPath);
  }
  const added = [...byPath].map(([path, ofPath]) => [path, pathWithRoutes(asMapping(childOf(paths, path)), ofPath)]);
  return compose(body, body, { paths: compose(paths ?? body, paths, Object.fromEntries(added)) });
}

function pathWithRoutes(path: MappingNode | undefined, routes: readonly Route[]): Draft {
  const [first] = routes;
  if (first === undefined) return path;
  const operations = routes.map((route) => {
    const name = route.method === "any" ? anyMethod : route.method;
    return [name, operationOf(asMapping(childOf(path, name)), route)];
  });
  return compose(path ?? first.origin, path, Object.fromEntries(operations));
}

function operationOf(present: MappingNode | undefined, { integration, condition, origin }: Route): Draft {
  const responses = present === undefined ? { responses: {} } : undefined;
  const operation = compose(present ?? origin, present, { [integrationKey]: integration }, responses);
  return condition === undefined ? operation : ifElse(condition, operation, noValue);
}
