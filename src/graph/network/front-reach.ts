/**
 * Whether the traffic of a load balancer gets to what stands behind it: from its subnets and security groups to the port
 * that its target group names.
 */
import type { World } from "../../resolve/world.ts";
import type { Answer, Graph, GraphNode } from "../model.ts";
import { every, isUnknown, type Ternary } from "../ternary.ts";
import { reach } from "./reach.ts";
import { portsMeant, targetPortsOf } from "./target-ports.ts";

/** A function is invoked, not connected to. @throws Split where the world does not decide what the answer rests on */
export function frontReaches(graph: Graph, balancer: GraphNode, member: GraphNode, world: World): Answer {
  if (member.type === "AWS::Lambda::Function") return { answer: "yes", evidence: [] };
  const evidence: Answer["evidence"][number][] = [];
  const answers = every(targetPortsOf(graph, member, world), ({ port }): Ternary => {
    if (typeof port !== "number") return [port];
    return every(portsMeant(port), (each) => {
      const found = reach(graph, balancer, member, each, world);
      evidence.push(...found.evidence);
      const [first, ...others] = found.answer === "unknown" ? found.reasons : [];
      return first === undefined ? found.answer === "yes" : [first, ...others];
    });
  });
  const unique = [...new Map(evidence.map((hop) => [hop.node, hop])).values()];
  if (isUnknown(answers)) return { answer: "unknown", reasons: answers, evidence: unique };
  return { answer: answers ? "yes" : "no", evidence: unique };
}
