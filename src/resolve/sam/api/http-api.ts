/**
 * AWS::Serverless::HttpApi -> the HTTP API and its stage, and what its domain and authorizers need.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { synthesize } from "../../../source/synthesize.ts";
import { getAtt, ref } from "../../../template/intrinsic-call.ts";
import { objectLocation } from "../code.ts";
import { compose, type Draft, pick } from "../draft.ts";
import { asMapping, given, listed, literal, literalBoolean, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { bodyWithRoutes, httpSkeleton } from "./api-body.ts";
import { allowAuthorizers } from "./authorizer.ts";
import { expandRecordSets } from "./record-set.ts";
import { stageIdOf } from "./rest-api.ts";
import { domainHash } from "./rest-domain.ts";
import { defaultRoute } from "./route.ts";

const createdBy = { "httpapi:createdBy": "SAM" };
const ofStage = ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"];

export function expandHttpApi(api: SamResource): void {
  const { properties, logicalId } = api;
  const location = given(properties, "DefinitionUri");
  const body = location === undefined ? bodyOf(api) : undefined;
  api.replace(
    "AWS::ApiGatewayV2::Api",
    compose(api.origin, pick(properties, ["FailOnWarnings"]), {
      Body: body,
      BodyS3Location: location && objectLocation(location, ["Bucket", "Key", "Version"]),
    }),
  );
  allowAuthorizers(api, (authorizer) => literalBoolean(given(authorizer, "EnableFunctionDefaultPermissions")) === true);
  const stage = declareStage(api, asMapping(body) !== undefined);
  api.expansion.renamed.set(`${logicalId}.Stage`, stage);
  expandHttpDomain(api, stage, createdBy);
}

function bodyOf(api: SamResource): SourceNode {
  const written = given(api.properties, "DefinitionBody");
  const routes = api.expansion.routes.of(api.logicalId);
  if (written !== undefined) {
    const map = asMapping(written);
    return map === undefined ? written : bodyWithRoutes(map, routes);
  }
  return bodyWithRoutes(asMapping(synthesize(api.origin, httpSkeleton ?? null)) ?? compose(api.origin), routes);
}

function declareStage(api: SamResource, inline: boolean): string {
  const { properties, logicalId } = api;
  const name = given(properties, "StageName");
  const text = literal(name) ?? (name === undefined ? defaultRoute : undefined);
  const stage = text === defaultRoute ? `${logicalId}ApiGatewayDefaultStage` : stageIdOf(logicalId, name);
  const tags = mappingAt(properties, "Tags");
  api.generate(
    stage,
    "AWS::ApiGatewayV2::Stage",
    compose(
      api.origin,
      { ApiId: ref(logicalId), AutoDeploy: true, StageName: name ?? defaultRoute },
      pick(properties, ofStage),
      {
        Tags: inline ? compose(tags ?? api.origin, tags, createdBy) : tags,
      },
    ),
    { origin: name },
  );
  return stage;
}

/** @param createdBy the tag by which SAM marks what it made. */
export function expandHttpDomain(api: SamResource, stage: string, createdBy: { readonly [name: string]: Draft }): void {
  const domain = mappingAt(api.properties, "Domain");
  if (domain === undefined) return;
  const name = given(domain, "DomainName");
  const certificate = given(domain, "CertificateArn");
  if (name === undefined || certificate === undefined) {
    api.report("sam-property", "Domain needs DomainName and CertificateArn", domain);
    return;
  }
  const logicalId = `ApiGatewayDomainNameV2${domainHash(api, name)}`;
  const configuration = compose(
    domain,
    { CertificateArn: certificate, EndpointType: given(domain, "EndpointConfiguration") ?? "REGIONAL" },
    pick(domain, ["OwnershipVerificationCertificateArn", "SecurityPolicy"]),
  );
  const tags = mappingAt(api.properties, "Tags");
  api.generate(
    logicalId,
    "AWS::ApiGatewayV2::DomainName",
    compose(
      domain,
      { DomainName: name, DomainNameConfigurations: [configuration], Tags: compose(tags ?? domain, tags, createdBy) },
      pick(domain, ["MutualTlsAuthentication"]),
    ),
    { origin: domain },
  );
  api.expansion.renamed.set(`${api.logicalId}.DomainName`, logicalId);
  mapPaths(api, domain, stage, logicalId);
  expandRecordSets(api, domain, {
    HostedZoneId: getAtt(logicalId, "RegionalHostedZoneId"),
    DNSName: getAtt(logicalId, "RegionalDomainName"),
  });
}

function mapPaths(api: SamResource, domain: MappingNode, stage: string, domainId: string): void {
  const common = { DomainName: ref(domainId), ApiId: ref(api.logicalId), Stage: ref(stage) };
  const paths = listed(given(domain, "BasePath"));
  if (paths.length === 0)
    api.generate(`${api.logicalId}ApiMapping`, "AWS::ApiGatewayV2::ApiMapping", common, { origin: domain });
  for (const path of paths) {
    const text = literal(path) ?? "";
    const key = text
      .split("/")
      .filter((part) => part !== "")
      .join("/");
    api.generate(
      `${api.logicalId}${text.replace(/[-_/]/g, "")}ApiMapping`,
      "AWS::ApiGatewayV2::ApiMapping",
      { ...common, ApiMappingKey: key },
      { origin: path },
    );
  }
}
