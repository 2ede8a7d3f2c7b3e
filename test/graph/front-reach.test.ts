import { describe, expect, test } from "@jest/globals";
import { bypassesOf } from "../../src/graph/network/bypass.ts";
import { frontReaches } from "../../src/graph/network/front-reach.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const rule = (port: number, peer: string): string => `{IpProtocol: tcp, FromPort: ${port}, ToPort: ${port}, ${peer}}`;

interface Shape {
  readonly ingress: string;
  readonly balancer?: string;
  readonly targets?: string;
  readonly member?: string;
}

const fleet =
  "{Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [!Ref B], TargetGroupARNs: [!Ref Targets], LaunchTemplate: {LaunchTemplateId: !Ref T}}}";
const template = ({
  ingress,
  balancer = "SecurityGroups: [!Ref Entrance]",
  targets = "Port: 8080, Protocol: HTTP",
  member = fleet,
}: Shape) =>
  graphOf(`
Parameters: {Outer: {Type: Number}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Entrance: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: entrance, VpcId: !Ref Vpc}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: app, VpcId: !Ref Vpc, SecurityGroupIngress: [${ingress}]}}
  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [!Ref Group]}}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref A], ${balancer}}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, ${targets}}}
  Web: ${member}
`);
const answer = (shape: Shape): string => {
  const graph = template(shape);
  return inEveryWorld((world) => frontReaches(graph, nodeIn(graph, "Balancer"), nodeIn(graph, "Web"), world)).answer;
};
const bypasses = (shape: Shape): string => {
  const graph = template(shape);
  const { items, open } = inEveryWorld((world) => bypassesOf(graph, nodeIn(graph, "Web"), world));
  return items.length > 0
    ? `yes by ${items.length}`
    : open.length > 0
      ? `? ${open.map(({ kind }) => kind).join()}`
      : "no";
};

const service = (port: number): string =>
  `{Type: AWS::ECS::Service, Properties: {TaskDefinition: web, LoadBalancers: [{TargetGroupArn: !Ref Targets, ContainerPort: ${port}}], NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref B], SecurityGroups: [!Ref Group]}}}}`;
const fromEntrance = "SourceSecurityGroupId: !Ref Entrance";

describe("a load balancer gets to its targets", () => {
  test("where its group may connect to the port of the target group", () => {
    expect(answer({ ingress: rule(8080, fromEntrance) })).toBe("yes");
    expect(answer({ ingress: rule(80, fromEntrance) })).toBe("no");
    expect(answer({ ingress: rule(8080, "CidrIp: 10.0.0.0/24") })).toBe("yes");
  });

  test("on the port of the container, where a service names one", () => {
    expect(answer({ ingress: rule(3000, fromEntrance), member: service(3000) })).toBe("yes");
    expect(answer({ ingress: rule(8080, fromEntrance), member: service(3000) })).toBe("no");
  });

  test("that wear no group of its own only by its addresses", () => {
    const network = "Type: network";
    expect(answer({ ingress: rule(8080, "CidrIp: 10.0.0.0/24"), balancer: network })).toBe("yes");
    expect(answer({ ingress: rule(8080, fromEntrance), balancer: network })).toBe("no");
  });

  test("maybe, where the port is a parameter", () => {
    expect(answer({ ingress: rule(8080, fromEntrance), targets: "Port: !Ref Outer, Protocol: HTTP" })).toBe("unknown");
  });
});

describe("a load balancer is passed by", () => {
  const world = "CidrIp: 0.0.0.0/0";

  test("on the port that it sends traffic to, not on others", () => {
    expect(bypasses({ ingress: rule(8080, world) })).toBe("yes by 1");
    expect(bypasses({ ingress: rule(80, world) })).toBe("no");
    expect(bypasses({ ingress: rule(8080, fromEntrance) })).toBe("no");
    expect(bypasses({ ingress: rule(3000, world), member: service(3000) })).toBe("yes by 1");
  });

  test("maybe, where it hands on the addresses of its clients", () => {
    expect(bypasses({ ingress: rule(8080, world), targets: "Port: 8080, Protocol: TCP" })).toBe("? client-addresses");
    expect(bypasses({ ingress: rule(80, world), targets: "Port: 8080, Protocol: TCP" })).toBe("no");
  });

  test("maybe, where its port is a parameter", () => {
    expect(bypasses({ ingress: rule(8080, world), targets: "Port: !Ref Outer, Protocol: HTTP" })).toBe("? parameter");
    expect(
      bypasses({ ingress: "{IpProtocol: -1, CidrIp: 0.0.0.0/0}", targets: "Port: !Ref Outer, Protocol: HTTP" }),
    ).toBe("yes by 1");
  });
});
