/**
 * Whether visitors on the internet can open a connection to a node, on one of some ports, without anything in between.
 */

import type { Graph, GraphNode } from "../../graph/model.ts";
import { nodesNamed } from "../../graph/named-nodes.ts";
import { isInternetFacing } from "../../graph/network/exposure.ts";
import { positionOf } from "../../graph/network/position.ts";
import { securityGroupsOf } from "../../graph/network/security-groups.ts";
import { subnetKind } from "../../graph/network/subnet-kind.ts";
import { worldIngressOf } from "../../graph/network/world-ingress.ts";
import { isRole } from "../../graph/role.ts";
import { both, either, some, type Ternary, unlessOpen } from "../../graph/ternary.ts";
import { isServing } from "../../graph/tiers/serving.ts";
import { valueAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";

/** @throws Split where the world does not decide what the answer rests on */
export function isOpenToInternet(graph: Graph, node: GraphNode, ports: readonly number[], world: World): Ternary {
  if (node.role === "cdn" || node.role === "api") return isInternetFacing(node, world);
  if (node.role === "lb") return both(isInternetFacing(node, world), () => letsIn(graph, node, ports, world));
  if (node.type === "AWS::AppRunner::Service" || node.type === "AWS::ECS::ExpressGatewayService") return true;
  if (node.type === "AWS::Lambda::Function") return hasUrl(graph, node, world);
  if (node.role === "compute.paas") {
    const serving = isServing(graph, node, world);
    return serving.answer === "unknown" ? unlessOpen(serving.reasons) : serving.answer === "yes";
  }
  if (!isRole(node.role, "compute")) return false;
  return both(letsIn(graph, node, ports, world), () => standsInPublic(graph, node, world));
}

/** Network Load Balancers may be without security groups, and then let in everybody. */
function letsIn(graph: Graph, node: GraphNode, ports: readonly number[], world: World): Ternary {
  const { items, open } = securityGroupsOf(graph, node, world);
  if (items.length === 0 && open.length === 0) return node.role === "lb";
  const admits = some(items, (group) => {
    const found = worldIngressOf(graph, group, ports, world);
    return found.items.length > 0 ? true : unlessOpen(found.open);
  });
  return either(admits, () => unlessOpen(open));
}

function standsInPublic(graph: Graph, node: GraphNode, world: World): Ternary {
  const { subnets, elsewhere } = positionOf(graph, node, world);
  if (subnets.length === 0) return elsewhere.length > 0 ? unlessOpen(elsewhere) : true;
  return some(subnets, (subnet) => {
    const found = subnetKind(graph, subnet, world);
    return "kind" in found ? found.kind === "public" : found.reasons;
  });
}

function hasUrl(graph: Graph, fn: GraphNode, world: World): Ternary {
  return graph
    .nodesOfType("AWS::Lambda::Url")
    .some(({ guard, properties }) =>
      nodesNamed(graph, valueAt(properties, ["TargetFunctionArn"]), [fn.type]).some(
        (named) => named.node === fn && world.holds(guard) && world.holds(named.guard),
      ),
    );
}
