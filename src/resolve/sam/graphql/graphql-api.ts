/**
 * AWS::Serverless::GraphQLApi -> the API of AppSync, its schema, keys, cache and domain; what it reads and how.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { getAtt, ref } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, omit, pick } from "../draft.ts";
import { trustOf } from "../policies/document.ts";
import { managedPolicyArn } from "../policies/managed-policy.ts";
import { asMapping, given, listed, literal, literalBoolean, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { tagList } from "../tags.ts";
import { apiIdOf } from "./api-id.ts";
import { expandDataSources } from "./data-sources.ts";
import { expandPipelines } from "./pipelines.ts";

const passedOn = [
  "Visibility",
  "OwnerContact",
  "XrayEnabled",
  "IntrospectionConfig",
  "QueryDepthLimit",
  "ResolverCountLimit",
];
const ofCache = ["ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled"];

/** What each type of authorization calls its settings in SAM and in AppSync. */
const authorizers: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["AWS_LAMBDA", ["LambdaAuthorizer", "LambdaAuthorizerConfig"]],
  ["OPENID_CONNECT", ["OpenIDConnect", "OpenIDConnectConfig"]],
  ["AMAZON_COGNITO_USER_POOLS", ["UserPool", "UserPoolConfig"]],
]);

export function expandGraphQlApi(api: SamResource): void {
  const { properties, logicalId, origin } = api;
  const auth = mappingAt(properties, "Auth");
  if (auth === undefined) api.report("sam-property", "a GraphQL API needs Auth", origin);
  const additional = listed(given(auth, "Additional")).flatMap((one) => asMapping(one) ?? []);
  api.replace(
    "AWS::AppSync::GraphQLApi",
    compose(origin, { Name: given(properties, "Name") ?? logicalId }, pick(properties, passedOn), {
      ...(auth && authorizationOf(auth, true)),
      AdditionalAuthenticationProviders:
        additional.length > 0 ? additional.map((one) => authorizationOf(one, false)) : undefined,
      Tags: [...(tagList(given(properties, "Tags")) ?? []), { Key: "graphqlapi:createdBy", Value: "SAM" }],
      LogConfig: loggingOf(api),
    }),
  );
  api.generate(`${logicalId}Schema`, "AWS::AppSync::GraphQLSchema", {
    ApiId: apiIdOf(api),
    Definition: given(properties, "SchemaInline"),
    DefinitionS3Location: given(properties, "SchemaUri"),
  });
  allowAuthorizers(api, auth === undefined ? [] : [auth, ...additional]);
  expandSettings(api);
  const sources = expandDataSources(api);
  expandPipelines(api, sources);
}

function authorizationOf(auth: MappingNode, isDefault: boolean): { readonly [name: string]: Draft } {
  const type = given(auth, "Type");
  const [wish, config] = authorizers.get(literal(type) ?? "") ?? [];
  const settings = wish === undefined ? undefined : mappingAt(auth, wish);
  if (config === undefined || settings === undefined) return { AuthenticationType: type };
  // Only a default authorization says what happens without it.
  return { AuthenticationType: type, [config]: isDefault ? settings : omit(settings, ["DefaultAction"]) };
}

function allowAuthorizers(api: SamResource, auths: readonly MappingNode[]): void {
  const functions = auths.flatMap((auth) => given(mappingAt(auth, "LambdaAuthorizer"), "AuthorizerUri") ?? []);
  for (const [index, fn] of functions.entries()) {
    api.generate(
      `${api.logicalId}ToLambdaAuthConnector${index + 1}`,
      "AWS::Serverless::Connector",
      {
        Source: { Type: "AWS::AppSync::GraphQLApi", Arn: ref(api.logicalId), ResourceId: apiIdOf(api) },
        Destination: { Type: "AWS::Lambda::Function", Arn: fn },
        Permissions: ["Write"],
      },
      { origin: fn },
    );
  }
}

/** Logging is on unless it is turned off; SAM makes the role for it where none is given. */
function loggingOf(api: SamResource): Draft {
  const wish = given(api.properties, "Logging");
  if (literalBoolean(wish) === false) return undefined;
  const ownRole = given(wish, "CloudWatchLogsRoleArn");
  const role = `${api.logicalId}CloudWatchRole`;
  if (ownRole === undefined) declareLogRole(api, role, wish ?? api.origin);
  return {
    ExcludeVerboseContent: given(wish, "ExcludeVerboseContent"),
    FieldLogLevel: given(wish, "FieldLogLevel") ?? "ALL",
    CloudWatchLogsRoleArn: ownRole ?? getAtt(role, "Arn"),
  };
}

function declareLogRole(api: SamResource, logicalId: string, origin: SourceNode): void {
  const arns = [managedPolicyArn("AWSAppSyncPushToCloudWatchLogs")];
  const role = { AssumeRolePolicyDocument: trustOf("appsync.amazonaws.com"), ManagedPolicyArns: arns };
  api.generate(logicalId, "AWS::IAM::Role", role, { origin });
}

function expandSettings(api: SamResource): void {
  const { properties, logicalId } = api;
  const apiId = { ApiId: apiIdOf(api) };
  for (const { name, key, value } of mappingAt(properties, "ApiKeys")?.entries.values() ?? []) {
    const settings = asMapping(value);
    const expires = { Expires: given(settings, "ExpiresOn") };
    const written = compose(key, apiId, settings && pick(settings, ["ApiKeyId", "Description"]), expires);
    api.generate(`${logicalId}${name}`, "AWS::AppSync::ApiKey", written, { origin: key });
  }
  const cache = mappingAt(properties, "Cache");
  if (cache !== undefined) {
    const written = compose(cache, apiId, pick(cache, ofCache));
    api.generate(`${logicalId}ApiCache`, "AWS::AppSync::ApiCache", written, { origin: cache });
  }
  const domain = mappingAt(properties, "DomainName");
  if (domain === undefined) return;
  const named = pick(domain, ["CertificateArn", "DomainName", "Description"]);
  api.generate(`${logicalId}DomainName`, "AWS::AppSync::DomainName", named, { origin: domain });
  const association = compose(domain, apiId, { DomainName: ref(`${logicalId}DomainName`) });
  const type = "AWS::AppSync::DomainNameApiAssociation";
  api.generate(`${logicalId}DomainNameApiAssociation`, type, association, { origin: domain });
}
