/**
 * The body of an API that SAM manages: its paths, and where each request goes.
 *
 * Thinner than SAM's: what authorizers, CORS, models and gateway responses add is left out, so that the hash in a
 * deployment's logical id is not SAM's.
 */
import { childOf, type MappingNode, type SourceNode } from "../../../source/node.ts";
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
  let merged = compose(paths ?? body, paths);
  for (const route of routes) merged = withRoute(merged, route);
  return compose(body, body, { paths: merged });
}

function withRoute(paths: MappingNode, { path, method, integration, condition, origin }: Route): MappingNode {
  const name = method === "any" ? anyMethod : method;
  const item = asMapping(childOf(paths, path));
  const operation = asMapping(childOf(item, name));
  const written = compose(
    operation ?? origin,
    operation,
    { [integrationKey]: integration },
    operation === undefined ? { responses: {} } : {},
  );
  const value: SourceNode | Draft = condition === undefined ? written : ifElse(condition, written, noValue);
  return compose(paths, paths, { [path]: compose(item ?? origin, item, { [name]: value }) });
}
