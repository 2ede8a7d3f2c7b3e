/**
 * What faces the internet: load balancers by their scheme, APIs by their endpoint, content delivery networks always.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
 * Not here: who is let in by security groups; see world-ingress.ts.
 */
import { listIn, readAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode } from "../model.ts";
import { isWord } from "../setting.ts";
import { either, negated, some, type Ternary, unlessOpen } from "../ternary.ts";

/** Whether visitors on the internet can address it; a load balancer without a scheme is internet-facing. */
export function isInternetFacing(node: GraphNode, world: World): Ternary {
  switch (node.role) {
    case "cdn":
      return true;
    case "lb":
      return negated(isWord(readAt(node.properties, ["Scheme"], world), "internal"));
    case "api":
      return node.type === "AWS::AppSync::GraphQLApi"
        ? negated(isWord(readAt(node.properties, ["Visibility"], world), "PRIVATE"))
        : isPublicRestApi(node, world);
    default:
      return false;
  }
}

/** Whether a load balancer is an Application Load Balancer, which is what one is where the template does not say. */
export function isApplicationBalancer(node: GraphNode, world: World): Ternary {
  if (node.type !== "AWS::ElasticLoadBalancingV2::LoadBalancer") return false;
  const type = readAt(node.properties, ["Type"], world);
  return type.kind === "absent" ? true : isWord(type, "application");
}

/** A REST API is public unless its endpoint is `PRIVATE`; HTTP and WebSocket APIs always are. */
function isPublicRestApi(node: GraphNode, world: World): Ternary {
  const { items, open } = listIn(readAt(node.properties, ["EndpointConfiguration", "Types"], world), world);
  return negated(
    either(
      some(items, (item) => isWord(item, "PRIVATE")),
      () => unlessOpen(open),
    ),
  );
}
