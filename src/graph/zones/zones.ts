/**
 * Availability Zones: in how many distinct ones something stands.
 *
 * Invariant: the number has a lower and an upper bound. Two indices of one `Fn::GetAZs` differ, and so do two literal
 * zones; two subnets whose zones are chosen at deployment, or two parameters, may or may not be in one zone.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { placementOf } from "./placement.ts";
import { zoneAt } from "./zone.ts";
import type { Zone } from "./zone-name.ts";

export interface Zones {
  readonly zones: readonly Zone[];
  /** Bounds of the number of distinct zones; `most` is Infinity where more may be there than are listed. */
  readonly least: number;
  readonly most: number;
  /** Why the bounds do not meet. */
  readonly reasons: readonly Reason[];
}

/** The zones of a node, by the property that places it; undefined where the template does not say. */
export function zonesOf(index: NodeIndex, node: GraphNode, world: World): Zones | undefined {
  const placement = placementOf(index, node, world);
  if (placement === undefined) return undefined;
  const zones = placement.items.map((item) => zoneAt(index, item, placement.by, world));
  return countZones(zones, placement.open);
}

/** Bounds on the number of distinct zones among these. `open` says why there may be more. */
export function countZones(zones: readonly Zone[], open: readonly Reason[]): Zones {
  const distinct = [...new Map(zones.map((zone) => [zone.key, zone])).values()];
  const families = new Map<string, number>();
  for (const { family } of distinct) if (family !== null) families.set(family, (families.get(family) ?? 0) + 1);
  const least = Math.max(distinct.length > 0 ? 1 : 0, ...families.values());
  const most = open.length > 0 ? Number.POSITIVE_INFINITY : distinct.length;
  const reasons = [...open, ...distinct.flatMap((zone) => zone.reason ?? [])];
  if (reasons.length === 0 && least < most) reasons.push(incomparable(distinct));
  return { zones, least, most, reasons };
}

/** Zones that are all known, in words that cannot be compared: `eu-west-1a` and the first zone of the region. */
function incomparable(zones: readonly Zone[]): Reason {
  const [first, ...others] = zones;
  const other = others.find((zone) => zone.family !== first?.family);
  const message = `whether ${first?.label} is ${other?.label} is decided at deployment`;
  return { kind: "zone", name: message, stack: "", message, settle: null };
}
