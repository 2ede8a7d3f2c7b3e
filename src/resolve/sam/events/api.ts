/**
 * Api and HttpApi events: a route of the API that is named, or of the one that SAM makes, and the permission for it.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html
 */
import { ref, sub } from "../../../template/intrinsic-call.ts";
import { defaultRoute, httpPathInArn, implicitHttpApi, implicitRestApi, restPathInArn } from "../api/route.ts";
import type { Draft } from "../draft.ts";
import { given, literal, refTarget } from "../property.ts";
import { allowInvoke, type EventSource, type FunctionEvent, refuse } from "./event.ts";

const principal = "apigateway.amazonaws.com";

export function expandApi(event: FunctionEvent): void {
  const route = restRouteOf(event);
  if (route === undefined) return;
  const { api, path, method } = route;
  const sourceArn = sub(
    `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${verbInArn(method)}${restPathInArn(path)}`,
    {
      __ApiId__: api.reference,
      __Stage__: "*",
    },
  );
  allowInvoke(event, { principal, sourceArn, suffix: stageSuffix(event, api.logicalId) });
  addRoute(event, api.logicalId, path, method, functionIntegration(event));
}

export function expandHttpApi(event: FunctionEvent): void {
  const { properties, expansion } = event;
  const api = apiOf(event, "ApiId", implicitHttpApi);
  if (api === undefined) return;
  const path = literal(given(properties, "Path")) ?? defaultRoute;
  const method = (literal(given(properties, "Method")) ?? "any").toLowerCase();
  const coveredByDefault =
    path !== defaultRoute && expansion.routes.coversAll(api.logicalId ?? "", event.target.source);
  addRoute(event, api.logicalId, path, method, {
    ...functionIntegration(event),
    payloadFormatVersion: given(properties, "PayloadFormatVersion") ?? "2.0",
  });
  // A default route's permission is for every path: SAM writes no further ones for the same function.
  if (coveredByDefault) return;
  const verb = method.endsWith("any-method") ? "*" : verbInArn(method);
  const inArn = path === defaultRoute ? "" : httpPathInArn(path);
  const request = method === "any" && inArn === `/${defaultRoute}` ? inArn : `/${verb}${inArn}`;
  const sourceArn = sub(
    `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}${request}`,
    {
      __ApiId__: api.reference,
      __Stage__: "*",
    },
  );
  allowInvoke(event, { principal, sourceArn });
}

interface NamedApi {
  /** Undefined where the API is told by a value that only deploying gives. */
  readonly logicalId: string | undefined;
  readonly reference: Draft;
}

export interface RestRoute {
  readonly api: NamedApi;
  readonly path: string;
  readonly method: string;
}

/** The route of an Api event; what is missing is a diagnostic. */
export function restRouteOf(event: EventSource): RestRoute | undefined {
  const path = literal(given(event.properties, "Path"));
  const method = literal(given(event.properties, "Method"));
  if (path === undefined || method === undefined) {
    refuse(event, "needs Path and Method");
    return undefined;
  }
  const api = apiOf(event, "RestApiId", implicitRestApi);
  return api && { api, path, method: method.toLowerCase() };
}

function apiOf(event: EventSource, property: string, implicit: string): NamedApi | undefined {
  const wish = given(event.properties, property);
  if (wish === undefined) return { logicalId: implicit, reference: ref(implicit) };
  const logicalId = refTarget(wish) ?? literal(wish);
  if (logicalId === undefined || event.expansion.get(logicalId) === undefined) {
    refuse(event, `must name an API of this template in ${property}, with Ref`, wish);
    return undefined;
  }
  return { logicalId, reference: wish };
}

/** Permissions for different stages have different names, though each is for all stages. */
export function stageSuffix({ expansion }: EventSource, logicalId: string | undefined): string {
  if (logicalId === undefined) return "AllStages";
  if (logicalId === implicitRestApi && expansion.get(logicalId) === undefined) return "Prod";
  return literal(given(expansion.get(logicalId)?.properties, "StageName")) ?? "Stage";
}

export function addRoute(
  event: EventSource,
  api: string | undefined,
  path: string,
  method: string,
  integration: Draft,
): void {
  if (api === undefined) return;
  const { condition, tags } = event.target.inherited;
  event.expansion.routes.add(api, {
    path,
    method,
    integration,
    condition,
    tags,
    origin: event.entry.key,
    source: event.target.source,
  });
}

export function verbInArn(method: string): string {
  return method === "any" ? "*" : method.toUpperCase();
}

function functionIntegration({ target }: FunctionEvent): { readonly [name: string]: Draft } {
  const uri = sub(
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${target.variable}}/invocations`,
  );
  return { type: "aws_proxy", httpMethod: "POST", uri };
}
