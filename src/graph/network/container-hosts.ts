/**
 * The instances whose network the tasks of an ECS service share: service -> cluster -> Auto Scaling groups.
 *
 * Tasks have a network of their own only in the mode `awsvpc`; in the others (`bridge`, the default, and `host`) they wear
 * the groups of their instance. A group belongs to a cluster by a capacity provider, or because its instances name the
 * cluster when they start.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
import { type Items, readAt, valueAt } from "../../resolve/reading.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import { mentionsIn } from "../mentions.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { overWorlds } from "../over-worlds.ts";
import { launchOf } from "../tiers/launch.ts";

const clusterType = "AWS::ECS::Cluster";
const groupType = "AWS::AutoScaling::AutoScalingGroup";

/** The groups of instances that tasks run on; undefined for what has a network of its own. */
export function containerHostsOf(index: NodeIndex, node: GraphNode, world: World): Items<GraphNode> | undefined {
  if (node.type !== "AWS::ECS::Service") return undefined;
  const own = readAt(node.properties, ["NetworkConfiguration", "AwsvpcConfiguration"], world);
  if (own.kind !== "absent") return undefined;
  const cluster = nodeNamed(index, readAt(node.properties, ["Cluster"], world), clusterType, world).node;
  const hosts = (cluster && hostsByCluster(index).get(cluster)) ?? [];
  const items = [...new Set(hosts)].filter((host) => world.holds(host.guard));
  return { items, open: items.length > 0 ? [] : [unseen(node)] };
}

/** The groups of instances of a service's cluster, whatever the network of its tasks. */
export function instancesOf(index: NodeIndex, node: GraphNode): readonly GraphNode[] {
  if (node.type !== "AWS::ECS::Service") return [];
  const clusters = nodesNamed(index, valueAt(node.properties, ["Cluster"]), [clusterType]);
  return [...new Set(clusters.flatMap((cluster) => hostsByCluster(index).get(cluster.node) ?? []))];
}

const hostsByCluster = oncePerGraph((index) => {
  const byCluster = new Map<GraphNode, GraphNode[]>();
  for (const provider of index.nodesOfType("AWS::ECS::CapacityProvider")) {
    const path = ["AutoScalingGroupProvider", "AutoScalingGroupArn"];
    const groups = nodesNamed(index, valueAt(provider.properties, path), [groupType]);
    for (const { node } of groups)
      for (const cluster of clustersOf(index, provider)) fileUnder(byCluster, cluster, node);
  }
  for (const group of index.nodesOfType(groupType)) {
    for (const cluster of clustersJoinedBy(index, group)) fileUnder(byCluster, cluster, group);
  }
  return byCluster;
});

function clustersOf(index: NodeIndex, provider: GraphNode): readonly GraphNode[] {
  const names = (owner: GraphNode): boolean =>
    nodesNamed(index, valueAt(owner.properties, ["CapacityProviders"]), [provider.type]).some(
      ({ node }) => node === provider,
    );
  const associated = index
    .nodesOfType("AWS::ECS::ClusterCapacityProviderAssociations")
    .filter(names)
    .flatMap((association) => nodesNamed(index, valueAt(association.properties, ["Cluster"]), [clusterType]));
  return [...associated.map(({ node }) => node), ...index.nodesOfType(clusterType).filter(names)];
}

/** Clusters that the user data or the cfn-init metadata of a group's instances names. */
function clustersJoinedBy(index: NodeIndex, group: GraphNode): readonly GraphNode[] {
  const scripts = overWorlds((world) => launchOf(index, group, world), { index, node: group }).flatMap(
    ({ value: launch }) =>
      launch === undefined || "reason" in launch
        ? []
        : [valueAt(launch.settings, ["UserData"]), ...metadataOf(launch.node)],
  );
  return [...scripts, ...metadataOf(group)].flatMap((script) =>
    mentionsIn(index, script).flatMap(({ node }) => (node.type === clusterType ? [node] : [])),
  );
}

function metadataOf({ declaration, stack }: GraphNode): readonly Value[] {
  return declaration.metadata === undefined ? [] : [stack.valueOf(declaration.metadata)];
}

function unseen({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "container-instances",
    name: logicalId,
    stack: stack.stack.name,
    message: `${logicalId} shares the network of its container instances, which are not known from here`,
    settle: "judge the stack that declares the instances of its cluster together with this one",
  };
}
