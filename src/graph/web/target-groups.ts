/**
 * Who stands in which target group: compute registers with one by itself (Auto Scaling group, ECS service), or is
 * listed in it.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { itemsOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { hopAt, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";

export const targetGroup = "AWS::ElasticLoadBalancingV2::TargetGroup";

export interface Registration {
  readonly group: GraphNode;
  readonly member: GraphNode;
  readonly guard: Guard;
  readonly declaredBy: GraphNode;
  readonly evidence: readonly Evidence[];
}

/** A list of names, or of items that hold the name under a key. */
interface NameList {
  readonly list: string;
  readonly key?: string;
}

/** Where each type names the target groups, or Classic Load Balancers, that it registers with. */
export const registersAt: ReadonlyMap<string, readonly NameList[]> = new Map<string, readonly NameList[]>([
  [
    "AWS::AutoScaling::AutoScalingGroup",
    [{ list: "TargetGroupARNs" }, { list: "TrafficSources", key: "Identifier" }, { list: "LoadBalancerNames" }],
  ],
  [
    "AWS::ECS::Service",
    [
      { list: "LoadBalancers", key: "TargetGroupArn" },
      { list: "LoadBalancers", key: "LoadBalancerName" },
      { list: "VpcLatticeConfigurations", key: "TargetGroupArn" },
    ],
  ],
]);

/** All registrations of the app, by target group and by member. */
export const registrationsOf = oncePerGraph((index) => {
  const byGroup = new Map<GraphNode, Registration[]>();
  const byMember = new Map<GraphNode, Registration[]>();
  for (const registration of [...byThemselves(index), ...listed(index)]) {
    fileUnder(byGroup, registration.group, registration);
    fileUnder(byMember, registration.member, registration);
  }
  return { byGroup, byMember };
});

function byThemselves(index: NodeIndex): readonly Registration[] {
  return [...registersAt.keys()].flatMap((type) =>
    index.nodesOfType(type).flatMap((member) =>
      namesGiven(member).flatMap(({ guard, value }) =>
        nodesNamed(index, value, [targetGroup]).map((named) => ({
          group: named.node,
          member,
          guard: and(guard, named.guard),
          declaredBy: member,
          evidence: hopAt(named.value, `${member.logicalId} registers with target group ${named.node.logicalId}`),
        })),
      ),
    ),
  );
}

/** The values that name what a node registers with, over all worlds. */
export function namesGiven(member: GraphNode): readonly { readonly guard: Guard; readonly value: Value }[] {
  return (registersAt.get(member.type) ?? []).flatMap(({ list, key }) =>
    itemsOf(valueAt(member.properties, [list])).items.map(({ guard, value }) => ({
      guard,
      value: key === undefined ? value : valueAt(value, [key]),
    })),
  );
}

/** Targets are instances, or their addresses, functions and load balancers. */
function listed(index: NodeIndex): readonly Registration[] {
  return index.nodesOfType(targetGroup).flatMap((group) =>
    itemsOf(valueAt(group.properties, ["Targets"])).items.flatMap((target) =>
      itemsOf(valueAt(target.value, ["Id"])).items.flatMap(({ guard, value }) =>
        identify(index, value).certain.map(({ node }) => ({
          group,
          member: node,
          guard: and(group.guard, target.guard, guard),
          declaredBy: group,
          evidence: hopAt(value, `target group ${group.logicalId} lists ${node.logicalId}`),
        })),
      ),
    ),
  );
}
