/**
 * Availability Zones: in how many distinct ones something stands.
 *
 * Invariant: the number has a lower and an upper bound. Two indices of one `Fn::GetAZs` differ, and so do two literal
 * zones; two subnets whose zones are chosen at deployment, or two parameters, may or may not be in one zone.
 */
import { canonical } from "../resolve/canonical.ts";
import { type Items, listIn, readAt } from "../resolve/reading.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { partsOf } from "./arn.ts";
import { identify } from "./identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "./model.ts";

/** A zone as far as it can be named. */
export interface Zone {
  /** Equal keys are the same zone. */
  readonly key: string;
  /** Zones of one family with different keys differ; null where nothing is known to differ from it. */
  readonly family: string | null;
  /** What a person calls it: `us-east-1a`, `the first zone of the region`. */
  readonly label: string;
  readonly evidence: Evidence | null;
  /** What would settle which zone it is; null where that is known. */
  readonly reason: Reason | null;
}

export interface Zones {
  readonly zones: readonly Zone[];
  /** Bounds of the number of distinct zones; `most` is Infinity where more may be there than are listed. */
  readonly least: number;
  readonly most: number;
  readonly reasons: readonly Reason[];
}

/** A subnet chain that refers to itself is not followed further than this. */
const maximalHops = 16;

/** The zones of a node, by the property that places it. */
export function zonesOf(index: NodeIndex, node: GraphNode, world: World): Zones {
  return zonesWithin(index, node, world, maximalHops);
}

function zonesWithin(index: NodeIndex, node: GraphNode, world: World, hops: number): Zones {
  const placement = placements.get(node.type);
  if (placement === undefined) return { zones: [], least: 0, most: Number.POSITIVE_INFINITY, reasons: [] };
  const { subnets, zones } = placement(index, node, world);
  const items = subnets.items.length > 0 || subnets.open.length > 0 ? subnets : zones;
  const isSubnet = items === subnets;
  const found = items.items
    .flatMap(commaSeparated)
    .map((item) => (isSubnet ? zoneOfSubnet(index, item, world, hops) : zoneNamed(index, item, world, hops)));
  return count(found, items.open);
}

/** Bounds on the number of distinct zones among these. `open` says why there may be more. */
export function count(zones: readonly Zone[], open: readonly Reason[]): Zones {
  const distinct = [...new Map(zones.map((zone) => [zone.key, zone])).values()];
  const families = new Map<string, number>();
  for (const { family } of distinct) if (family !== null) families.set(family, (families.get(family) ?? 0) + 1);
  const every = open.filter((reason) => reason.kind === "availability-zones");
  const least = Math.max(distinct.length > 0 ? 1 : 0, every.length > 0 ? 2 : 0, ...families.values());
  const most = open.length > 0 ? Number.POSITIVE_INFINITY : distinct.length;
  const reasons = [...open.filter((reason) => !every.includes(reason)), ...distinct.flatMap((z) => z.reason ?? [])];
  return { zones, least, most, reasons };
}

/** Whether two zones are the same; undefined where that cannot be known. */
export function sameZone(a: Zone, b: Zone): boolean | undefined {
  if (a.key === b.key) return true;
  return a.family !== null && a.family === b.family ? false : undefined;
}

/** The zone of a single-zone node: an instance, a volume, a subnet. */
export function zoneOf(index: NodeIndex, node: GraphNode, world: World): Zone {
  if (node.type === "AWS::EC2::Subnet") return zoneOfSubnetNode(index, node, world, maximalHops);
  return zonesOf(index, node, world).zones[0] ?? unnamed(node);
}

function zoneOfSubnet(index: NodeIndex, subnet: Decided, world: World, hops: number): Zone {
  const { certain } = identify(index, subnet);
  const node = certain[0]?.node;
  if (node?.type === "AWS::EC2::Subnet") return zoneOfSubnetNode(index, node, world, hops);
  const name = canonical(subnet);
  const reason: Reason =
    subnet.kind === "unknown"
      ? subnet.reason
      : { kind: "subnet", name, stack: "", message: "the zone of a subnet from outside is not known", settle: null };
  return {
    key: `subnet ${name}`,
    family: null,
    label: "the zone of a subnet from outside",
    evidence: evidence(subnet, "a subnet from outside"),
    reason,
  };
}

