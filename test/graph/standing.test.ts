/** How much of a node stands where: what is gone with one zone of two. */
import { describe, expect, test } from "@jest/globals";
import { isUnknown } from "../../src/graph/ternary.ts";
import { isLostWith, standingOf, zonesStoodIn } from "../../src/graph/zones/standing.ts";
import { zoneOf } from "../../src/graph/zones/zone.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const two = `
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}}
  Group: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A, !Ref B]}}
  Caches: {Type: AWS::ElastiCache::SubnetGroup, Properties: {SubnetIds: [!Ref A, !Ref B]}}
  Memory: {Type: AWS::MemoryDB::SubnetGroup, Properties: {SubnetIds: [!Ref A, !Ref B]}}`;

type Fate = "gone" | "left" | "unknown" | "nowhere";

/** What becomes of `It` without the zone of subnet A, and in how many zones it stands. */
function fate(thing: string, parameters = "Given: {Type: String}"): readonly [Fate, string] {
  const graph = graphOf(`Parameters: {${parameters}}\nResources:${two}\n  It: {${thing}}`);
  return inEveryWorld((world) => {
    const standing = standingOf(graph, nodeIn(graph, "It"), world);
    if (standing === undefined) return ["nowhere", "0"];
    const { least, most } = zonesStoodIn(standing);
    const lost = isLostWith(standing, zoneOf(graph, nodeIn(graph, "A"), world));
    return [isUnknown(lost) ? "unknown" : lost ? "gone" : "left", least === most ? `${least}` : `${least}-${most}`];
  });
}

describe("without one of its zones", () => {
  test.each<readonly [string, string, readonly [Fate, string]]>([
    ["an instance there is gone", "Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref A}", ["gone", "1"]],
    ["an instance elsewhere is left", "Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref B}", ["left", "1"]],
    [
      "an instance that says nothing may be there",
      "Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}",
      ["unknown", "1"],
    ],
    [
      "an instance by its placement is gone",
      "Type: AWS::EC2::Instance, Properties: {Placement: {AvailabilityZone: eu-west-1a}}",
      ["gone", "1"],
    ],
    [
      "a database without a standby may be there",
      "Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBSubnetGroupName: !Ref Group}",
      ["unknown", "1"],
    ],
    [
      "a database with a standby is left",
      "Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, MultiAZ: true, DBSubnetGroupName: !Ref Group}",
      ["left", "2"],
    ],
    [
      "a database that is pinned there is gone",
      "Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, AvailabilityZone: eu-west-1a}",
      ["gone", "1"],
    ],
    [
      "a database of which it is not known has one zone or more",
      "Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, MultiAZ: !Ref Given, DBSubnetGroupName: !Ref Group}",
      ["unknown", "1-Infinity"],
    ],
    [
      "a Multi-AZ cluster is left",
      "Type: AWS::RDS::DBCluster, Properties: {Engine: postgres, DBClusterInstanceClass: db.m6gd.large, DBSubnetGroupName: !Ref Group}",
      ["left", "2"],
    ],
    [
      "a proxy in both zones is left",
      "Type: AWS::RDS::DBProxy, Properties: {VpcSubnetIds: [!Ref A, !Ref B]}",
      ["left", "2"],
    ],
    ["a zonal NAT gateway there is gone", "Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref A}", ["gone", "1"]],
    [
      "a regional NAT gateway stands in no zone",
      "Type: AWS::EC2::NatGateway, Properties: {AvailabilityMode: regional, VpcId: vpc-1}",
      ["nowhere", "0"],
    ],
    [
      "an interface endpoint in both is left",
      "Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Interface, SubnetIds: [!Ref A, !Ref B]}",
      ["left", "2"],
    ],
    [
      "a gateway endpoint stands in no zone",
      "Type: AWS::EC2::VPCEndpoint, Properties: {RouteTableIds: [rtb-1]}",
      ["nowhere", "0"],
    ],
    [
      "a single cache node may be there",
      "Type: AWS::ElastiCache::CacheCluster, Properties: {Engine: redis, NumCacheNodes: 1, CacheSubnetGroupName: !Ref Caches}",
      ["unknown", "1"],
    ],
    [
      "cache nodes across zones are left",
      "Type: AWS::ElastiCache::CacheCluster, Properties: {Engine: memcached, NumCacheNodes: 2, AZMode: cross-az, CacheSubnetGroupName: !Ref Caches}",
      ["left", "2"],
    ],
    [
      "cache nodes side by side may all be there",
      "Type: AWS::ElastiCache::CacheCluster, Properties: {Engine: memcached, NumCacheNodes: 2, CacheSubnetGroupName: !Ref Caches}",
      ["unknown", "1"],
    ],
    [
      "a replicated cache is left",
      "Type: AWS::ElastiCache::ReplicationGroup, Properties: {MultiAZEnabled: true, CacheSubnetGroupName: !Ref Caches}",
      ["left", "2"],
    ],
    [
      "a cache without replicas may be there",
      "Type: AWS::ElastiCache::ReplicationGroup, Properties: {NumNodeGroups: 2, ReplicasPerNodeGroup: 0, CacheSubnetGroupName: !Ref Caches}",
      ["unknown", "1"],
    ],
    [
      "replicas that are placed in both are left",
      "Type: AWS::ElastiCache::ReplicationGroup, Properties: {NumCacheClusters: 2, AutomaticFailoverEnabled: true, PreferredCacheClusterAZs: [eu-west-1a, eu-west-1b]}",
      ["left", "2"],
    ],
    [
      "MemoryDB has a replica by default",
      "Type: AWS::MemoryDB::Cluster, Properties: {SubnetGroupName: !Ref Memory}",
      ["left", "2"],
    ],
    [
      "MemoryDB without one may be there",
      "Type: AWS::MemoryDB::Cluster, Properties: {NumReplicasPerShard: 0, SubnetGroupName: !Ref Memory}",
      ["unknown", "1"],
    ],
    [
      "an environment of one instance may be there",
      'Type: AWS::ElasticBeanstalk::Environment, Properties: {OptionSettings: [{Namespace: "aws:elasticbeanstalk:environment", OptionName: EnvironmentType, Value: SingleInstance}, {Namespace: "aws:ec2:vpc", OptionName: Subnets, Value: !Join [",", [!Ref A, !Ref B]]}]}',
      ["unknown", "1"],
    ],
    [
      "a function in both zones is left",
      "Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: [!Ref A, !Ref B]}}",
      ["left", "2"],
    ],
    [
      "a function outside every VPC stands in no zone",
      "Type: AWS::Lambda::Function, Properties: {Handler: index.handler}",
      ["nowhere", "0"],
    ],
    [
      "a One Zone file system there is gone",
      "Type: AWS::EFS::FileSystem, Properties: {AvailabilityZoneName: eu-west-1a}",
      ["gone", "1"],
    ],
    [
      "a group of which more may be elsewhere is not known to be gone",
      "Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [!Ref A, !Ref Given]}",
      ["unknown", "1-Infinity"],
    ],
    [
      "a group in every zone of the region is left",
      'Type: AWS::AutoScaling::AutoScalingGroup, Properties: {AvailabilityZones: !GetAZs ""}',
      ["left", "2-Infinity"],
    ],
  ])("%s", (_, thing, expected) => {
    expect(fate(thing)).toEqual(expected);
  });
});

describe("an Aurora cluster", () => {
  const member = (id: string, zone: string): string =>
    `\n  ${id}: {Type: AWS::RDS::DBInstance, Properties: {Engine: aurora-mysql, DBClusterIdentifier: !Ref It${zone}}}`;
  const cluster = "Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, DBSubnetGroupName: !Ref Group}";
  const withMembers = (...members: readonly string[]): readonly [Fate, string] =>
    fate(`${cluster}}${members.join("").replace(/\}$/, "")}`);

  test("with one member stands where that is, whichever of its zones it is", () => {
    expect(withMembers(member("One", ""))).toEqual(["unknown", "1"]);
  });
  test("with two members is spread by RDS", () => {
    expect(withMembers(member("One", ""), member("Two", ""))).toEqual(["left", "2"]);
  });
  test("whose members are pinned to one zone goes with it", () => {
    const pin = ", AvailabilityZone: eu-west-1a";
    expect(withMembers(member("One", pin), member("Two", pin))).toEqual(["gone", "1"]);
  });
});

test("a file system stands in the zones of its mount targets", () => {
  const mount = (id: string, subnet: string): string =>
    `\n  ${id}: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref It, SubnetId: !Ref ${subnet}}}`;
  const files = "Type: AWS::EFS::FileSystem, Properties: {Encrypted: true}}";
  expect(fate(`${files}${mount("One", "A").replace(/\}$/, "")}`)).toEqual(["gone", "1"]);
  expect(fate(`${files}${mount("One", "A")}${mount("Two", "B").replace(/\}$/, "")}`)).toEqual(["left", "2"]);
});
