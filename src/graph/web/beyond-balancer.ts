/**
 * Where instances of a tier stand that its load balancer cannot send anything to, because their zone is not enabled on it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { both, every, isUnknown, type Ternary, unlessOpen } from "../ternary.ts";
import { type Standing, standingOf } from "../zones/standing.ts";
import { sameZone, type Zone } from "../zones/zone-name.ts";

export interface Beyond {
  /** The zones in which nothing of the tier gets traffic, each once. */
  readonly zones: readonly Zone[];
  /** Whether there are any. */
  readonly any: Ternary;
}

export function zonesBeyond(index: NodeIndex, balancer: GraphNode, tier: GraphNode, world: World): Beyond {
  const enabled = standingOf(index, balancer, world);
  const used = standingOf(index, tier, world);
  const isEverywhere = enabled?.open.some(({ kind }) => kind === "availability-zones") ?? false;
  if (enabled === undefined || used === undefined || isEverywhere) return { zones: [], any: false };
  const candidates = used.parts.map((part) => ({
    part,
    isBeyond: every(part.candidates, (zone) => isOff(enabled, zone)),
  }));
  const zones = candidates.flatMap(({ part, isBeyond }) => (isBeyond === true ? part.candidates : []));
  const shared = new Set(enabled.open.map(nameOf));
  const doubts = candidates.flatMap(({ isBeyond }) => (isUnknown(isBeyond) ? isBeyond : []));
  return {
    zones: [...new Map(zones.map((zone) => [zone.key, zone])).values()],
    any: zones.length > 0 || unlessOpen([...doubts, ...used.open.filter((reason) => !shared.has(nameOf(reason)))]),
  };
}

/** Both may name one list, whatever is in it. */
function nameOf({ kind, stack, name }: Reason): string {
  return `${kind} ${stack}/${name}`;
}

/** Whether a zone is none of those in which a balancer stands. */
export function isOff({ parts, open }: Standing, zone: Zone): Ternary {
  const differs = every(parts, ({ candidates: [enabled] }) => {
    const same = sameZone(enabled, zone);
    if (same !== undefined) return !same;
    const message = `whether ${enabled.label} is ${zone.label} is decided at deployment`;
    return [enabled.reason ?? zone.reason ?? { kind: "zone", name: message, stack: "", message, settle: null }];
  });
  return both(differs, () => (open.length === 0 ? true : unlessOpen(open)));
}
