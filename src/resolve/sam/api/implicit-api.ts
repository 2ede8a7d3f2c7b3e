/**
 * The APIs that nobody declares: events without an API of their own share one REST API and one HTTP API.
 *
 * Such an API is there when any of its functions is.
 */
import { combineConditions } from "../condition.ts";
import { compose, type Draft } from "../draft.ts";
import type { Expansion } from "../expansion.ts";
import { implicitHttpApi, implicitRestApi, type Route } from "./route.ts";

export function declareImplicitApis(expansion: Expansion): void {
  declareImplicitApi(expansion, implicitRestApi, "AWS::Serverless::Api", { StageName: "Prod" });
  declareImplicitApi(expansion, implicitHttpApi, "AWS::Serverless::HttpApi", {});
}

function declareImplicitApi(
  expansion: Expansion,
  logicalId: string,
  type: string,
  properties: { readonly [name: string]: string },
): void {
  const routes = expansion.routes.of(logicalId);
  const [first] = routes;
  if (first === undefined) return;
  const conditions = routes.map((route) => route.condition);
  const condition = combineConditions(expansion, conditions, `${logicalId}Condition`, first.origin);
  // SAM puts its own API in the place of one that an author gave this name.
  expansion.remove(logicalId);
  expansion.generate(first.source, {
    logicalId,
    type,
    properties: { ...properties, ...tagsOf(routes) },
    origin: first.origin,
    inherited: { condition, deletionPolicy: undefined, updateReplacePolicy: undefined },
  });
}

function tagsOf(routes: readonly Route[]): { readonly [name: string]: Draft } {
  const [first, ...others] = routes.flatMap(({ tags }) => tags ?? []);
  return first === undefined ? {} : { Tags: compose(first, first, ...others), PropagateTags: true };
}
