/**
 * What follows the traffic: scaling policies and scheduled actions, and what they scale.
 *
 * EC2 Auto Scaling names its group. Application Auto Scaling registers a target by a resource id, and policies name the
 * target. A capacity provider of ECS with managed scaling scales the group that it is made of.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling.html
 * Not here: what a resource id names; see scalable-resource.ts.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import { fileUnder } from "../file-under.ts";
import type { Evidence, GraphNode, NodeIndex, ScalesEdge } from "../model.ts";
import { hopAt, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { uniteEdges } from "../unite-edges.ts";
import { scalableResources } from "./scalable-resource.ts";

const group = "AWS::AutoScaling::AutoScalingGroup";
const scalableTarget = "AWS::ApplicationAutoScaling::ScalableTarget";

/** What a scalable target registers, with the target. */
export interface Registration {
  readonly target: GraphNode;
  readonly scaled: GraphNode;
  readonly guard: Guard;
  readonly evidence: readonly Evidence[];
}

/** `scales` edges: policy, scheduled action or capacity provider -> what it scales. */
export function scalesEdges(index: NodeIndex): readonly ScalesEdge[] {
  return uniteEdges([
    ...groupPolicies(index),
    ...capacityProviders(index),
    ...scalingPlans(index),
    ...targetPolicies(index),
    ...scheduledActions(index),
  ]);
}

function groupPolicies(index: NodeIndex): readonly ScalesEdge[] {
  const policies = ["AWS::AutoScaling::ScalingPolicy", "AWS::AutoScaling::ScheduledAction"].flatMap((type) =>
    index.nodesOfType(type),
  );
  return policies.flatMap((policy) =>
    nodesNamed(index, valueAt(policy.properties, ["AutoScalingGroupName"]), [group]).map(({ node, guard }) =>
      edge(policy, node, guard),
    ),
  );
}

function capacityProviders(index: NodeIndex): readonly ScalesEdge[] {
  return index.nodesOfType("AWS::ECS::CapacityProvider").flatMap((provider) => {
    const settings = valueAt(provider.properties, ["AutoScalingGroupProvider"]);
    const groups = nodesNamed(index, valueAt(settings, ["AutoScalingGroupArn"]), [group]);
    return alternativesOf(valueAt(settings, ["ManagedScaling", "Status"]))
      .filter(({ value }) => textOf(value) === "ENABLED")
      .flatMap((enabled) => groups.map(({ node, guard }) => edge(provider, node, and(enabled.guard, guard))));
  });
}

function scalingPlans(index: NodeIndex): readonly ScalesEdge[] {
  return index
    .nodesOfType("AWS::AutoScalingPlans::ScalingPlan")
    .flatMap((plan) =>
      itemsOf(valueAt(plan.properties, ["ScalingInstructions"])).items.flatMap(({ guard, value }) =>
        scalableResources(index, valueAt(value, ["ResourceId"])).map((scaled) =>
          edge(plan, scaled.node, and(guard, scaled.guard)),
        ),
      ),
    );
}

function targetPolicies(index: NodeIndex): readonly ScalesEdge[] {
  const { byTarget } = scalableTargets(index);
  return index.nodesOfType("AWS::ApplicationAutoScaling::ScalingPolicy").flatMap((policy) => {
    const targets = nodesNamed(index, valueAt(policy.properties, ["ScalingTargetId"]), [scalableTarget]);
    const named = targets.flatMap(({ node, guard }) =>
      (byTarget.get(node) ?? []).map((r) => edge(policy, r.scaled, and(guard, r.guard), r.evidence)),
    );
    const direct = scalableResources(index, valueAt(policy.properties, ["ResourceId"]));
    return [...named, ...direct.map(({ node, guard }) => edge(policy, node, guard))];
  });
}

/** Actions on a schedule stand in the scalable target itself. */
function scheduledActions(index: NodeIndex): readonly ScalesEdge[] {
  return [...scalableTargets(index).byTarget].flatMap(([target, registrations]) =>
    itemsOf(valueAt(target.properties, ["ScheduledActions"])).items.flatMap(({ guard }) =>
      registrations.map((r) => edge(target, r.scaled, and(guard, r.guard), r.evidence)),
    ),
  );
}

/** All scalable targets of the app with what they register, by the target and by what is scaled. */
export const scalableTargets = oncePerGraph((index) => {
  const byTarget = new Map<GraphNode, Registration[]>();
  const byScaled = new Map<GraphNode, Registration[]>();
  for (const target of index.nodesOfType(scalableTarget)) {
    const id = valueAt(target.properties, ["ResourceId"]);
    for (const { node, guard } of scalableResources(index, id)) {
      const evidence = hopAt(id, `${target.logicalId} registers ${node.logicalId} for scaling`);
      const registration = { target, scaled: node, guard: and(guard, target.guard), evidence };
      fileUnder(byTarget, target, registration);
      fileUnder(byScaled, node, registration);
    }
  }
  return { byTarget, byScaled };
});

function edge(by: GraphNode, scaled: GraphNode, guard: Guard, evidence: readonly Evidence[] = []): ScalesEdge {
  return {
    kind: "scales",
    id: `scales:${by.id}>${scaled.id}`,
    source: by,
    target: scaled,
    guard: and(by.guard, guard, scaled.guard),
    declaration: by.origin,
    declaredBy: by,
    evidence: [...evidence, { message: `${by.logicalId} scales ${scaled.logicalId}`, node: by.origin }],
  };
}
