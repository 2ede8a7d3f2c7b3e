/**
 * How an App Runner service connects to a VPC: by a connector, which has the subnets and the security groups. Without one
 * it reaches only what is public.
 * https://docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html
 */
import { type Items, listIn, readAt } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { elsewhere } from "./elsewhere.ts";

const connectorArn = ["NetworkConfiguration", "EgressConfiguration", "VpcConnectorArn"];

/** What the service's connector names under a property; nothing for a service without one. */
export function connectorOf(
  index: NodeIndex,
  service: GraphNode,
  property: "Subnets" | "SecurityGroups",
  world: World,
): Items<Decided> {
  const named = readAt(service.properties, connectorArn, world);
  if (named.kind === "absent") return { items: [], open: [] };
  const { node } = nodeNamed(index, named, "AWS::AppRunner::VpcConnector", world);
  if (node === undefined) return { items: [], open: [elsewhere("VPC connector", named, service)] };
  return listIn(readAt(node.properties, [property], world), world);
}
