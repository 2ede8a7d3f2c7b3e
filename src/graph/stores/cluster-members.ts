/**
 * The instances of a database cluster, its readers under auto scaling, and whether they all stand in one zone.
 *
 * Invariant: an instance of which it is not known whether it belongs to the cluster is a reason why there may be more.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Items, numberOf, readAt, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { every, type Ternary } from "../ternary.ts";
import { scalableTargets } from "../tiers/scaling.ts";
import { zoneOf } from "../zones/zone.ts";
import { sameZone } from "../zones/zone-name.ts";

const clusterType = "AWS::RDS::DBCluster";

/** The members of a cluster in a world, and why there may be more. */
export function membersOf(index: NodeIndex, cluster: GraphNode, world: World): Items<GraphNode> {
  const { sure, possible, anywhere } = memberships(index);
  const items = (sure.get(cluster) ?? []).filter(({ guard }) => world.holds(guard)).map(({ instance }) => instance);
  // One instance that may belong to it is as good as many.
  const doubtful = [possible.get(cluster) ?? [], anywhere].flatMap(
    (memberships) => memberships.find(({ guard }) => world.holds(guard)) ?? [],
  );
  const escape = escapeOf(index, cluster) ?? (items.length === 0 ? knownByName(index, cluster) : null);
  return { items, open: [...doubtful.flatMap(({ reason }) => reason ?? []), ...(escape === null ? [] : [escape])] };
}

interface Membership {
  readonly instance: GraphNode;
  readonly guard: Guard;
  readonly reason?: Reason;
}

/** Who belongs to which cluster for sure, who may, and who may belong to any. */
const memberships = oncePerGraph((index) => {
  const sure = new Map<GraphNode, Membership[]>();
  const possible = new Map<GraphNode, Membership[]>();
  const anywhere: Membership[] = [];
  for (const instance of index.nodesOfType("AWS::RDS::DBInstance")) {
    for (const alternative of alternativesOf(valueAt(instance.properties, ["DBClusterIdentifier"]))) {
      const { value } = alternative;
      const guard = and(instance.guard, alternative.guard);
      const found = identify(index, value, [clusterType]);
      const named = found.certain.filter(({ node, rest }) => node.type === clusterType && rest.length === 0);
      for (const { node } of named) fileUnder(sure, node, { instance, guard });
      if (named.length > 0) continue;
      const reason = reasonOf(value) ?? nameUndecided(instance);
      if (value.kind === "unknown") anywhere.push({ instance, guard, reason });
      else for (const { node } of found.possible) fileUnder(possible, node, { instance, guard, reason });
    }
  }
  return { sure, possible, anywhere };
});

function nameUndecided(instance: GraphNode): Reason {
  const message = `whether ${instance.logicalId} belongs to the cluster is decided at deployment`;
  return { kind: "name", name: instance.logicalId, stack: instance.stack.stack.name, message, settle: null };
}

/** A cluster with a name of its own and no instance here may have its instances in a template that knows the name. */
function knownByName(index: NodeIndex, cluster: GraphNode): Reason | null {
  if (index.physicalNames(cluster).every((name) => name.kind === "absent")) return null;
  const message = `${cluster.logicalId} has a fixed name, so that its instances may be declared elsewhere`;
  return {
    kind: "escape",
    name: cluster.logicalId,
    stack: cluster.stack.stack.name,
    message,
    settle: null,
  };
}

/** Bounds of the number of a cluster's instances, with the readers that auto scaling keeps beside the writer. */
export function instanceCount(
  index: NodeIndex,
  cluster: GraphNode,
  world: World,
): { readonly least: number; readonly most: number; readonly reasons: readonly Reason[] } {
  const { items, open } = membersOf(index, cluster, world);
  const reasons = [...open];
  let least = items.length;
  for (const { target, guard } of scalableTargets(index).byScaled.get(cluster) ?? []) {
    if (!world.holds(guard)) continue;
    const readers = readAt(target.properties, ["MinCapacity"], world);
    const reason = reasonOf(readers);
    if (reason !== undefined) reasons.push(reason);
    least = Math.max(least, (numberOf(readers) ?? 0) + 1);
  }
  return { least, most: reasons.length > 0 ? Number.POSITIVE_INFINITY : least, reasons };
}

/** Whether all instances are pinned to one zone. One that is not is placed by RDS, which spreads them. */
export function membersShareZone(index: NodeIndex, cluster: GraphNode, world: World): Ternary {
  const [first, ...others] = membersOf(index, cluster, world).items;
  if (first === undefined || others.length === 0) return false;
  const pinned = (member: GraphNode): boolean =>
    readAt(member.properties, ["AvailabilityZone"], world).kind !== "absent";
  if (![first, ...others].every(pinned)) return false;
  const zone = zoneOf(index, first, world);
  return every(others, (member) => {
    const other = zoneOf(index, member, world);
    return sameZone(zone, other) ?? [zone.reason ?? other.reason ?? zonesUndecided(cluster)];
  });
}

function zonesUndecided(cluster: GraphNode): Reason {
  const message = `whether the instances of ${cluster.logicalId} stand in one zone is decided at deployment`;
  return { kind: "zone", name: cluster.logicalId, stack: cluster.stack.stack.name, message, settle: null };
}
