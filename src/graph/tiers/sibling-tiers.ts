/**
 * Groups that together are one tier: one for each zone, behind one target group or in one Kubernetes cluster.
 *
 * A group whose instances each have a volume of their own is often made so, because a volume stays in its zone.
 */
import { canonical } from "../../resolve/canonical.ts";
import { valueAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { type Ternary, unlessOpen } from "../ternary.ts";
import { registrationsOf } from "../web/target-groups.ts";
import { type Standing, standingOf, zonesStoodIn } from "../zones/standing.ts";
import { minimalCapacity } from "./capacity.ts";

/** Where a group and its siblings stand together. */
export function standingOfTier(index: NodeIndex, group: GraphNode, world: World): Standing | undefined {
  const own = standingOf(index, group, world);
  if (own === undefined || zonesStoodIn(own).least >= 2) return own;
  const others = siblingsOf(index, group, world).flatMap((sibling) => standingOf(index, sibling, world) ?? []);
  if (others.length === 0) return own;
  const all = [own, ...others];
  return { parts: all.flatMap(({ parts }) => parts), open: all.flatMap(({ open }) => open) };
}

/** Whether a group and its siblings together never run with fewer than two. */
export function keepsTwo(index: NodeIndex, group: GraphNode, world: World): Ternary {
  const capacities = [group, ...siblingsOf(index, group, world)].map((each) => minimalCapacity(index, each, world));
  const sure = capacities.map((capacity) => (capacity && "number" in capacity ? capacity.number : 0));
  if (sure.reduce((sum, number) => sum + number, 0) >= 2) return true;
  return unlessOpen(
    capacities.flatMap((capacity) => {
      if (capacity === undefined) return [];
      return "reason" in capacity ? capacity.reason : (capacity.unless ?? []);
    }),
  );
}

function siblingsOf(index: NodeIndex, group: GraphNode, world: World): readonly GraphNode[] {
  const together =
    group.type === "AWS::EKS::Nodegroup"
      ? nodegroups(index).get(clusterOf(group))?.slice(0, maximalSiblings)
      : registeredBeside(index, group, world);
  return (together ?? []).filter((other) => other !== group && other.type === group.type && world.holds(other.guard));
}

/** More than a region has zones; a tier of thousands of groups is not looked at as a whole for each of them. */
const maximalSiblings = 8;

function registeredBeside(index: NodeIndex, group: GraphNode, world: World): readonly GraphNode[] {
  const { byMember, byGroup } = registrationsOf(index);
  const targets = (byMember.get(group) ?? []).filter(({ guard }) => world.holds(guard)).map(({ group: to }) => to);
  const beside = targets
    .flatMap((target) => (byGroup.get(target) ?? []).slice(0, maximalSiblings))
    .filter(({ guard }) => world.holds(guard));
  return [...new Set(beside.map(({ member }) => member))];
}

/** Node groups by the cluster that they name. */
const nodegroups = oncePerGraph((index) => {
  const byCluster = new Map<string, GraphNode[]>();
  for (const group of index.nodesOfType("AWS::EKS::Nodegroup")) {
    fileUnder(byCluster, clusterOf(group), group);
  }
  return byCluster;
});

function clusterOf({ properties }: GraphNode): string {
  return canonical(valueAt(properties, ["ClusterName"]));
}
