/** Templates that mean harm, or nothing: every question about them has an answer. */
import { describe, expect, test } from "@jest/globals";
import type { Graph } from "../../src/graph/model.ts";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { answersOf } from "../../src/resolve/explore.ts";
import { graphOf } from "./graph-of.ts";

/** Reads every fact of every node, in up to eight worlds. */
function readEverything(graph: Graph): number {
  const registry = factRegistry();
  let read = 0;
  for (const node of graph.nodes) {
    for (const type of registry.lineage(registry.subjectKind(node.role)?.type ?? "Node")) {
      for (const field of Object.values(type.fields)) {
        answersOf((world) => field.read(node as never, { graph, world }), 8);
        read++;
      }
    }
  }
  return read;
}

const types = [
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::AutoScaling::LaunchConfiguration",
  "AWS::AutoScaling::ScalingPolicy",
  "AWS::ApplicationAutoScaling::ScalableTarget",
  "AWS::CloudFront::Distribution",
  "AWS::EC2::Instance",
  "AWS::EC2::LaunchTemplate",
  "AWS::EC2::PrefixList",
  "AWS::EC2::SecurityGroup",
  "AWS::EC2::SecurityGroupIngress",
  "AWS::EC2::SpotFleet",
  "AWS::EC2::Subnet",
  "AWS::EC2::Volume",
  "AWS::EC2::VolumeAttachment",
  "AWS::ECS::Service",
  "AWS::ECS::TaskDefinition",
  "AWS::ElasticBeanstalk::Environment",
  "AWS::ElasticLoadBalancingV2::Listener",
  "AWS::ElasticLoadBalancingV2::TargetGroup",
  "AWS::RDS::DBCluster",
  "AWS::RDS::DBInstance",
  "AWS::SecretsManager::Secret",
];
const properties = [
  ..."Tags SecurityGroupIngress VPCZoneIdentifier LaunchTemplate LaunchTemplateData LaunchConfigurationName".split(" "),
  ..."MixedInstancesPolicy InstanceId UserData BlockDeviceMappings NetworkInterfaces SubnetId AvailabilityZone".split(
    " ",
  ),
  ..."MinSize HealthCheckType TargetGroupARNs TrafficSources LoadBalancers DefaultActions Targets ResourceId".split(
    " ",
  ),
  ..."OptionSettings TaskDefinition ContainerDefinitions NetworkConfiguration VolumeConfigurations".split(" "),
  ..."Engine EngineMode Port DBClusterIdentifier DBSubnetGroupName VPCSecurityGroups MasterUserPassword".split(" "),
  ..."DeletionProtection MultiAZ StorageEncrypted SecretString DistributionConfig Entries GroupId VolumeId".split(" "),
];

describe("properties of the wrong shape", () => {
  test.each([
    ["texts", "text"],
    ["numbers", "7"],
    ["nulls", "null"],
    ["empty lists", "[]"],
    ["lists of lists", "[[[]], [{}]]"],
    ["lists of texts", "[a, b]"],
    ["maps", "{a: {b: c}}"],
    ["maps of odd keys", "{__proto__: {constructor: x}, toString: y}"],
    ["no value", "!Ref AWS::NoValue"],
    ["references to themselves", "!Ref Thing"],
    ["attributes of themselves", "!GetAtt Thing.AvailabilityZone"],
    ["parameters", "!Ref Given"],
    ["hidden parameters", "!Ref Hidden"],
    ["choices", "!If [IsProd, [], text]"],
    ["macros", "{Fn::Transform: {Name: Macro}}"],
  ])("%s have an answer", (_, value) => {
    for (const type of types) {
      const graph = graphOf(`
Parameters: {Given: {Type: String}, Hidden: {Type: String, NoEcho: true}, Stage: {Type: String, AllowedValues: [a, b]}}
Conditions: {IsProd: !Equals [!Ref Stage, a]}
Resources:
  Thing:
    Type: ${type}
    DeletionPolicy: ${value.startsWith("{") || value.startsWith("[") ? "Delete" : value}
    Metadata: {AWS::CloudFormation::Init: ${value}}
    Properties:
${properties.map((property) => `      ${property}: ${value}`).join("\n")}`);
      expect(readEverything(graph)).toBeGreaterThan(0);
    }
  });
});

test("resources that all name one another have an answer", () => {
  const all = types.map(
    (type, i) =>
      `  T${i}: {Type: "${type}", Properties: {${properties.map((p, j) => `${p}: !Ref T${(i + j) % types.length}`).join(", ")}}}`,
  );
  expect(readEverything(graphOf(`Resources:\n${all.join("\n")}`))).toBeGreaterThan(0);
});

test("lists of ten thousand items have an answer", () => {
  const many = (item: (i: number) => string): string =>
    `[${Array.from({ length: 10_000 }, (_, i) => item(i)).join(", ")}]`;
  const graph = graphOf(`
Resources:
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: ${many((i) => `{IpProtocol: tcp, FromPort: ${i}, ToPort: ${i}, CidrIp: 0.0.0.0/0}`)}, Tags: ${many((i) => `{Key: k${i}, Value: v}`)}}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1a}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: ${many((i) => (i % 2 === 0 ? "!Ref Subnet" : `subnet-${i}`))}, TargetGroupARNs: ${many(() => "!Ref Targets")}}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: ${many(() => "!Ref Group")}, Engine: mysql}}`);
  expect(readEverything(graph)).toBeGreaterThan(0);
});
