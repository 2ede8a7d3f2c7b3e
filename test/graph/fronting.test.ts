import { describe, expect, test } from "@jest/globals";
import { type Graph, isOutside } from "../../src/graph/model.ts";
import { isServing } from "../../src/graph/tiers/serving.ts";
import { isFronted } from "../../src/graph/web/fronting.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const balancers = `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}, Groups: {Type: CommaDelimitedList}, Outer: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod], IsDev: !Not [!Condition IsProd]}
Resources:
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  More: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Classic: {Type: AWS::ElasticLoadBalancing::LoadBalancer}`;
const listener = (actions: string): string =>
  `\n  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, DefaultActions: [${actions}]}}`;
const forward = "{Type: forward, TargetGroupArn: !Ref Targets}";
const group = (properties: string): string =>
  `\n  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 1, MaxSize: 2, ${properties}}}`;
const service = (properties: string): string => `\n  Web: {Type: AWS::ECS::Service, Properties: {${properties}}}`;

/** Who stands in front of whom. */
const fronts = (graph: Graph): readonly string[] =>
  graph
    .edges("fronts")
    .map(({ source, target }) => `${source.logicalId} > ${isOutside(target) ? "?" : target.logicalId}`);

const fronted = (text: string): string => {
  const graph = graphOf(text);
  return inEveryWorld((world) => isFronted(graph, nodeIn(graph, "Web"), world).answer);
};

describe("a load balancer stands in front of", () => {
  test.each([
    ["a group that names target groups", listener(forward) + group("TargetGroupARNs: [!Ref Targets]")],
    [
      "a group that names traffic sources",
      listener(forward) + group("TrafficSources: [{Identifier: !Ref Targets, Type: elbv2}]"),
    ],
    [
      "a service that names target groups",
      listener(forward) + service("LoadBalancers: [{TargetGroupArn: !Ref Targets, ContainerPort: 80}]"),
    ],
    [
      "an instance that is listed",
      `${listener(forward)}
  Web: {Type: AWS::EC2::Instance}
  Listed: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Targets: [{Id: !Ref Web}]}}`.replace(
        "!Ref Targets",
        "!Ref Listed",
      ),
    ],
    [
      "an instance whose address is listed",
      `${listener(forward)}
  Web: {Type: AWS::EC2::Instance}
  Listed: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Targets: [{Id: !GetAtt Web.PrivateIp}]}}`.replace(
        "!Ref Targets",
        "!Ref Listed",
      ),
    ],
    [
      "the second group of a forward",
      listener(
        "{Type: forward, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref More}, {TargetGroupArn: !Ref Targets}]}}",
      ) + group("TargetGroupARNs: [!Ref Targets]"),
    ],
    [
      "what a rule forwards to",
      `${listener("{Type: fixed-response}")}
  Rule: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Listener, Actions: [${forward}]}}${group("TargetGroupARNs: [!Ref Targets]")}`,
    ],
  ])("%s", (_, resources) => {
    expect(fronts(graphOf(balancers + resources))).toEqual(["Balancer > Web"]);
    expect(fronted(balancers + resources)).toBe("yes");
  });

  test.each([
    ["a group that names it", group("LoadBalancerNames: [!Ref Classic]")],
    ["a service that names it", service("LoadBalancers: [{LoadBalancerName: !Ref Classic, ContainerPort: 80}]")],
  ])("%s, where it is a Classic Load Balancer", (_, resources) => {
    expect(fronts(graphOf(balancers + resources))).toEqual(["Classic > Web"]);
  });

  test("instances that a Classic Load Balancer lists", () => {
    const graph = graphOf(`
