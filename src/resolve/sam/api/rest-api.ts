/**
 * AWS::Serverless::Api -> the REST API, its deployment and its stage, and what its domain, keys and authorizers need.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
import type { SourceNode } from "../../../source/node.ts";
import { synthesize } from "../../../source/synthesize.ts";
import { ref } from "../../../template/intrinsic-call.ts";
import { objectLocation } from "../code.ts";
import { compose, type Draft, pick } from "../draft.ts";
import { asMapping, given, literal, literalBoolean } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { shortHash, spell } from "../sameness.ts";
import { tagList } from "../tags.ts";
import { bodyWithRoutes, restSkeleton } from "./api-body.ts";
import { allowAuthorizers } from "./authorizer.ts";
import { expandRestDomain } from "./rest-domain.ts";
import { expandUsagePlan } from "./usage-plan.ts";

const passedOn = [
  "BinaryMediaTypes",
  "MinimumCompressionSize",
  "FailOnWarnings",
  "Name",
  "Description",
  "Mode",
  "ApiKeySourceType",
  "Policy",
  "SecurityPolicy",
  "EndpointAccessMode",
];

const ofStage = [
  "StageName",
  "CacheClusterEnabled",
  "CacheClusterSize",
  "Variables",
  "MethodSettings",
  "AccessLogSetting",
  "CanarySetting",
  "TracingEnabled",
];

export function expandRestApi(api: SamResource): void {
  const { properties, logicalId, origin } = api;
  const body = bodyOf(api);
  const location = given(properties, "DefinitionUri");
  api.replace(
    "AWS::ApiGateway::RestApi",
    compose(origin, pick(properties, passedOn), endpointOf(given(properties, "EndpointConfiguration")), {
      Body: location === undefined ? body : undefined,
      BodyS3Location: location && objectLocation(location, ["Bucket", "Key", "Version"]),
    }),
  );
  const deployment = declareDeployment(api, body ?? location ?? properties);
  const stage = declareStage(api, deployment);
  allowAuthorizers(
    api,
    (authorizer) => literalBoolean(given(authorizer, "DisableFunctionDefaultPermissions")) !== true,
  );
  expandRestDomain(api, stage);
  expandUsagePlan(api, stage);
  api.expansion.renamed.set(`${logicalId}.Deployment`, deployment);
  api.expansion.renamed.set(`${logicalId}.Stage`, stage);
}

/** The author's body as it is, or SAM's with the routes of the template's events. */
function bodyOf(api: SamResource): SourceNode | undefined {
  const { properties, expansion, logicalId, origin } = api;
  const written = given(properties, "DefinitionBody");
  const routes = expansion.routes.of(logicalId);
  if (written !== undefined) {
    const merged = literalBoolean(given(properties, "MergeDefinitions")) === true && asMapping(written);
    return merged ? bodyWithRoutes(merged, routes) : written;
  }
  if (given(properties, "DefinitionUri") !== undefined) return undefined;
  return bodyWithRoutes(asMapping(synthesize(origin, restSkeleton ?? null)) ?? compose(origin), routes);
}

function endpointOf(configuration: SourceNode | undefined): { readonly [name: string]: Draft } {
  if (configuration === undefined) return {};
  const map = asMapping(configuration);
  const type = given(map, "Type") ?? (map === undefined ? configuration : undefined);
  return {
    EndpointConfiguration: {
      Types: type === undefined ? undefined : [type],
      VpcEndpointIds: given(map, "VPCEndpointIds") ?? given(map, "VpcEndpointIds"),
      IpAddressType: given(map, "IpAddressType"),
    },
    Parameters: type && { endpointConfigurationTypes: type },
  };
}

/** SAM hashes the body that it writes; ours is thinner, so that the id has the same form and another ending. */
function declareDeployment(api: SamResource, content: SourceNode): string {
  const logicalId = `${api.logicalId}Deployment${shortHash(spell(content))}`;
  const openApi = given(api.properties, "OpenApiVersion") !== undefined;
  api.generate(logicalId, "AWS::ApiGateway::Deployment", {
    RestApiId: ref(api.logicalId),
    StageName: openApi ? undefined : "Stage",
  });
  return logicalId;
}

function declareStage(api: SamResource, deployment: string): string {
  const { properties } = api;
  const name = given(properties, "StageName");
  if (name === undefined) api.report("sam-property", "an AWS::Serverless::Api needs StageName", api.origin);
  const logicalId = stageIdOf(api.logicalId, name);
  api.generate(
    logicalId,
    "AWS::ApiGateway::Stage",
    compose(api.origin, { RestApiId: ref(api.logicalId), DeploymentId: ref(deployment) }, pick(properties, ofStage), {
      Tags: tagList(given(properties, "Tags")),
    }),
    { origin: name },
  );
  return logicalId;
}

export function stageIdOf(api: string, name: SourceNode | undefined): string {
  const text = literal(name) ?? "";
  if (text === "") return `${api}Stage`;
  return /^[A-Za-z0-9]+$/.test(text) ? `${api}${text}Stage` : `${api}Stage${shortHash(text)}`;
}
