/**
 * `Domain` of a REST API -> its domain name, what maps paths of it to the stage, and its records.
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { getAtt, ref } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, pick } from "../draft.ts";
import { withParameters } from "../parameter-values.ts";
import { given, listed, literal, literalBoolean, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { shortHash, spell, spellDraft } from "../sameness.ts";
import { expandRecordSets } from "./record-set.ts";

/** The hosted zone of CloudFront, in which every edge-optimised domain stands. */
const edgeHostedZone = "Z2FDTNDATAQYW2";

const ofDomain = ["SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn"];

export function expandRestDomain(api: SamResource, stage: string): void {
  const domain = mappingAt(api.properties, "Domain");
  if (domain === undefined) return;
  const name = given(domain, "DomainName");
  const certificate = given(domain, "CertificateArn");
  if (name === undefined || certificate === undefined) {
    api.report("sam-property", "Domain needs DomainName and CertificateArn", domain);
    return;
  }
  const endpoint = api.expansion.textOf(given(domain, "EndpointConfiguration")) ?? "REGIONAL";
  const isPrivate = endpoint === "PRIVATE";
  const version = isPrivate ? "V2" : "";
  const logicalId = `ApiGatewayDomainName${version}${domainHash(api, name)}`;
  api.generate(
    logicalId,
    `AWS::ApiGateway::DomainName${version}`,
    compose(
      domain,
      {
        DomainName: name,
        EndpointConfiguration: { Types: [endpoint], IpAddressType: given(domain, "IpAddressType") },
        [endpoint === "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn"]: certificate,
      },
      pick(domain, isPrivate ? ofDomain : ["MutualTlsAuthentication", ...ofDomain]),
    ),
    { origin: domain },
  );
  api.expansion.renamed.set(`${api.logicalId}.DomainName${version}`, logicalId);
  mapPaths(api, domain, stage, { [isPrivate ? "DomainNameArn" : "DomainName"]: ref(logicalId) }, version);
  if (isPrivate) declareAccess(api, domain, logicalId);
  expandRecordSets(api, domain, targetOf(domain, endpoint, logicalId));
}

/** SAM hashes the domain's name, with the values of parameters put in. */
export function domainHash(api: SamResource, name: SourceNode): string {
  const known = withParameters(api.expansion, name);
  return shortHash(literal(known) ?? spell(known));
}

function mapPaths(
  api: SamResource,
  domain: MappingNode,
  stage: string,
  domainName: { readonly [name: string]: Draft },
  version: string,
): void {
  const common = { ...domainName, RestApiId: ref(api.logicalId), Stage: ref(stage) };
  const type = `AWS::ApiGateway::BasePathMapping${version}`;
  const paths = listed(given(domain, "BasePath"));
  if (paths.length === 0) api.generate(`${api.logicalId}BasePathMapping`, type, common, { origin: domain });
  for (const path of paths) {
    const text = literal(path) ?? "";
    const plain = text.replace(/[^A-Za-z0-9]/g, "");
    const kept = literalBoolean(given(domain, "NormalizeBasePath")) === false ? text : plain;
    api.generate(`${api.logicalId}${plain}BasePathMapping`, type, { ...common, BasePath: kept }, { origin: path });
  }
}

function declareAccess(api: SamResource, domain: MappingNode, domainId: string): void {
  const endpoint = given(mappingAt(domain, "AccessAssociation"), "VpcEndpointId");
  if (endpoint === undefined) return;
  const hash = shortHash(spellDraft([withParameters(api.expansion, endpoint), domainId]));
  api.generate(
    `DomainNameAccessAssociation${hash}`,
    "AWS::ApiGateway::DomainNameAccessAssociation",
    { DomainNameArn: ref(domainId), AccessAssociationSourceType: "VPCE", AccessAssociationSource: endpoint },
    { origin: endpoint },
  );
}

function targetOf(domain: MappingNode, endpoint: string, domainId: string): { readonly [name: string]: Draft } {
  const route53 = mappingAt(domain, "Route53");
  switch (endpoint) {
    case "REGIONAL":
      return {
        HostedZoneId: getAtt(domainId, "RegionalHostedZoneId"),
        DNSName: getAtt(domainId, "RegionalDomainName"),
      };
    case "EDGE":
      return {
        HostedZoneId: edgeHostedZone,
        DNSName: given(route53, "DistributionDomainName") ?? getAtt(domainId, "DistributionDomainName"),
      };
    default:
      return {
        HostedZoneId: given(route53, "VpcEndpointHostedZoneId"),
        DNSName: given(route53, "VpcEndpointDomainName"),
      };
  }
}
