import { describe, expect, test } from "@jest/globals";
import { architecture, boundTo, broken, component, conformanceOf, flow, quality } from "./sample-architecture.ts";

/** A service of containers on instances of its own. */
const onInstances = `Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Template: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: ami-1, BlockDeviceMappings: [{DeviceName: /dev/xvda, Ebs: {VolumeSize: 20, Encrypted: true}}]}}}
  Hosts:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MinSize: "2", MaxSize: "4", LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: !GetAtt Template.LatestVersionNumber}}
  Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Hosts}}}
  Of: {Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {Cluster: !Ref Cluster, CapacityProviders: [!Ref Provider]}}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: web, Image: i}]}}
  Web: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task}}
`;

describe("instances that carry the tasks of a service", () => {
  const serving = component("app", ["compute.vm", "compute.container"]);
  const scratch = component("scratch", ["block"], { of: "app" });

  test("are where the app runs, and not the app; their volumes are part of it", () => {
    const conformance = conformanceOf(onInstances, architecture({ components: [serving, scratch] }));
    expect(boundTo(conformance, "app")).toEqual(["Web"]);
    expect(boundTo(conformance, "scratch")).toEqual(["Template"]);
    expect(conformance.unbound).toEqual([]);
  });

  test("are meant where only instances are", () => {
    const conformance = conformanceOf(onInstances, architecture({ components: [component("hosts", ["compute.vm"])] }));
    expect(boundTo(conformance, "hosts")).toEqual(["Hosts"]);
  });

  test("are meant beside tasks of another cluster", () => {
    const elsewhere = onInstances.replace(
      "Properties: {Cluster: !Ref Cluster, TaskDefinition",
      "Properties: {TaskDefinition",
    );
    const conformance = conformanceOf(elsewhere, architecture({ components: [serving] }));
    expect(boundTo(conformance, "app")).toEqual(["Hosts", "Web"]);
  });

  test("are what rules on the app are about, too", () => {
    const asked = architecture({ components: [serving, scratch], qualities: [quality("app", "SEC010")] });
    expect(
      broken(
        conformanceOf(
          onInstances.replace("ImageId: ami-1", "ImageId: ami-1, MetadataOptions: {HttpTokens: optional}"),
          asked,
        ),
      ),
    ).toEqual(["violated app.SEC010"]);
  });
});

test("a proxy before a cluster gets a flow to the cluster and all of its members", () => {
  const group = (id: string, from: string): string =>
    `  ${id}: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: ${from}}]}}\n`;
  const template = `Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  AppGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
${group("ProxyGroup", "!Ref AppGroup")}${group("DbGroup", "!Ref ProxyGroup")}  App:
    Type: AWS::EC2::Instance
    Properties: {SubnetId: !Ref A, SecurityGroupIds: [!Ref AppGroup], UserData: !GetAtt Proxy.Endpoint}
  Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A], DBSubnetGroupDescription: d}}
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-postgresql, DBSubnetGroupName: !Ref Subnets, VpcSecurityGroupIds: [!Ref DbGroup]}}
  One: {Type: AWS::RDS::DBInstance, Properties: {Engine: aurora-postgresql, DBClusterIdentifier: !Ref Cluster, DBInstanceClass: db.r6g.large}}
  Two: {Type: AWS::RDS::DBInstance, Properties: {Engine: aurora-postgresql, DBClusterIdentifier: !Ref Cluster, DBInstanceClass: db.r6g.large}}
  Proxy: {Type: AWS::RDS::DBProxy, Properties: {EngineFamily: POSTGRESQL, VpcSubnetIds: [!Ref A], VpcSecurityGroupIds: [!Ref ProxyGroup]}}
  Behind: {Type: AWS::RDS::DBProxyTargetGroup, Properties: {DBProxyName: !Ref Proxy, DBClusterIdentifiers: [!Ref Cluster]}}
`;
  const asked = architecture({
    components: [component("app", ["compute.vm"]), component("users", ["rdb"])],
    flows: [flow("save", "app", "users", [{ kind: "reach", ports: ["db-port"] }])],
  });
  expect(broken(conformanceOf(template, asked))).toEqual([]);
  expect(
    broken(conformanceOf(template.replace(group("ProxyGroup", "!Ref AppGroup"), group("ProxyGroup", "sg-1")), asked)),
  ).toEqual(["violated flow.save"]);
});
