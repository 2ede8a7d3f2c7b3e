/**
 * In how many zones something stands, and what says so; part of the type `Node` (base.ts).
 */
import type { Evidence, GraphNode } from "../../graph/model.ts";
import { placementOf } from "../../graph/zones/placement.ts";
import { standingOf, zonesStoodIn } from "../../graph/zones/standing.ts";
import { wordsFor } from "../../graph/zones/zone-name.ts";
import type { Decided } from "../../resolve/value.ts";
import { nodeAt, type SourceNode } from "../../source/node.ts";
import { between, type FactContext, type FactField, hop, listOf, location, missing } from "../fact.ts";

export const placementFields: Readonly<Record<string, FactField<GraphNode>>> = {
  zones: {
    type: "int",
    optional: true,
    doc: "In how many distinct Availability Zones it stands at a time (a database without a standby in one); a number with bounds where zones cannot be told apart. Not set for what stands in none, or where the template does not say.",
    read: (self, { graph, world }) => {
      const standing = standingOf(graph, self, world);
      if (standing === undefined) return missing;
      const { least, most, reasons } = zonesStoodIn(standing);
      return between(least, most, reasons);
    },
  },
  standsAtEdge: {
    type: "bool",
    doc: "Whether it stands in a Local Zone, a Wavelength Zone or an Outpost, of which one has to be enough.",
    read: (self, { graph, world }) =>
      standingOf(graph, self, world)?.parts.some(({ candidates }) => candidates.some(({ isEdge }) => isEdge)) ?? false,
  },
  placement: {
    type: "Location",
    doc: "Where the template says in which subnets or zones it stands.",
    read: (self) => location(writtenAt(self)),
  },
  zoneHops: {
    type: "list<Hop>",
    doc: "The path from it to its zones: the subnets that it names, and the zone of each.",
    read: (self, context) => listOf(hopsOf(self, context).map(hop)),
  },
};

function hopsOf(self: GraphNode, { graph, world }: FactContext): readonly Evidence[] {
  const zones = standingOf(graph, self, world)?.parts.flatMap(({ candidates }) => candidates) ?? [];
  const places = [
    ...new Map(zones.flatMap(({ evidence }) => evidence ?? []).map((each) => [each.message, each])).values(),
  ];
  const placement = placementOf(graph, self, world);
  const [first] = placement?.items ?? [];
  const isNamed = placement?.by === "subnet" && first?.origin && self.type !== "AWS::EC2::Subnet";
  if (!isNamed) return places;
  const names = [...new Set(placement.items.map(subnetName))].join(", ");
  return [{ message: `${self.logicalId} stands in ${names}`, node: first.origin }, ...places];
}

/** `SubnetA`, `SubnetIds[0]`: a name that stands alone needs no braces. */
function subnetName(value: Decided): string {
  return wordsFor(value)?.replace(/^\$\{([^{}]*)\}(\[\d+\])?$/, "$1$2") ?? "a subnet from outside";
}

/** Properties by which each type is placed; the first that is there counts. */
const placedAt: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ["AWS::AutoScaling::AutoScalingGroup", [["VPCZoneIdentifier"], ["AvailabilityZones"]]],
  ["AWS::EC2::Instance", [["SubnetId"], ["NetworkInterfaces"], ["AvailabilityZone"], ["Placement"]]],
  ["AWS::EC2::NatGateway", [["SubnetId"]]],
  ["AWS::EC2::VPCEndpoint", [["SubnetIds"]]],
  ["AWS::ECS::Service", [["NetworkConfiguration", "AwsvpcConfiguration", "Subnets"]]],
  ["AWS::EKS::Nodegroup", [["Subnets"]]],
  ["AWS::Lambda::Function", [["VpcConfig", "SubnetIds"]]],
  ["AWS::ElasticBeanstalk::Environment", [["OptionSettings"]]],
  ["AWS::ElasticLoadBalancingV2::LoadBalancer", [["Subnets"], ["SubnetMappings"]]],
  ["AWS::ElasticLoadBalancing::LoadBalancer", [["Subnets"], ["AvailabilityZones"]]],
  ["AWS::RDS::DBSubnetGroup", [["SubnetIds"]]],
  ["AWS::DocDB::DBSubnetGroup", [["SubnetIds"]]],
  ["AWS::Neptune::DBSubnetGroup", [["SubnetIds"]]],
  ["AWS::ElastiCache::CacheCluster", [["NumCacheNodes"], ["AZMode"]]],
  ["AWS::ElastiCache::ReplicationGroup", [["MultiAZEnabled"], ["AutomaticFailoverEnabled"], ["NumCacheClusters"]]],
  ["AWS::ElastiCache::ServerlessCache", [["SubnetIds"]]],
  ["AWS::MemoryDB::Cluster", [["NumReplicasPerShard"]]],
  ["AWS::DAX::Cluster", [["ReplicationFactor"]]],
]);

function writtenAt(self: GraphNode): SourceNode {
  for (const path of placedAt.get(self.type) ?? []) {
    const found = nodeAt(self.declaration.properties, path);
    if (found !== undefined) return found;
  }
  return self.origin;
}
