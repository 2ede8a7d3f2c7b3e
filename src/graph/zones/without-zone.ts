/**
 * What an app is without one Availability Zone: which nodes are gone, and which flows still hold.
 *
 * A node is gone when nothing of it stands elsewhere. A flow holds when both ends of all its hops are left, a load balancer
 * still stands in a zone where its targets are, and what leaves a subnet that is left finds its NAT gateway. What AWS
 * spreads over the region (S3, DynamoDB, functions outside a VPC) is never gone.
 * Invariant: three-valued. What cannot be known makes a flow unknown, never broken.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { both, isUnknown, negated, some, type Ternary } from "../ternary.ts";
import { isOff } from "../web/beyond-balancer.ts";
import type { Hop } from "./flows.ts";
import { isLostWith, isLostWithSome, isPartIn, type Standing, standingOnHosts } from "./standing.ts";
import type { Zone } from "./zone-name.ts";

/** What becomes of a flow. */
export type Survival =
  | { readonly survives: true }
  /** `hop` is where it breaks, or where that cannot be told; `why` says it in words. */
  | { readonly survives: false; readonly hop: Hop; readonly why: string }
  | { readonly survives: "unknown"; readonly hop: Hop; readonly reasons: readonly Reason[] };

/** Whether nothing of a node is left without a zone. */
export function isLost(index: NodeIndex, node: GraphNode, zone: Zone, world: World): Ternary {
  const standing = standingOnHosts(index, node, world);
  return standing === undefined ? false : isLostWith(standing, zone);
}

/** What becomes of a flow when a zone fails. */
export function flowWithout(index: NodeIndex, flow: readonly Hop[], zone: Zone, world: World): Survival {
  return firstBreak(flow, (hop) => {
    const { source, target, subnet } = hop;
    // Of a subnet that is lost, nothing wants to go out.
    const isMoot: Ternary = subnet === null ? false : isLost(index, subnet, zone, world);
    if (isMoot === true) return undefined;
    for (const node of [source, target]) {
      const lost = both(negated(isMoot), () => isLost(index, node, zone, world));
      if (lost !== false) return { lost, why: whereIs(index, node, world) };
    }
    if (hop.kind !== "fronts" || source.role !== "lb") return undefined;
    return { lost: negated(meets(index, source, target, zone, world)), why: meetingWords(source, target, zone) };
  });
}

/** Whether a node stands in one of several zones, so that one of them takes it along, whichever that turns out to be. */
export function standsInOneOfSeveral(index: NodeIndex, node: GraphNode, world: World): boolean {
  const [part, ...others] = standingOnHosts(index, node, world)?.parts ?? [];
  return part !== undefined && others.length === 0 && part.candidates.length > 1;
}

/** Where a flow breaks by such a node, when the zone of that fails. */
export function flowWithoutOneOfSeveral(index: NodeIndex, flow: readonly Hop[], world: World): Survival {
  return firstBreak(flow, ({ source, target }) => {
    const alone = [source, target].find((node) => standsInOneOfSeveral(index, node, world));
    return alone && { lost: true, why: whereIs(index, alone, world) };
  });
}

/** What becomes of a flow when the worst zone fails, whichever that is. */
export function flowWithoutAny(index: NodeIndex, flow: readonly Hop[], zones: readonly Zone[], world: World): Survival {
  const alone = firstBreak(flow, ({ source, target }) => {
    for (const node of [source, target]) {
      const standing = standingOnHosts(index, node, world);
      const lost = standing === undefined ? false : isLostWithSome(standing);
      if (lost !== false) return { lost, why: whereIs(index, node, world) };
    }
    return undefined;
  });
  if (alone.survives === false) return alone;
  const outcomes = [alone, ...zones.map((zone) => flowWithout(index, flow, zone, world))];
  return (
    outcomes.find(({ survives }) => survives === false) ??
    outcomes.find(({ survives }) => survives === "unknown") ?? { survives: true }
  );
}

/** The first hop that breaks for sure, else the first that may. */
function firstBreak(
  flow: readonly Hop[],
  ask: (hop: Hop) => { readonly lost: Ternary; readonly why: string } | undefined,
): Survival {
  let doubt: Survival = { survives: true };
  for (const hop of flow) {
    const found = ask(hop);
    if (found === undefined || found.lost === false) continue;
    if (!isUnknown(found.lost)) return { survives: false, hop, why: found.why };
    if (doubt.survives === true) doubt = { survives: "unknown", hop, reasons: found.lost };
  }
  return doubt;
}

/** Whether something of a tier that is left stands where its load balancer is left, too. */
function meets(index: NodeIndex, balancer: GraphNode, tier: GraphNode, zone: Zone, world: World): Ternary {
  const [front, behind] = [standingOnHosts(index, balancer, world), standingOnHosts(index, tier, world)];
  if (front === undefined || behind === undefined || behind.open.length > 0) return true;
  if (front.open.some(({ kind }) => kind === "availability-zones")) return true;
  return some(behind.parts, (part) =>
    both(negated(isPartIn(part, zone)), () => some(part.candidates, (candidate) => negated(isOff(front, candidate)))),
  );
}

function whereIs(index: NodeIndex, node: GraphNode, world: World): string {
  const standing = standingOnHosts(index, node, world);
  return standing === undefined ? "" : `${node.logicalId} stands in ${labelsOf(standing)} only`;
}

function labelsOf({ parts }: Standing): string {
  const labels = parts.map(({ candidates }) => {
    const names = [...new Set(candidates.map(({ label }) => label))].join(", ");
    return candidates.length > 1 ? `one of ${names}` : names;
  });
  return [...new Set(labels)].join(", ");
}

function meetingWords(balancer: GraphNode, tier: GraphNode, zone: Zone): string {
  return `without ${zone.label}, ${balancer.logicalId} and ${tier.logicalId} have no zone in common`;
}