function zoneOfSubnetNode(index: NodeIndex, node: GraphNode, world: World, hops: number): Zone {
  const zone = readAt(node.properties, ["AvailabilityZone"], world);
  if (zone.kind !== "absent") return within(node, zoneNamed(index, zone, world, hops - 1));
  const id = readAt(node.properties, ["AvailabilityZoneId"], world);
  if (id.kind === "known") {
    return within(node, {
      key: `zone id ${id.value}`,
      family: "zone id",
      label: String(id.value),
      evidence: evidence(id, ""),
      reason: null,
    });
  }
  if (id.kind !== "absent") return within(node, zoneNamed(index, id, world, hops - 1));
  return {
    key: `zone of ${node.id}`,
    family: null,
    label: `the zone that ${node.logicalId} happens to get`,
    evidence: { message: `subnet ${node.logicalId} names no zone`, node: node.origin },
    reason: {
      kind: "subnet",
      name: node.logicalId,
      stack: node.stack.stack.name,
      message: `subnet ${node.logicalId} names no Availability Zone`,
      settle: `AvailabilityZone on ${node.logicalId}`,
    },
  };
}

function within(subnet: GraphNode, zone: Zone): Zone {
  const where = zone.evidence?.node ?? subnet.origin;
  return { ...zone, evidence: { message: `subnet ${subnet.logicalId} stands in ${zone.label}`, node: where } };
}

/** The zone that a value names: a literal, `Select i of GetAZs`, or the zone of another resource. */
function zoneNamed(index: NodeIndex, value: Decided, world: World, hops: number): Zone {
  if (value.kind === "identity") {
    const { symbol } = value;
    if (symbol.kind === "zone") {
      const label = `zone ${symbol.index + 1} of the region`;
      return {
        key: canonical(value),
        family: `${symbol.stack} ${symbol.region}`,
        label,
        evidence: evidence(value, label),
        reason: null,
      };
    }
    if (symbol.kind === "attribute" && hops > 0) {
      const other = index.nodeOf(symbol.resource.stack, symbol.resource.logicalId);
      if (other?.type === "AWS::EC2::Subnet") return zoneOfSubnetNode(index, other, world, hops - 1);
      if (other !== undefined && symbol.attribute === "AvailabilityZone") {
        return zonesWithin(index, other, world, hops - 1).zones[0] ?? unnamed(other);
      }
    }
  }
  if (value.kind === "known") {
    const label = String(value.value);
    return { key: `zone ${label}`, family: "zone name", label, evidence: evidence(value, label), reason: null };
  }
  const name = canonical(value);
  const reason: Reason =
    value.kind === "unknown"
      ? value.reason
      : { kind: "zone", name, stack: "", message: "an Availability Zone is not known", settle: null };
  return {
    key: `zone ${name}`,
    family: null,
    label: "a zone that is not known",
    evidence: evidence(value, "a zone"),
    reason,
  };
}

/** The one zone that a node which names none gets: not known, but one and the same wherever it is asked for. */
function unnamed(node: GraphNode): Zone {
  return {
    key: `zone of ${node.id}`,
    family: null,
    label: `the zone of ${node.logicalId}`,
    evidence: { message: `${node.logicalId} names no zone`, node: node.origin },
    reason: {
      kind: "zone",
      name: node.logicalId,
      stack: node.stack.stack.name,
      message: `the zone of ${node.logicalId} is chosen at deployment`,
      settle: null,
    },
  };
}

function evidence(value: Value, message: string): Evidence | null {
  return value.origin === null ? null : { message, node: value.origin };
}

/** `a,b` written as one text is two items, as EC2 Auto Scaling takes it. */
function commaSeparated(value: Decided): readonly Decided[] {
  if (value.kind !== "known" && value.kind !== "text") return [value];
  const items: Value[][] = [[]];
  for (const part of partsOf(value)) {
    if (part.kind !== "known") {
      items.at(-1)?.push(part);
      continue;
    }
    for (const [i, piece] of String(part.value).split(",").entries()) {
      if (i > 0) items.push([]);
      const text = piece.trim();
      if (text !== "") items.at(-1)?.push({ kind: "known", value: text, origin: part.origin });
    }
  }
  return items.flatMap((parts): readonly Decided[] => {
    const [only] = parts;
    if (only === undefined) return [];
    return parts.length === 1 && only.kind !== "choice" ? [only] : [{ kind: "text", parts, origin: value.origin }];
  });
}

