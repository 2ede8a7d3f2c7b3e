/**
 * Whether a tier serves visitors: it stands behind a load balancer, or its security groups let the world in on a web
 * port. What is neither is a worker, a bastion or a NAT, of which one may be enough.
 */
import { readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Answer, Graph, GraphNode } from "../model.ts";
import { securityGroupsOf } from "../network/security-groups.ts";
import { worldIngressOf } from "../network/world-ingress.ts";
import { isFronted } from "../web/fronting.ts";

const webPorts = [80, 443, 8080, 8443];

export function isServing(graph: Graph, node: GraphNode, world: World): Answer {
  const fronted = isFronted(graph, node, world);
  if (fronted.answer === "yes") return fronted;
  if (node.type === "AWS::ElasticBeanstalk::Environment") return beanstalkServes(node, world);
  if (node.type === "AWS::EKS::Nodegroup") return { answer: "unknown", reasons: [pods(node)], evidence: [] };
  const groups = securityGroupsOf(graph, node, world);
  const reasons: Reason[] = [...(fronted.answer === "unknown" ? fronted.reasons : []), ...groups.open];
  for (const group of groups.items) {
    const { items, open } = worldIngressOf(graph, group, webPorts, world);
    const [rule] = items;
    if (rule !== undefined) {
      const message = `${group.logicalId} lets the world in on a web port`;
      return { answer: "yes", evidence: [{ message, node: rule.origin ?? rule.declaredBy.origin }] };
    }
    reasons.push(...open);
  }
  return reasons.length > 0 ? { answer: "unknown", reasons, evidence: [] } : { answer: "no", evidence: [] };
}

/** A web-server environment (the default tier) serves; a worker environment reads a queue. */
function beanstalkServes(node: GraphNode, world: World): Answer {
  const tier = readAt(node.properties, ["Tier", "Name"], world);
  const reason = reasonOf(tier);
  if (reason !== undefined) return { answer: "unknown", reasons: [reason], evidence: [] };
  return { answer: textOf(tier) === "Worker" ? "no" : "yes", evidence: [] };
}

function pods(node: GraphNode): Reason {
  const message = `what runs on the nodes of ${node.logicalId} is decided in Kubernetes`;
  return { kind: "pods", name: node.logicalId, stack: node.stack.stack.name, message, settle: null };
}
