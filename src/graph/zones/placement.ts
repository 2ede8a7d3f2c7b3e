/**
 * Which property says where a node stands: subnets or zones, by the type of the node.
 *
 * Not here: how such a property is read; see subnet-lists.ts. Which zone an item is in; see zone.ts. How much of a node
 * stands there; see standing.ts.
 */
import { type Items, listIn, readAt } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { declaredElsewhere } from "../network/elsewhere.ts";
import { subnetGroupOf } from "../stores/database.ts";
import { optionSetting } from "../tiers/option-settings.ts";
import { mountTargetsOf } from "./mount-targets.ts";
import { eachAt, interfaceSubnets, joined, listAt, one, type Read, severalOf, subnetsOfGroup } from "./subnet-lists.ts";

export interface Placement extends Items<Decided> {
  readonly by: "subnet" | "zone";
}

/** What the template says about where a node stands; undefined where it says nothing. */
export function placementOf(index: NodeIndex, node: GraphNode, world: World): Placement | undefined {
  for (const { by, read } of placements.get(node.type) ?? []) {
    const { items, open } = read(index, node, world);
    if (items.length === 0 && open.length === 0) continue;
    return { by, items, open: by === "subnet" ? open.map((reason) => declaredElsewhere("subnet", reason)) : open };
  }
  return undefined;
}

interface Place {
  readonly by: Placement["by"];
  readonly read: Read;
}

const subnet = (read: Read): Place => ({ by: "subnet", read });
const subnets = (read: Read): Place => subnet(severalOf(read));
const zones = (read: Read): Place => ({ by: "zone", read });

const databaseSubnets: Read = (index, node, world) => {
  const group = subnetGroupOf(index, node, world);
  return group === undefined ? { items: [], open: [] } : listIn(readAt(group.properties, ["SubnetIds"], world), world);
};

const option =
  (namespace: string, name: string): Read =>
  (index, node, world) =>
    listIn(optionSetting(index, node, namespace, name, world), world);

/** A file system is reached in the zones of its mount targets. */
const targetSubnets: Read = (index, node, world) => ({
  items: mountTargetsOf(index, node, world).map((target) => readAt(target.properties, ["SubnetId"], world)),
  open: [],
});

const task = ["NetworkConfiguration", "AwsvpcConfiguration", "Subnets"] as const;
const cacheSubnets = subnets(subnetsOfGroup("CacheSubnetGroupName", "AWS::ElastiCache::SubnetGroup"));
const group = [subnets(listAt("SubnetIds"))];

/** The properties of each type, those first that decide. */
const placements: ReadonlyMap<string, readonly Place[]> = new Map<string, readonly Place[]>([
  [
    "AWS::AutoScaling::AutoScalingGroup",
    [subnets(joined(listAt("VPCZoneIdentifier"))), zones(listAt("AvailabilityZones"))],
  ],
  [
    "AWS::EC2::Instance",
    [
      subnet(one("SubnetId")),
      subnet(interfaceSubnets),
      zones(one("AvailabilityZone")),
      zones(one("Placement", "AvailabilityZone")),
    ],
  ],
  [
    "AWS::EC2::SpotFleet",
    [subnets(joined(eachAt(["SpotFleetRequestConfigData", "LaunchSpecifications"], "SubnetId")))],
  ],
  ["AWS::EC2::Subnet", [zones(one("AvailabilityZone")), zones(one("AvailabilityZoneId"))]],
  ["AWS::EC2::Volume", [zones(one("AvailabilityZone")), zones(one("AvailabilityZoneId"))]],
  ["AWS::EC2::NatGateway", [subnet(one("SubnetId"))]],
  ["AWS::EC2::NetworkInterface", [subnet(one("SubnetId"))]],
  ["AWS::EC2::VPCEndpoint", [subnets(listAt("SubnetIds"))]],
  ["AWS::ECS::Service", [subnets(listAt(...task))]],
  ["AWS::ECS::ExpressGatewayService", [subnets(listAt("NetworkConfiguration", "Subnets"))]],
  ["AWS::EKS::Nodegroup", [subnets(listAt("Subnets"))]],
  ["AWS::Lambda::Function", [subnets(listAt("VpcConfig", "SubnetIds"))]],
  [
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    [subnets(listAt("Subnets")), subnet(eachAt(["SubnetMappings"], "SubnetId"))],
  ],
  ["AWS::ElasticLoadBalancing::LoadBalancer", [subnets(listAt("Subnets")), zones(listAt("AvailabilityZones"))]],
  ["AWS::RDS::DBSubnetGroup", group],
  ["AWS::DocDB::DBSubnetGroup", group],
  ["AWS::Neptune::DBSubnetGroup", group],
  ["AWS::ElastiCache::SubnetGroup", group],
  ["AWS::MemoryDB::SubnetGroup", group],
  ["AWS::RDS::DBInstance", [zones(one("AvailabilityZone")), subnets(databaseSubnets)]],
  // Not `AvailabilityZones`: that is where the storage may be, not the instances.
  ["AWS::RDS::DBCluster", [subnets(databaseSubnets)]],
  ["AWS::RDS::DBProxy", [subnets(listAt("VpcSubnetIds"))]],
  [
    "AWS::ElastiCache::CacheCluster",
    [zones(listAt("PreferredAvailabilityZones")), zones(one("PreferredAvailabilityZone")), cacheSubnets],
  ],
  ["AWS::ElastiCache::ReplicationGroup", [zones(listAt("PreferredCacheClusterAZs")), cacheSubnets]],
  ["AWS::ElastiCache::ServerlessCache", [subnets(listAt("SubnetIds"))]],
  ["AWS::MemoryDB::Cluster", [subnets(subnetsOfGroup("SubnetGroupName", "AWS::MemoryDB::SubnetGroup"))]],
  [
    "AWS::DAX::Cluster",
    [zones(listAt("AvailabilityZones")), subnets(subnetsOfGroup("SubnetGroupName", "AWS::DAX::SubnetGroup"))],
  ],
  ["AWS::EFS::FileSystem", [zones(one("AvailabilityZoneName")), subnet(targetSubnets)]],
  ["AWS::EFS::MountTarget", [subnet(one("SubnetId"))]],
  [
    "AWS::ElasticBeanstalk::Environment",
    [
      subnets(joined(option("aws:ec2:vpc", "Subnets"))),
      zones(joined(option("aws:autoscaling:asg", "Custom Availability Zones"))),
    ],
  ],
]);