interface Placement {
  readonly subnets: Items<Decided>;
  readonly zones: Items<Decided>;
}

const none: Items<Decided> = { items: [], open: [] };

type Place = (index: NodeIndex, node: GraphNode, world: World) => Placement;

const bySubnets =
  (...path: readonly string[]): Place =>
  (_index, node, world) => ({ subnets: listIn(readAt(node.properties, path, world), world), zones: none });

/** Subnets under `Subnets` or in the `SubnetId` of each item of a list. */
function subnetsIn(node: GraphNode, list: string, world: World): Items<Decided> {
  const { items, open } = listIn(readAt(node.properties, [list], world), world);
  const ids = items.map((item) => readAt(item, ["SubnetId"], world)).filter((id) => id.kind !== "absent");
  return { items: ids, open };
}

const join = (a: Items<Decided>, b: Items<Decided>): Items<Decided> => ({
  items: [...a.items, ...b.items],
  open: [...a.open, ...b.open],
});

/** Databases stand where their subnet group's subnets do. */
const byDatabaseSubnets: Place = (index, node, world) => {
  const zone = readAt(
    node.properties,
    [node.type === "AWS::RDS::DBCluster" ? "AvailabilityZones" : "AvailabilityZone"],
    world,
  );
  if (zone.kind !== "absent") return { subnets: none, zones: listIn(zone, world) };
  const group = identify(index, readAt(node.properties, ["DBSubnetGroupName"], world), ["AWS::RDS::DBSubnetGroup"])
    .certain[0]?.node;
  if (group === undefined) return { subnets: none, zones: none };
  return { subnets: listIn(readAt(group.properties, ["SubnetIds"], world), world), zones: none };
};

/** `aws:ec2:vpc` `Subnets` of Elastic Beanstalk's option settings. */
const byOptionSettings: Place = (_index, node, world) => {
  const { items } = listIn(readAt(node.properties, ["OptionSettings"], world), world);
  const subnets = items.filter((item) => {
    const [namespace, name] = [readAt(item, ["Namespace"], world), readAt(item, ["OptionName"], world)];
    return (
      namespace.kind === "known" &&
      namespace.value === "aws:ec2:vpc" &&
      name.kind === "known" &&
      name.value === "Subnets"
    );
  });
  const values = subnets.map((item) => listIn(readAt(item, ["Value"], world), world));
  return { subnets: values.reduce(join, none), zones: none };
};

const placements: ReadonlyMap<string, Place> = new Map<string, Place>(
  Object.entries({
    "AWS::AutoScaling::AutoScalingGroup": (_index, node, world) => ({
      subnets: listIn(readAt(node.properties, ["VPCZoneIdentifier"], world), world),
      zones: listIn(readAt(node.properties, ["AvailabilityZones"], world), world),
    }),
    "AWS::EC2::Instance": (_index, node, world) => ({
      subnets: join(
        listIn(readAt(node.properties, ["SubnetId"], world), world),
        subnetsIn(node, "NetworkInterfaces", world),
      ),
      zones: listIn(readAt(node.properties, ["AvailabilityZone"], world), world),
    }),
    "AWS::EC2::Volume": (_index, node, world) => ({
      subnets: none,
      zones: listIn(readAt(node.properties, ["AvailabilityZone"], world), world),
    }),
    "AWS::ECS::Service": bySubnets("NetworkConfiguration", "AwsvpcConfiguration", "Subnets"),
    "AWS::EKS::Nodegroup": bySubnets("Subnets"),
    "AWS::Lambda::Function": bySubnets("VpcConfig", "SubnetIds"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (_index, node, world) => ({
      subnets: join(
        listIn(readAt(node.properties, ["Subnets"], world), world),
        subnetsIn(node, "SubnetMappings", world),
      ),
      zones: none,
    }),
    "AWS::ElasticLoadBalancing::LoadBalancer": (_index, node, world) => ({
      subnets: listIn(readAt(node.properties, ["Subnets"], world), world),
      zones: listIn(readAt(node.properties, ["AvailabilityZones"], world), world),
    }),
    "AWS::RDS::DBSubnetGroup": bySubnets("SubnetIds"),
    "AWS::RDS::DBInstance": byDatabaseSubnets,
    "AWS::RDS::DBCluster": byDatabaseSubnets,
    "AWS::ElasticBeanstalk::Environment": byOptionSettings,
  }),
);
