/**
 * Which Availability Zone one thing stands in: a subnet, an instance, a volume, or what a value names.
 *
 * A zone is named by a literal, by its place among the zones of the region, or by another resource whose zone it is;
 * such references are followed until something names a zone or leaves it to AWS.
 * Invariant: equal keys are one zone. Two zones of one family with different keys differ; of others that is not known.
 */
import { canonical } from "../resolve/canonical.ts";
import { readAt, textOf } from "../resolve/reading.ts";
import { spell } from "../resolve/spell.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import type { SourceNode } from "../source/node.ts";
import { identify } from "./identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "./model.ts";
import { declaredElsewhere } from "./network/elsewhere.ts";
import { type Placement, placementOf } from "./placement.ts";

/** A zone as far as it can be named. */
export interface Zone {
  readonly key: string;
  /** Null where nothing is known to differ from it. */
  readonly family: string | null;
  /** What a person calls it: `us-east-1a`, `zone 1 of the region`. */
  readonly label: string;
  /** Whether it is no zone of a region: a Local Zone, a Wavelength Zone, an Outpost. Services there make do with one. */
  readonly isEdge: boolean;
  readonly evidence: Evidence | null;
  /** What would settle which zone it is; null where that is known. */
  readonly reason: Reason | null;
}

/** The zone of a single-zone node: an instance, a volume, a subnet. */
export function zoneOf(index: NodeIndex, node: GraphNode, world: World): Zone {
  return follow(index, node, world);
}

/** The zone that an item of a placement is or stands in. */
export function zoneAt(index: NodeIndex, item: Decided, by: Placement["by"], world: World): Zone {
  const node = holderOf(index, item, by);
  return node === undefined ? named(index, item, by) : follow(index, node, world);
}

/** Whether two zones are the same; undefined where that cannot be known. */
export function sameZone(a: Zone, b: Zone): boolean | undefined {
  if (a.key === b.key) return true;
  return a.family !== null && a.family === b.family ? false : undefined;
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
    if (next === undefined) return told(named(index, item, placement.by), within, world);
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

/** A zone that a value names, or as much of it as the value says. */
function named(index: NodeIndex, value: Decided, by: Placement["by"]): Zone {
  const zone = (key: string, family: string | null, label: string, reason: Reason | null): Zone => ({
    key,
    family,
    label,
    isEdge: isEdgeZone(label),
    evidence: value.origin === null ? null : { message: label, node: value.origin },
    reason,
  });
  if (by === "zone" && value.kind === "identity" && value.symbol.kind === "zone") {
    const { index: place, stack, region } = value.symbol;
    const isNamed = /^[\w-]+$/.test(region);
    // A nested stack is deployed to the region of its parent, and both see one list of zones.
    const family = `zone of ${region.includes("AWS::Region") ? "" : region} ${rootOf(index, stack)}`;
    const label = `zone ${place + 1} of ${isNamed ? region : "the region"}`;
    return zone(`${family} ${place}`, family, label, null);
  }
  if (by === "zone" && value.kind === "known") {
    const name = String(value.value);
    // `use1-az1` is the same place in every account, `us-east-1a` is not: the two cannot be compared.
    return zone(`zone ${name}`, isZoneId(name) ? "zone id" : "zone name", name, null);
  }
  const family = by === "zone" ? familyOfText(value) : null;
  if (family !== null) return zone(`zone ${canonical(value)}`, family, wordsFor(value), null);
  const label = by === "subnet" ? `the zone of subnet ${wordsFor(value)}` : `zone ${wordsFor(value)}`;
  return zone(
    `${by} ${canonical(value)}`,
    null,
    label,
    by === "subnet" ? fromOutside(value) : (reasonOf(value) ?? null),
  );
}

/** `${AWS::Region}a` and `${AWS::Region}b` differ, whatever the region is: they begin alike and end differently. */
function familyOfText(value: Decided): string | null {
  if (value.kind !== "text") return null;
  const beginning = value.parts.slice(0, -1);
  return textOf(value.parts.at(-1) ?? value) === undefined ? null : `text ${beginning.map(canonical).join("")}`;
}

/** The stack that is deployed by itself. */
function rootOf(index: NodeIndex, stack: string): string {
  const seen = new Set<string>();
  for (let name = stack; ; ) {
    seen.add(name);
    const parent = index.stacks.find((each) => each.stack.name === name)?.stack.parent?.stack;
    if (parent === undefined || seen.has(parent)) return name;
    name = parent;
  }
}

/** `${Zones}[0]`, `${Subnet}`, `subnet-0123`. */
function wordsFor(value: Decided): string {
  const place = value.kind === "unknown" ? /^Select (\d+)$/.exec(value.derived?.how ?? "") : null;
  const [list] = value.kind === "unknown" ? (value.derived?.of ?? []) : [];
  const words = place === null || list === undefined ? spell(value) : `${spell(list)}[${place[1]}]`;
  return words.includes("?") ? "from outside" : words;
}

const zoneId = /^[a-z]+\d+-([a-z]+\d+-)?az\d+$/;

function isZoneId(name: string): boolean {
  return zoneId.test(name);
}

/** `us-west-2-lax-1a`, `usw2-lax1-az1`, `us-east-1-wl1-bos-wlz-1`. */
function isEdgeZone(name: string): boolean {
  const id = zoneId.exec(name);
  return id === null ? /^[a-z]+-[a-z-]+-\d+-[a-z]/.test(name) : id[1] !== undefined;
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

function fromOutside(value: Decided): Reason {
  const reason = reasonOf(value);
  if (reason !== undefined) return declaredElsewhere("subnet", reason);
  const message = `the zone of subnet ${wordsFor(value)} is not known, because it is declared outside this app`;
  const settle = "judge the stack that declares the subnet together with this one, and import its id";
  return { kind: "subnet", name: canonical(value), stack: "", message, settle };
}
