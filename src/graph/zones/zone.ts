/**
 * Which Availability Zone one thing stands in: a subnet, an instance, a volume.
 *
 * Where that is said by naming another resource whose zone it is, the reference is followed, until something names a zone
 * or leaves it to AWS.
 * Not here: what a value says of a zone, and how zones are compared; see zone-name.ts.
 */
import { readAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { type Placement, placementOf } from "./placement.ts";
import { type Zone, zoneNamed } from "./zone-name.ts";

/** The zone of a single-zone node: an instance, a volume, a subnet. */
export function zoneOf(index: NodeIndex, node: GraphNode, world: World): Zone {
  return follow(index, node, world);
}

/** The zone that an item of a placement is or stands in. */
export function zoneAt(index: NodeIndex, item: Decided, by: Placement["by"], world: World): Zone {
  const node = holderOf(index, item, by);
  return node === undefined ? zoneNamed(index, item, by) : follow(index, node, world);
}

/** Goes from resource to resource until one names a zone; a template may name them in a circle. */
function follow(index: NodeIndex, start: GraphNode, world: World): Zone {
  const seen = new Set<GraphNode>();
  let within: Told | undefined;
  let node = start;
  for (;;) {
    const placement = seen.has(node) ? undefined : placementOf(index, node, world);
    const [item] = placement?.items ?? [];
    if (node.type === "AWS::EC2::Subnet") within ??= { subnet: node, at: item?.origin ?? node.origin };
    seen.add(node);
    if (placement === undefined || item === undefined) return told(chosenFor(node, placement?.open[0]), within, world);
    const next = holderOf(index, item, placement.by);
    if (next === undefined) return told(zoneNamed(index, item, placement.by), within, world);
    node = next;
  }
}

/** The first subnet on the way, and where it names its zone. */
interface Told {
  readonly subnet: GraphNode;
  readonly at: SourceNode;
}

/** The resource that decides which zone an item means, where that is one of the app. */
function holderOf(index: NodeIndex, item: Decided, by: Placement["by"]): GraphNode | undefined {
  if (item.kind !== "identity" || item.symbol.kind !== "attribute") return undefined;
  const [found] = identify(index, item).certain;
  if (found === undefined) return undefined;
  if (by === "subnet") return found.node.type === "AWS::EC2::Subnet" ? found.node : undefined;
  return found.attribute.startsWith("AvailabilityZone") ? found.node : undefined;
}

/** The one zone that a node which names none gets: not known, but one and the same wherever it is asked for. */
function chosenFor(node: GraphNode, open: Reason | undefined): Zone {
  const subnet = node.type === "AWS::EC2::Subnet";
  return {
    key: `zone of ${node.id}`,
    family: null,
    isEdge: false,
    label: subnet ? `the zone that ${node.logicalId} happens to get` : `the zone of ${node.logicalId}`,
    evidence: { message: `${node.logicalId} names no zone`, node: node.origin },
    reason: open ?? {
      kind: "zone",
      name: node.logicalId,
      stack: node.stack.stack.name,
      message: `${node.logicalId} names no Availability Zone`,
      settle: subnet ? `AvailabilityZone on ${node.logicalId}` : null,
    },
  };
}

/** The zone with the subnet that stands in it as evidence. */
function told(zone: Zone, within: Told | undefined, world: World): Zone {
  if (within === undefined) return zone;
  const { subnet, at } = within;
  const isEdge = zone.isEdge || readAt(subnet.properties, ["OutpostArn"], world).kind !== "absent";
  return { ...zone, isEdge, evidence: { message: `subnet ${subnet.logicalId} stands in ${zone.label}`, node: at } };
}
