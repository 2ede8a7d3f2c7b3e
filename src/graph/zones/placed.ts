/**
 * `placed` edges: compute, databases and load balancers -> the subnets that they stand in.
 *
 * Zones themselves are no nodes; in which of them a subnet stands is asked of zones.ts.
 */
import { and } from "../../resolve/guard.ts";
import type { GraphNode, NodeIndex, PlacedEdge } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { overWorlds } from "../over-worlds.ts";
import { isRole } from "../role.ts";
import { placementOf } from "./placement.ts";
import { zoneOf } from "./zone.ts";

const placedRoles = ["compute", "rdb", "lb", "cache", "shared-fs"];

export function placedEdges(index: NodeIndex): readonly PlacedEdge[] {
  const nodes = index.nodes.filter((node) => node.part === "" && placedRoles.some((role) => isRole(node.role, role)));
  return nodes.flatMap((node) =>
    overWorlds((world) => placementOf(index, node, world), { index, node }).flatMap(({ guard, value: placement }) => {
      if (placement?.by !== "subnet") return [];
      return placement.items.flatMap((item) =>
        overWorlds((world) => nodeNamed(index, item, "AWS::EC2::Subnet", world).node, { index, node }).flatMap(
          (found) =>
            found.value === undefined
              ? []
              : [placed(index, node, found.value, and(guard, found.guard), item.origin ?? node.origin)],
        ),
      );
    }),
  );
}

function placed(
  index: NodeIndex,
  node: GraphNode,
  subnet: GraphNode,
  guard: PlacedEdge["guard"],
  declaration: PlacedEdge["declaration"],
): PlacedEdge {
  const labels = new Set(overWorlds((world) => zoneOf(index, subnet, world).label).map(({ value }) => value));
  const [only] = labels;
  const zone = labels.size === 1 && only !== undefined ? only : null;
  const where = zone === null ? "" : `, in ${zone}`;
  return {
    kind: "placed",
    id: `placed:${node.id}>${subnet.id}`,
    source: node,
    target: subnet,
    guard: and(node.guard, guard, subnet.guard),
    zone,
    declaration,
    declaredBy: node,
    evidence: [{ message: `${node.logicalId} stands in subnet ${subnet.logicalId}${where}`, node: declaration }],
  };
}
