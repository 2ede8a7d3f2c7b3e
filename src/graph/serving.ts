/**
 * Whether a tier serves visitors: it stands behind a load balancer, or its security groups let the world in on a web
 * port. What is neither is a worker, a bastion or a NAT, of which one may be enough.
 */
import { readAt } from "../resolve/reading.ts";
import type { Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { isFronted } from "./fronting.ts";
import type { Answer, Graph, GraphNode } from "./model.ts";
import { coversTcp, isWorld, rulesOf, securityGroupsOf } from "./security-groups.ts";

const webPorts = [80, 443, 8080, 8443];

export function isServing(graph: Graph, node: GraphNode, world: World): Answer {
  const fronted = isFronted(node, graph.edgesTo("fronts", node), world);
  if (fronted.answer === "yes") return fronted;
  if (node.type === "AWS::ElasticBeanstalk::Environment") return beanstalkServes(node, world);
  const groups = securityGroupsOf(graph, node, world);
  const reasons: Reason[] = [...(fronted.answer === "unknown" ? fronted.reasons : []), ...groups.open];
  for (const group of groups.items) {
    const rules = rulesOf(graph, group, "ingress", world);
    reasons.push(...rules.open);
    for (const rule of rules.items) {
      const covers = webPorts.map((port) => coversTcp(rule.ports, port));
      const open = isWorld(rule);
      if (open === true && covers.includes(true)) {
        const evidence =
          rule.origin === null
            ? []
            : [{ message: `${group.logicalId} lets the world in on a web port`, node: rule.origin }];
        return { answer: "yes", evidence };
      }
      if (open !== false && !covers.every((c) => c === false) && rule.peer.value.kind === "unknown")
        reasons.push(rule.peer.value.reason);
    }
  }
  return reasons.length > 0 ? { answer: "unknown", reasons, evidence: [] } : { answer: "no", evidence: [] };
}

/** A web-server environment (the default tier) serves; a worker environment reads a queue. */
function beanstalkServes(node: GraphNode, world: World): Answer {
  const tier = readAt(node.properties, ["Tier", "Name"], world);
  if (tier.kind === "unknown") return { answer: "unknown", reasons: [tier.reason], evidence: [] };
  return { answer: tier.kind === "known" && tier.value === "Worker" ? "no" : "yes", evidence: [] };
}
