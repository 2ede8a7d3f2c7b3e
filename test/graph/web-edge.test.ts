import { describe, expect, test } from "@jest/globals";
import { isInternetFacing } from "../../src/graph/network/exposure.ts";
import { isBehindCdn, servesVisitors } from "../../src/graph/web/front.ts";
import { canBeBypassed } from "../../src/graph/web/origin-bypass.ts";
import { originsOf } from "../../src/graph/web/origins.ts";
import { canHaveWebAcl, isBehindWebAcl } from "../../src/graph/web/web-acl.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const cdn = (origin: string, more = ""): string => `
  Cdn: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Enabled: true, ${more} Origins: [{Id: o, ${origin}}], DefaultCacheBehavior: {TargetOriginId: o, ViewerProtocolPolicy: https-only}}}}`;
const balancer = "  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [a, b]}}";
const resources = (...all: readonly string[]): string =>
  `Parameters: {P: {Type: String}}\nResources:\n${all.join("\n")}`;

describe("what faces the internet", () => {
  test.each([
    ["AWS::ElasticLoadBalancingV2::LoadBalancer", "{}", true],
    ["AWS::ElasticLoadBalancingV2::LoadBalancer", "{Scheme: internal}", false],
    ["AWS::ElasticLoadBalancing::LoadBalancer", "{Scheme: internal}", false],
    ["AWS::ApiGateway::RestApi", "{EndpointConfiguration: {Types: [PRIVATE]}}", false],
    ["AWS::ApiGateway::RestApi", "{EndpointConfiguration: {Types: [REGIONAL]}}", true],
    ["AWS::ApiGatewayV2::Api", "{}", true],
    ["AWS::AppSync::GraphQLApi", "{Visibility: PRIVATE}", false],
    ["AWS::CloudFront::Distribution", "{}", true],
  ])("%s %s: %s", (type, properties, expected) => {
    const graph = graphOf(resources(`  It: {Type: ${type}, Properties: ${properties}}`));
    expect(isInternetFacing(nodeIn(graph, "It"), World.open.fresh())).toBe(expected);
  });

  test("is not known where the scheme is a parameter", () => {
    const graph = graphOf(resources(balancer.replace("Subnets", "Scheme: !Ref P, Subnets")));
    expect(isInternetFacing(nodeIn(graph, "Balancer"), World.open.fresh())).toMatchObject([{ name: "P" }]);
  });
});

describe("a web ACL", () => {
  const ask = (text: string, id = "Balancer") => {
    const graph = graphOf(text);
    return isBehindWebAcl(graph, nodeIn(graph, id), World.open.fresh());
  };
  const association = (arn: string, type = "AWS::WAFv2::WebACLAssociation"): string =>
    `  Acl: {Type: ${type}, Properties: {ResourceArn: ${arn}, WebACLArn: x}}`;
  const api = "  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}";
  const stage = "  Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: live}}";

  test("is attached by an association, of either generation", () => {
    expect(ask(resources(balancer, association("!Ref Balancer")))).toBe(true);
    expect(ask(resources(balancer, association("!Ref Balancer", "AWS::WAFRegional::WebACLAssociation")))).toBe(true);
    expect(ask(resources(balancer, association("arn:other")))).toBe(false);
  });

  test("that is attached to a stage protects its API", () => {
    const arn = '!Sub "arn:aws:apigateway:${AWS::Region}::/restapis/x/stages/${Stage}"';
    expect(ask(resources(api, stage, association(arn)), "Api")).toBe(true);
  });

  test("of a distribution protects what it fetches from", () => {
    const origin = "DomainName: !GetAtt Balancer.DNSName";
    expect(ask(resources(balancer, cdn(origin, "WebACLId: x,")))).toBe(true);
    expect(ask(resources(balancer, cdn(origin)))).toBe(false);
    expect(ask(resources(balancer, cdn(origin, 'WebACLId: "",')), "Cdn")).toBe(false);
  });

  test("may be attached by Firewall Manager", () => {
    const policy = "  Policy: {Type: AWS::FMS::Policy, Properties: {PolicyName: waf}}";
    expect(ask(resources(balancer, policy))).toMatchObject([{ kind: "firewall-manager" }]);
  });

  test.each([
    ["AWS::ElasticLoadBalancingV2::LoadBalancer", "{Type: network}", false],
    ["AWS::ElasticLoadBalancingV2::LoadBalancer", "{}", true],
    ["AWS::ElasticLoadBalancing::LoadBalancer", "{}", false],
    ["AWS::ApiGatewayV2::Api", "{}", false],
    ["AWS::ApiGateway::RestApi", "{}", true],
  ])("can be had by %s %s: %s", (type, properties, expected) => {
    const graph = graphOf(resources(`  It: {Type: ${type}, Properties: ${properties}}`));
    expect(canHaveWebAcl(nodeIn(graph, "It"), World.open.fresh())).toBe(expected);
  });
});

describe("an origin", () => {
  const ask = (text: string) => {
    const graph = graphOf(text);
    return originsOf(graph).map((origin) => canBeBypassed(graph, origin, World.open.fresh()));
  };
  const bucket = "  Site: {Type: AWS::S3::Bucket}";

  test("that is a bucket is closed by either kind of access control", () => {
    const host = "DomainName: !GetAtt Site.RegionalDomainName";
    expect(ask(resources(bucket, cdn(`${host}, S3OriginConfig: {}`)))).toEqual([true]);
    expect(ask(resources(bucket, cdn(`${host}, OriginAccessControlId: x`)))).toEqual([false]);
    expect(ask(resources(bucket, cdn(`${host}, S3OriginConfig: {OriginAccessIdentity: x}`)))).toEqual([false]);
  });

  test("may have a name that Route 53 gives it", () => {
    const record =
      "  Name: {Type: AWS::Route53::RecordSet, Properties: {Name: o.example.com., Type: A, AliasTarget: {DNSName: !GetAtt Balancer.DNSName, HostedZoneId: z}}}";
    const graph = graphOf(resources(balancer, record, cdn("DomainName: O.example.com")));
    expect(originsOf(graph).map(({ target }) => target.logicalId)).toEqual(["Balancer"]);
  });

  test("may stand in a VPC, where nobody else can ask it", () => {
    const inside =
      "  Inside: {Type: AWS::CloudFront::VpcOrigin, Properties: {VpcOriginEndpointConfig: {Arn: !Ref Balancer}}}";
    const text = resources(balancer, inside, cdn("DomainName: x, VpcOriginConfig: {VpcOriginId: !GetAtt Inside.Id}"));
    expect(ask(text)).toEqual([false]);
  });
});

describe("a front", () => {
  const ask = (text: string, id: string) => {
    const graph = graphOf(text);
    const world = World.open.fresh();
    return { serves: servesVisitors(nodeIn(graph, id), world), behind: isBehindCdn(graph, nodeIn(graph, id), world) };
  };

  test("is a load balancer for the web, or a bucket that is a website", () => {
    expect(ask(resources(balancer), "Balancer")).toEqual({ serves: true, behind: false });
    expect(ask(resources(balancer.replace("Subnets", "Type: network, Subnets")), "Balancer").serves).toBe(false);
    expect(ask(resources("  Site: {Type: AWS::S3::Bucket}"), "Site").serves).toBe(false);
  });

  test("whose address is exported may have a distribution elsewhere", () => {
    const text = `${resources(balancer)}\nOutputs: {A: {Value: !GetAtt Balancer.DNSName, Export: {Name: a}}}`;
    expect(ask(text, "Balancer").behind).toMatchObject([{ kind: "escape", name: "A" }]);
  });
});
