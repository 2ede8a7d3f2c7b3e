/**
 * Which property says where a node stands: subnets or zones, by the type of the node.
 *
 * Invariant: an item that may stand for several subnets is no item but a reason why there may be more.
 * Not here: which zone an item is in; see zone.ts.
 */
import { type Items, listIn, readAt } from "../resolve/reading.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { partsOf } from "./arn.ts";
import { subnetGroupOf } from "./database.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { nodeNamed } from "./named-nodes.ts";
import { optionSetting } from "./option-settings.ts";

export interface Placement extends Items<Decided> {
  readonly by: "subnet" | "zone";
}

/** What the template says about where a node stands; undefined where it says nothing. */
export function placementOf(index: NodeIndex, node: GraphNode, world: World): Placement | undefined {
  for (const { by, read } of placements.get(node.type) ?? []) {
    const { items, open } = read(index, node, world);
    if (items.length > 0 || open.length > 0) return { by, items, open };
  }
  return undefined;
}

type Read = (index: NodeIndex, node: GraphNode, world: World) => Items<Decided>;

/** What a list says, with the items that may stand for several as reasons why there may be more. */
const apart =
  (isSeveral: (index: NodeIndex, item: Decided) => boolean, read: Read): Read =>
  (index, node, world) => {
    const found = read(index, node, world);
    const items: Decided[] = [];
    const open = [...found.open];
    for (const item of found.items) {
      const reason = isSeveral(index, item) ? reasonOf(item) : undefined;
      if (reason === undefined) items.push(item);
      else open.push(reason);
    }
    return { items, open };
  };

/** A custom resource, or a stack that is not here, may give a list. */
function isFromOutside(index: NodeIndex, item: Decided): boolean {
  if (item.kind !== "identity" || item.symbol.kind !== "attribute") return false;
  const { stack, logicalId } = item.symbol.resource;
  return index.nodeOf(stack, logicalId)?.type !== "AWS::EC2::Subnet";
}

/** A text of which nothing is known may be several ids joined by commas, unless its parameter's type says otherwise. */
function isMaybeJoined(index: NodeIndex, item: Decided): boolean {
  if (item.kind !== "unknown" || item.derived !== undefined) return false;
  const { kind, stack, name } = item.reason;
  const owner = kind === "parameter" ? index.stacks.find((each) => each.stack.name === stack) : undefined;
  return owner?.template.parameters.get(name)?.type !== "AWS::EC2::Subnet::Id";
}

const listAt =
  (...path: readonly string[]): Read =>
  (_index, node, world) =>
    listIn(readAt(node.properties, path, world), world);

/** A property that is one subnet or zone, whatever is known of it. */
const one =
  (property: string): Read =>
  (_index, node, world) => {
    const value = readAt(node.properties, [property], world);
    return { items: value.kind === "absent" ? [] : [value], open: [] };
  };

/** A list that AWS takes as one text with commas. */
const joined = (read: Read): Read =>
  apart(isMaybeJoined, (index, node, world) => {
    const { items, open } = read(index, node, world);
    return { items: items.flatMap(commaSeparated), open };
  });

/** The `SubnetId` of each item of a list. */
const eachSubnetOf =
  (property: string): Read =>
  (_index, node, world) => {
    const { items, open } = listIn(readAt(node.properties, [property], world), world);
    return { items: items.map((item) => readAt(item, ["SubnetId"], world)).filter(isPresent), open };
  };

/** Subnets of the interfaces that are attached to an instance; of one that the template makes, the interface's own. */
const interfaceSubnets: Read = (index, node, world) => {
  const { items, open } = listIn(readAt(node.properties, ["NetworkInterfaces"], world), world);
  const subnets = items.flatMap((item) => {
    const written = readAt(item, ["SubnetId"], world);
    if (written.kind !== "absent") return [written];
    const id = readAt(item, ["NetworkInterfaceId"], world);
    const made = nodeNamed(index, id, "AWS::EC2::NetworkInterface", world).node;
    return made === undefined ? [] : [readAt(made.properties, ["SubnetId"], world)];
  });
  return { items: subnets.filter(isPresent), open };
};

const databaseSubnets: Read = (index, node, world) => {
  const group = subnetGroupOf(index, node, world);
  return group === undefined ? { items: [], open: [] } : listIn(readAt(group.properties, ["SubnetIds"], world), world);
};

const optionSubnets: Read = (index, node, world) =>
  listIn(optionSetting(index, node, "aws:ec2:vpc", "Subnets", world), world);

const isPresent = (value: Decided): boolean => value.kind !== "absent";

interface Place {
  readonly by: Placement["by"];
  readonly read: Read;
}

const subnet = (read: Read): Place => ({ by: "subnet", read });
const subnets = (read: Read): Place => subnet(apart(isFromOutside, read));
const zones = (read: Read): Place => ({ by: "zone", read });

/** The properties of each type, those first that decide. */
const placements: ReadonlyMap<string, readonly Place[]> = new Map([
  [
    "AWS::AutoScaling::AutoScalingGroup",
    [subnets(joined(listAt("VPCZoneIdentifier"))), zones(listAt("AvailabilityZones"))],
  ],
  ["AWS::EC2::Instance", [subnet(one("SubnetId")), subnet(interfaceSubnets), zones(one("AvailabilityZone"))]],
  ["AWS::EC2::Subnet", [zones(one("AvailabilityZone")), zones(one("AvailabilityZoneId"))]],
  ["AWS::EC2::Volume", [zones(one("AvailabilityZone"))]],
  ["AWS::ECS::Service", [subnets(listAt("NetworkConfiguration", "AwsvpcConfiguration", "Subnets"))]],
  ["AWS::EKS::Nodegroup", [subnets(listAt("Subnets"))]],
  ["AWS::Lambda::Function", [subnets(listAt("VpcConfig", "SubnetIds"))]],
  ["AWS::ElasticLoadBalancingV2::LoadBalancer", [subnets(listAt("Subnets")), subnet(eachSubnetOf("SubnetMappings"))]],
  ["AWS::ElasticLoadBalancing::LoadBalancer", [subnets(listAt("Subnets")), zones(listAt("AvailabilityZones"))]],
  ["AWS::RDS::DBSubnetGroup", [subnets(listAt("SubnetIds"))]],
  ["AWS::RDS::DBInstance", [zones(one("AvailabilityZone")), subnets(databaseSubnets)]],
  // Not `AvailabilityZones`: that is where the storage may be, not the instances.
  ["AWS::RDS::DBCluster", [subnets(databaseSubnets)]],
  ["AWS::ElasticBeanstalk::Environment", [subnets(joined(optionSubnets))]],
]);

/** `a,b` written as one text is two items, as EC2 Auto Scaling and Elastic Beanstalk take it. */
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
