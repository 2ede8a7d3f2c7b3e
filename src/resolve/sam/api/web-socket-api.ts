/**
 * AWS::Serverless::WebSocketApi -> the API, a route, an integration and a permission for each of its routes, its stage.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html
 */
import type { Entry, MappingNode } from "../../../source/node.ts";
import { join, ref, sub } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, pick } from "../draft.ts";
import { given, literal, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { expandHttpDomain } from "./http-api.ts";

const passedOn = [
  "ApiKeySelectionExpression",
  "Description",
  "DisableExecuteApiEndpoint",
  "DisableSchemaValidation",
  "IpAddressType",
  "RouteSelectionExpression",
];
const ofRoute = [
  "ApiKeyRequired",
  "ModelSelectionExpression",
  "OperationName",
  "RequestModels",
  "RequestParameters",
  "RouteResponseSelectionExpression",
];
const createdBy = { "websocketapi:createdBy": "SAM" };
const defaultStage = "default";

export function expandWebSocketApi(api: SamResource): void {
  const { properties, logicalId, origin } = api;
  const tags = mappingAt(properties, "Tags");
  api.replace(
    "AWS::ApiGatewayV2::Api",
    compose(
      origin,
      { Name: given(properties, "Name") ?? logicalId, ProtocolType: "WEBSOCKET" },
      pick(properties, passedOn),
      {
        Tags: compose(tags ?? origin, tags, createdBy),
      },
    ),
  );
  const routes = [...(mappingAt(properties, "Routes")?.entries.values() ?? [])];
  if (routes.length === 0) api.report("sam-property", "a WebSocket API needs Routes", origin);
  const routeIds = routes.flatMap((route) => expandRoute(api, route));
  const stage = declareStage(api, routeIds);
  api.expansion.renamed.set(`${logicalId}.Stage`, stage);
  expandHttpDomain(api, stage, createdBy);
}

function expandRoute(api: SamResource, { name, key, value }: Entry): string[] {
  const fn = given(value, "FunctionArn");
  const plain = name.startsWith("$") ? name.slice(1) : name;
  if (fn === undefined || value.kind !== "mapping" || !/^[A-Za-z0-9]+$/.test(plain)) {
    api.report("sam-property", `the route ${name} needs FunctionArn, and letters and digits as its name`, key);
    return [];
  }
  const prefix = `${api.logicalId}${plain.charAt(0).toUpperCase()}${plain.slice(1).toLowerCase()}`;
  const origin = { origin: key };
  const authorization = name === "$connect" ? authorizationOf(api) : {};
  const target = join("/", ["integrations", ref(`${prefix}Integration`)]);
  api.generate(
    `${prefix}Route`,
    "AWS::ApiGatewayV2::Route",
    compose(key, { ApiId: ref(api.logicalId), RouteKey: name, Target: target }, pick(value, ofRoute), authorization),
    origin,
  );
  const uri = sub(
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations",
    { FunctionArn: fn },
  );
  api.generate(
    `${prefix}Integration`,
    "AWS::ApiGatewayV2::Integration",
    {
      ApiId: ref(api.logicalId),
      IntegrationType: "AWS_PROXY",
      IntegrationUri: uri,
      TimeoutInMillis: given(value, "IntegrationTimeout"),
    },
    origin,
  );
  api.generate(
    `${prefix}Permission`,
    "AWS::Lambda::Permission",
    {
      Action: "lambda:InvokeFunction",
      FunctionName: fn,
      Principal: "apigateway.amazonaws.com",
      SourceArn: routeArn(api, name),
    },
    origin,
  );
  return [`${prefix}Route`];
}

function routeArn(api: SamResource, route: string): Draft {
  const stage = given(api.properties, "StageName");
  const text = stage === undefined ? defaultStage : literal(stage);
  const arn = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api.logicalId}.ApiId}/`;
  return text === undefined
    ? sub(`${arn}\${__StageName__}/${route}`, { __StageName__: stage })
    : sub(`${arn}${text}/${route}`);
}

/** Only the route that connects is authorized. */
function authorizationOf(api: SamResource): { readonly [name: string]: Draft } {
  const auth = mappingAt(api.properties, "Auth");
  if (auth === undefined) return {};
  const type = literal(given(auth, "AuthType"))?.toUpperCase();
  if (type !== "CUSTOM") return { AuthorizationType: type };
  declareAuthorizer(api, auth);
  return { AuthorizationType: type, AuthorizerId: ref(`${api.logicalId}ConnectAuthorizer`) };
}

function declareAuthorizer(api: SamResource, auth: MappingNode): void {
  const fn = given(auth, "AuthArn");
  const role = given(auth, "InvokeRole");
  const logicalId = `${api.logicalId}ConnectAuthorizer`;
  api.generate(
    logicalId,
    "AWS::ApiGatewayV2::Authorizer",
    {
      ApiId: ref(api.logicalId),
      AuthorizerType: "REQUEST",
      AuthorizerCredentialsArn: role,
      AuthorizerUri:
        fn &&
        sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthArn}/invocations", {
          AuthArn: fn,
        }),
      IdentitySource: given(auth, "IdentitySource"),
      Name: given(auth, "Name") ?? logicalId,
    },
    { origin: auth },
  );
  if (role !== undefined || fn === undefined) return;
  api.generate(
    `${api.logicalId}AuthorizerPermission`,
    "AWS::Lambda::Permission",
    {
      Action: "lambda:InvokeFunction",
      FunctionName: fn,
      Principal: "apigateway.amazonaws.com",
      SourceArn: sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*", {
        __ApiId__: ref(api.logicalId),
      }),
    },
    { origin: auth },
  );
}

function declareStage(api: SamResource, routes: readonly string[]): string {
  const { properties, logicalId } = api;
  const name = given(properties, "StageName");
  const stage = name === undefined ? `${logicalId}DefaultStage` : `${logicalId}${literal(name) ?? ""}Stage`;
  const settings = given(properties, "RouteSettings");
  api.generate(
    stage,
    "AWS::ApiGatewayV2::Stage",
    compose(
      api.origin,
      { ApiId: ref(logicalId), AutoDeploy: true, StageName: name ?? defaultStage },
      pick(properties, ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"]),
      {
        Tags: createdBy,
      },
    ),
    { origin: name, dependsOn: settings === undefined ? [] : routes },
  );
  return stage;
}