Resources:
  Web: {Type: AWS::EC2::Instance}
  Classic: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Instances: [!Ref Web]}}`);
    expect(fronts(graph)).toEqual(["Classic > Web"]);
  });

  test("nothing where no listener forwards to the group", () => {
    expect(fronts(graphOf(balancers + group("TargetGroupARNs: [!Ref Targets]")))).toEqual([]);
  });
});

describe("what is said several times", () => {
  const listenerIf = (id: string, condition: string): string =>
    `\n  ${id}: {Type: AWS::ElasticLoadBalancingV2::Listener, Condition: ${condition}, Properties: {LoadBalancerArn: !Ref Balancer, DefaultActions: [${forward}]}}`;
  const web = group("TargetGroupARNs: [!Ref Targets]");

  test("is one edge", () => {
    const twice = `${balancers}${listener(`${forward}, ${forward}`)}${web}`;
    expect(fronts(graphOf(twice))).toEqual(["Balancer > Web"]);
  });

  test("holds whenever one of its sayings does", () => {
    const graph = graphOf(`${balancers}${listenerIf("Http", "IsDev")}${listenerIf("Https", "IsProd")}${web}`);
    const [edge] = graph.edges("fronts");
    expect(inWorlds((world) => edge && world.holds(edge.guard))).toEqual({ "": true });
  });

  test("does not hold where none is there", () => {
    const graph = graphOf(`${balancers}${listenerIf("Https", "IsProd")}${web}`);
    const [edge] = graph.edges("fronts");
    expect(inWorlds((world) => edge && world.holds(edge.guard))).toEqual({ "Stage=prod": true, "Stage=dev": false });
  });

  test("counts the condition of one target group among several", () => {
    const config =
      "{Type: forward, ForwardConfig: {TargetGroups: [!If [IsProd, {TargetGroupArn: !Ref Targets}, !Ref AWS::NoValue]]}}";
    const graph = graphOf(balancers + listener(config).replaceAll("!Ref AWS::NoValue", "{Ref: AWS::NoValue}") + web);
    const [edge] = graph.edges("fronts");
    expect(inWorlds((world) => edge && world.holds(edge.guard))).toEqual({ "Stage=prod": true, "Stage=dev": false });
  });
});

describe("whether a tier is fronted", () => {
  test.each([
    ["yes where the target group comes from outside", group("TargetGroupARNs: [!Ref Outer]"), "yes"],
    ["yes where no listener is in sight", group("TargetGroupARNs: [!Ref Targets]"), "yes"],
    ["not known where the list is a parameter", group("TargetGroupARNs: !Ref Groups"), "unknown"],
    ["no without a word of it", group("Cooldown: 60"), "no"],
    ["no where the list is empty", group("TargetGroupARNs: []"), "no"],
  ])("%s", (_, resources, expected) => {
    expect(fronted(balancers + resources)).toBe(expected);
  });

  test("a content delivery network is no load balancer", () => {
    const text = `
Resources:
  Web: {Type: AWS::EC2::Instance}
  Photos: {Type: AWS::S3::Bucket}
  Site: {Type: AWS::S3::Bucket}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Edge:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Origins:
          - {Id: a, DomainName: !GetAtt Web.PublicDnsName}
          - {Id: b, DomainName: !GetAtt Photos.RegionalDomainName}
          - {Id: c, DomainName: !Select [2, !Split ["/", !GetAtt Site.WebsiteURL]]}
          - {Id: d, DomainName: !Sub "\${Balancer.DNSName}"}
          - {Id: e, DomainName: www.example.org}`;
    expect(fronts(graphOf(text))).toEqual(["Edge > Web", "Edge > Photos", "Edge > Site", "Edge > Balancer"]);
    expect(fronted(text)).toBe("no");
  });
});

describe("whether a tier serves visitors", () => {
  const worn = (ingress: string, more = ""): string => `
Parameters: {Port: {Type: Number}, From: {Type: String}}
Resources:
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, SecurityGroupIngress: [${ingress}]}}
  Template: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [!Ref Group]}}}${more}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 1, MaxSize: 2, LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: 1}}}`;
  const serving = (text: string): string => {
    const graph = graphOf(text);
    return inEveryWorld((world) => isServing(graph, nodeIn(graph, "Web"), world).answer);
  };

  test.each([
    [
      "yes where the world may come in on a web port",
      "{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}",
      "yes",
    ],
    [
      "no where the world may only come in on another port",
      "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}",
      "no",
    ],
    [
      "no where only the office may come in",
      "{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 192.0.2.0/24}",
      "no",
    ],
    [
      "not known where the port is a parameter",
      "{IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0}",
      "unknown",
    ],
    [
      "not known where the addresses are a parameter",
      "{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !Ref From}",
      "unknown",
    ],
    [
      "no where unknown addresses may come in on another port",
      "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref From}",
      "no",
    ],
  ])("%s", (_, ingress, expected) => {
    expect(serving(worn(ingress))).toBe(expected);
  });

  test("a worker environment of Elastic Beanstalk does not, a web server does", () => {
    const environment = (more: string): string =>
      `Resources: {Web: {Type: AWS::ElasticBeanstalk::Environment, Properties: {${more}}}}`;
    expect(serving(environment(""))).toBe("yes");
    expect(serving(environment("Tier: {Name: Worker, Type: SQS/HTTP}"))).toBe("no");
  });

  test("what runs on a node group is decided in Kubernetes", () => {
    expect(serving("Resources: {Web: {Type: AWS::EKS::Nodegroup, Properties: {Subnets: [subnet-1]}}}")).toBe("unknown");
  });
});
