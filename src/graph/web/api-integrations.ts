/**
 * What an API hands its requests to: REST, HTTP or WebSocket API -> function.
 *
 * An integration names its function inside of an address (`...:lambda:path/2015-03-31/functions/${Function.Arn}/invocations`) or
 * by itself. It stands in a resource of its own, or in the OpenAPI document of the API, which is also what SAM makes of events.
 * Invariant: an integration that is no function of the app is a reason not to know what the API calls, never "nothing".
 * Not here: whether the API may invoke the function.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { functionsNamed } from "../functions/function-name.ts";
import { mentionsIn } from "../mentions.ts";
import type { FrontsEdge, GraphNode, NodeIndex } from "../model.ts";
import { hopAt, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { uniteEdges } from "../unite-edges.ts";

const restApi = "AWS::ApiGateway::RestApi";
const httpApi = "AWS::ApiGatewayV2::Api";

/** Levels and values of an OpenAPI document that are looked at. */
const maximalParts = 20_000;

interface Integration {
  readonly api: GraphNode;
  /** The resource that it stands in. */
  readonly by: GraphNode;
  readonly guard: Guard;
  /** `MOCK`, `AWS_PROXY`, ...; undefined where it is not known. */
  readonly type: string | undefined;
  readonly uri: Value;
}

/** `fronts` edges: API -> function. */
export function integrationEdges(index: NodeIndex): readonly FrontsEdge[] {
  const edges = integrationsOf(index).flatMap(({ api, by, guard, uri }) =>
    functionsIn(index, uri).map(({ fn, guard: named }): FrontsEdge => {
      const evidence = hopAt(uri, `${api.logicalId} hands requests to ${fn.logicalId}`);
      return {
        kind: "fronts",
        id: `fronts:${api.id}>${fn.id}`,
        source: api,
        target: fn,
        guard: and(api.guard, by.guard, guard, named, fn.guard),
        declaration: evidence[0]?.node ?? by.origin,
        declaredBy: by,
        evidence,
      };
    }),
  );
  return uniteEdges(edges);
}

/** Why an API may call something that is no edge; none where all of its integrations are understood. */
export function unreadIntegrations(index: NodeIndex, api: GraphNode, world: World): readonly Reason[] {
  if (api.type !== restApi && api.type !== httpApi) return [notFollowed(api, "its resolvers")];
  const escape = escapeOf(index, api);
  const document = valueAt(api.properties, ["BodyS3Location"]);
  const unread = integrationsOf(index)
    .filter((integration) => integration.api === api && world.holds(integration.guard))
    .filter(({ type, uri }) => type?.toUpperCase() !== "MOCK" && functionsIn(index, uri).length === 0)
    .map(({ by }) => notFollowed(api, by === api ? "an integration of its document" : by.logicalId));
  return [
    ...(escape === null ? [] : [escape]),
    ...(world.read(document).kind === "absent" ? [] : [notFollowed(api, "a document that is not in the template")]),
    ...unread.slice(0, 1),
  ];
}

function notFollowed({ logicalId, stack }: GraphNode, what: string): Reason {
  const message = `${logicalId} hands requests on by ${what}, which is not followed`;
  return { kind: "integration", name: logicalId, stack: stack.stack.name, message, settle: null };
}

const integrationsOf = oncePerGraph((index): readonly Integration[] => [
  ...index.nodesOfType("AWS::ApiGateway::Method").flatMap((method) => {
    const integration = valueAt(method.properties, ["Integration"]);
    return ofApi(index, method, "RestApiId", restApi, integration, ["Type", "Uri"]);
  }),
  ...index
    .nodesOfType("AWS::ApiGatewayV2::Integration")
    .flatMap((by) => ofApi(index, by, "ApiId", httpApi, by.properties, ["IntegrationType", "IntegrationUri"])),
  ...index.nodesOfType(httpApi).flatMap((api): readonly Integration[] => {
    const uri = valueAt(api.properties, ["Target"]);
    return uri.kind === "absent" ? [] : [{ api, by: api, guard: and(), type: undefined, uri }];
  }),
  ...[restApi, httpApi].flatMap((type) => index.nodesOfType(type).flatMap(inDocument)),
]);

function ofApi(
  index: NodeIndex,
  by: GraphNode,
  apiKey: string,
  apiType: string,
  settings: Value,
  [typeKey, uriKey]: readonly [string, string],
): readonly Integration[] {
  return nodesNamed(index, valueAt(by.properties, [apiKey]), [apiType]).map(({ node: api, guard }) => ({
    api,
    by,
    guard,
    type: textOf(valueAt(settings, [typeKey])),
    uri: valueAt(settings, [uriKey]),
  }));
}

/** What stands under `x-amazon-apigateway-integration`, wherever the document has it. */
function inDocument(api: GraphNode): readonly Integration[] {
  const found: Integration[] = [];
  const waiting: { readonly value: Value; readonly guard: Guard }[] = [
    { value: valueAt(api.properties, ["Body"]), guard: and() },
  ];
  for (let n = 0; n < maximalParts; n++) {
    const next = waiting.pop();
    if (next === undefined) break;
    for (const { guard: when, value } of alternativesOf(next.value)) {
      const guard = and(next.guard, when);
      if (value.kind === "list") for (const item of value.items) waiting.push({ value: item, guard });
      if (value.kind !== "map") continue;
      for (const [key, entry] of value.entries) {
        if (key !== "x-amazon-apigateway-integration") waiting.push({ value: entry, guard });
        else found.push({ api, by: api, guard, type: textOf(valueAt(entry, ["type"])), uri: valueAt(entry, ["uri"]) });
      }
    }
  }
  return found.reverse();
}

/** `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/ARN/invocations`, spelled out. */
const spelledOut = /\/functions\/(arn:[^/]+)\/invocations$/;

function functionsIn(index: NodeIndex, uri: Value): readonly { readonly fn: GraphNode; readonly guard: Guard }[] {
  return alternativesOf(uri).flatMap(({ guard, value }) => {
    const arn = spelledOut.exec(textOf(value) ?? "")?.[1];
    const whole = value.kind === "known" && arn !== undefined ? { ...value, value: arn } : value;
    const named = functionsNamed(index, whole).certain.map(({ node }) => ({ fn: node, guard }));
    if (named.length > 0 || value.kind === "known") return named;
    return mentionsIn(index, value).flatMap((mention) =>
      functionOf(index, mention.node).map((fn) => ({ fn, guard: and(guard, mention.guard) })),
    );
  });
}

/** The function that is mentioned, itself or by an alias or a version. */
function functionOf(index: NodeIndex, node: GraphNode): readonly GraphNode[] {
  if (node.type === "AWS::Lambda::Function") return [node];
  if (node.type !== "AWS::Lambda::Alias" && node.type !== "AWS::Lambda::Version") return [];
  return nodesNamed(index, valueAt(node.properties, ["FunctionName"]), ["AWS::Lambda::Function"]).map(
    (named) => named.node,
  );
}
