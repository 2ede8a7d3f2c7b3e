/**
 * How much of a node stands in which Availability Zone: what is left of it when one of them fails.
 *
 * A node has parts, each in exactly one zone: a group has one in each of its zones, a database without a standby has one
 * in one of the zones of its subnet group. A node is gone when all of its parts are.
 * Invariant: what may be there and is not known makes an answer unknown, never "gone" nor "left".
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { containerHostsOf } from "../network/container-hosts.ts";
import { membersOf } from "../stores/cluster-members.ts";
import { formOf } from "../stores/database.ts";
import { both, every, isUnknown, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { placementOf } from "./placement.ts";
import { isSpread } from "./spread.ts";
import { zoneAt, zoneOf } from "./zone.ts";
import { sameZone, type Zone } from "./zone-name.ts";
import { countZones, type Zones } from "./zones.ts";

/** Something that stands in exactly one zone. */
export interface Part {
  /** The zones of which it is one; never empty. */
  readonly candidates: readonly [Zone, ...Zone[]];
  /** Why it may be another one. */
  readonly open: readonly Reason[];
}

export interface Standing {
  readonly parts: readonly Part[];
  /** Why there may be more parts. */
  readonly open: readonly Reason[];
}

/** Undefined for what stands in no zone: AWS keeps it up, or the template does not say where it is. */
export function standingOf(index: NodeIndex, node: GraphNode, world: World): Standing | undefined {
  if (node.type === "AWS::RDS::DBCluster" && formOf(node, world) === "aurora") return ofCluster(index, node, world);
  const spread = isSpread(index, node, world);
  const placement = placementOf(index, node, world);
  const candidates = placement?.items.map((item) => zoneAt(index, item, placement.by, world)) ?? [];
  const open = placement?.open ?? [];
  if (spread === true)
    return placement && { parts: candidates.map((zone) => ({ candidates: [zone], open: [] })), open };
  const [first, ...others] = candidates;
  // An instance that names no subnet still stands in one zone, whichever that is.
  const part: Part = { candidates: [first ?? zoneOf(index, node, world), ...others], open };
  return { parts: [part], open: isUnknown(spread) ? spread : [] };
}

/** The same, for tasks without a network of their own as well: they stand where the instances do that they run on. */
export function standingOnHosts(index: NodeIndex, node: GraphNode, world: World): Standing | undefined {
  const own = standingOf(index, node, world);
  const hosts = own === undefined ? containerHostsOf(index, node, world) : undefined;
  if (hosts === undefined) return own;
  const standings = hosts.items.map((host) => standingOf(index, host, world));
  return {
    parts: standings.flatMap((standing) => standing?.parts ?? []),
    open: [...hosts.open, ...standings.flatMap((standing) => standing?.open ?? [])],
  };
}

/** Instances that are pinned stand where they are; RDS spreads the others over the zones of the subnet group. */
function ofCluster(index: NodeIndex, cluster: GraphNode, world: World): Standing | undefined {
  const { items: members, open } = membersOf(index, cluster, world);
  const standings = members.flatMap((member) => standingOf(index, member, world)?.parts ?? []);
  const isFree = standings.some(({ candidates }) => candidates.length > 1);
  const placement = placementOf(index, cluster, world);
  if (members.length < 2 || !isFree || placement === undefined)
    return members.length === 0 && open.length === 0 ? undefined : { parts: standings, open };
  const zones = placement.items.map((item) => zoneAt(index, item, placement.by, world));
  return { parts: zones.map((zone) => ({ candidates: [zone], open: [] })), open: [...open, ...placement.open] };
}

/** In how many distinct zones a node stands at a time. */
export function zonesStoodIn({ parts, open }: Standing): Zones {
  return countZones(
    parts.map((part, i) => oneOf(part, i)),
    open,
  );
}

/** A part as a zone of which only the candidates are known. */
function oneOf({ candidates, open }: Part, place: number): Zone {
  const [first, second] = candidates;
  if (second === undefined && open.length === 0) return first;
  const label = second === undefined ? first.label : `one of ${candidates.map((zone) => zone.label).join(", ")}`;
  return { ...first, key: `part ${place}: ${label}`, family: null, label, reason: open[0] ?? undecided() };
}

/** Whether nothing of a node is left without a zone. */
export function isLostWith(standing: Standing, zone: Zone): Ternary {
  if (standing.parts.length === 0) return unlessOpen(standing.open);
  // Whatever its zones are called: where there are two, one of them is another one.
  if (zonesStoodIn(standing).least >= 2) return false;
  const gone = every(standing.parts, (part) => isPartIn(part, zone));
  return both(gone, () => negated(unlessOpen(standing.open)));
}

/** Whether there is a zone, whichever it is, that takes the whole node with it. */
export function isLostWithSome(standing: Standing): Ternary {
  const [first, ...others] = standing.parts;
  if (first === undefined) return unlessOpen(standing.open);
  if (zonesStoodIn(standing).least >= 2) return false;
  const alone: Ternary =
    others.length === 0 || some(first.candidates, (zone) => every(standing.parts, (part) => isPartIn(part, zone)));
  return both(alone, () => negated(unlessOpen(standing.open)));
}

/** Whether a part stands in a zone. */
export function isPartIn({ candidates, open }: Part, zone: Zone): Ternary {
  const certain = candidates.map((candidate) => sameZone(candidate, zone));
  if (certain.every((same) => same === false)) return unlessOpen(open);
  if (certain.every((same) => same === true) && open.length === 0) return true;
  const [first] = candidates;
  return [
    open[0] ?? (candidates.length > 1 ? undecided() : (first.reason ?? zone.reason ?? incomparable(first, zone))),
  ];
}

function undecided(): Reason {
  const message = "in which of its zones it stands is decided at deployment";
  return { kind: "zone", name: message, stack: "", message, settle: null };
}

function incomparable(a: Zone, b: Zone): Reason {
  const message = `whether ${a.label} is ${b.label} is decided at deployment`;
  return { kind: "zone", name: message, stack: "", message, settle: null };
}
