/** Flows through an app, and which of them hold without a zone. */
import { describe, expect, test } from "@jest/globals";
import { flowsOf, type Hop } from "../../src/graph/zones/flows.ts";
import { flowWithout, flowWithoutAny } from "../../src/graph/zones/without-zone.ts";
import { zoneOf } from "../../src/graph/zones/zone.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const subnets = `
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}}
  PrivateA: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: eu-west-1a}}
  PrivateB: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24, AvailabilityZone: eu-west-1b}}`;

interface Shop {
  readonly front?: string;
  readonly web?: string;
  readonly database?: string;
  readonly more?: string;
}

/** A load balancer, a group and a database, each in both zones unless it is said otherwise. */
function shop({ front = "A, B", web = "PrivateA, PrivateB", database = "MultiAZ: true", more = "" }: Shop) {
  const refs = (names: string): string =>
    names
      .split(", ")
      .map((name) => `!Ref ${name}`)
      .join(", ");
  return graphOf(`Resources:${subnets}
  Front: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Subnets: [${refs(front)}]}}
  Template: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {UserData: !Base64 {"Fn::Sub": "connect \${Db.Endpoint.Address}"}}}}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 2, MaxSize: 4, LoadBalancerNames: [!Ref Front], VPCZoneIdentifier: [${refs(web)}], LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: 1}}}
  Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref PrivateA, !Ref PrivateB]}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBSubnetGroupName: !Ref Subnets, ${database}}}${more}`);
}

const spelled = (flow: readonly Hop[]): string =>
  [flow[0]?.source, ...flow.map(({ target }) => target)].map((node) => node?.logicalId).join(" -> ");

/** What becomes of each flow without the zone of subnet A, or without any: `Front -> Web -> Db: breaks at Web -> Db`. */
function fates(graph: ReturnType<typeof shop>, which: "a" | "any" = "a"): readonly string[] {
  return flowsOf(graph).flows.map((flow) =>
    inEveryWorld((world) => {
      const zones = ["A", "B"].map((id) => zoneOf(graph, nodeIn(graph, id), world));
      const [first] = zones;
      if (first === undefined) throw new Error("there is no zone");
      const outcome =
        which === "a" ? flowWithout(graph, flow, first, world) : flowWithoutAny(graph, flow, zones, world);
      if (outcome.survives === true) return `${spelled(flow)}: holds`;
      return `${spelled(flow)}: ${outcome.survives === false ? "breaks" : "unknown"} at ${spelled([outcome.hop])}`;
    }),
  );
}

test("a flow goes from where requests come in to what keeps the data", () => {
  expect(flowsOf(shop({})).flows.map(spelled)).toEqual(["Front -> Web -> Db"]);
});

describe("without a zone", () => {
  test.each<readonly [string, Shop, string, string]>([
    ["a flow in two zones holds", {}, "holds", "holds"],
    ["a tier in that zone only breaks it", { web: "PrivateA" }, "breaks at Front -> Web", "breaks at Front -> Web"],
    ["a tier in the other zone only holds", { web: "PrivateB" }, "holds", "breaks at Front -> Web"],
    ["a load balancer in that zone only breaks it", { front: "A" }, "breaks at Front -> Web", "breaks at Front -> Web"],
    [
      "a database without a standby is in one zone, whichever that is",
      { database: "MultiAZ: false" },
      "unknown at Web -> Db",
      "breaks at Web -> Db",
    ],
    [
      "a database that is pinned to that zone breaks it",
      { database: "AvailabilityZone: eu-west-1a" },
      "breaks at Web -> Db",
      "breaks at Web -> Db",
    ],
  ])("%s", (_, given, ofOne, ofAny) => {
    expect(fates(shop(given))).toEqual([`Front -> Web -> Db: ${ofOne}`]);
    expect(fates(shop(given), "any")).toEqual([`Front -> Web -> Db: ${ofAny}`]);
  });

  test("a load balancer and a tier that are left in different zones do not meet", () => {
    const more = `
  C: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.4.0/24, AvailabilityZone: eu-west-1c}}`;
    expect(fates(shop({ front: "A, B", web: "PrivateA, C", more }))).toEqual([
      "Front -> Web -> Db: breaks at Front -> Web",
    ]);
  });
});

describe("the way out by a NAT gateway", () => {
  const gateway = (placement: string): string => `
  Internet: {Type: AWS::EC2::InternetGateway}
  Attach: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Internet}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {${placement}}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  UseA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref PrivateA, RouteTableId: !Ref Table}}
  UseB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref PrivateB, RouteTableId: !Ref Table}}`;

  test("breaks for the subnet that is left where the gateway is gone", () => {
    expect(fates(shop({ more: gateway("SubnetId: !Ref A") }))).toEqual([
      "Front -> Web -> Db: holds",
      "Front -> Web -> Nat: holds",
      "Front -> Web -> Nat: breaks at Web -> Nat",
    ]);
  });

  test("holds where the gateway is left", () => {
    expect(fates(shop({ more: gateway("SubnetId: !Ref B") }))).not.toContainEqual(expect.stringContaining("breaks"));
  });

  test("holds by a regional gateway", () => {
    const fate = fates(shop({ more: gateway("AvailabilityMode: regional, VpcId: !Ref Vpc") }), "any");
    expect(fate).not.toContainEqual(expect.stringContaining("breaks"));
  });
});

test("tasks without a network of their own stand where their instances do", () => {
  const more = `
  Cluster: {Type: AWS::ECS::Cluster}
  Hosts: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 1, MaxSize: 1, VPCZoneIdentifier: [!Ref PrivateA]}}
  Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Hosts}}}
  Join: {Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {Cluster: !Ref Cluster, CapacityProviders: [!Ref Provider]}}
  Tasks: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: "web:1", LoadBalancers: [{LoadBalancerName: !Ref Front, ContainerName: web, ContainerPort: 80}]}}`;
  expect(fates(shop({ more }))).toContain("Front -> Tasks: breaks at Front -> Tasks");
});

test("a proxy is a hop to the databases behind it", () => {
  const more = `
  Proxy: {Type: AWS::RDS::DBProxy, Properties: {EngineFamily: MYSQL, VpcSubnetIds: [!Ref PrivateA, !Ref PrivateB]}}
  Behind: {Type: AWS::RDS::DBProxyTargetGroup, Properties: {DBProxyName: !Ref Proxy, DBInstanceIdentifiers: [!Ref Db], TargetGroupName: default}}
  Work: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {HOST: !GetAtt Proxy.Endpoint}}}}`;
  expect(fates(shop({ database: "AvailabilityZone: eu-west-1a", more }))).toContain(
    "Work -> Proxy -> Db: breaks at Proxy -> Db",
  );
});

test("of very many flows the first are followed, and it is said that there are more", () => {
  const groups = Array.from(
    { length: 400 },
    (_, i) => `
  G${i}: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 1, MaxSize: 1, LoadBalancerNames: [!Ref Front]}}`,
  );
  const { flows, isCut } = flowsOf(shop({ more: groups.join("") }));
  expect(flows).toHaveLength(300);
  expect(isCut).toBe(true);
});
