/**
 * What follows the traffic: scaling policies and scheduled actions, and what they scale.
 *
 * EC2 Auto Scaling names its group. Application Auto Scaling registers a target by a resource id
 * (`service/cluster/name`, `table/name`, `cluster:name`) and policies name the target.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
import { and, type Guard } from "../resolve/guard.ts";
import { alternativesOf, itemsOf, textOf, valueAt } from "../resolve/reading.ts";
import type { Value } from "../resolve/value.ts";
import { type Parts, partsOf } from "./arn.ts";
import { identify } from "./identity.ts";
import type { Evidence, GraphNode, NodeIndex, ScalesEdge } from "./model.ts";

const group = "AWS::AutoScaling::AutoScalingGroup";
const scalableTarget = "AWS::ApplicationAutoScaling::ScalableTarget";

/** What a scalable target registers, with the target. */
export interface Registration {
  readonly target: GraphNode;
  readonly scaled: GraphNode;
  readonly guard: Guard;
  readonly evidence: readonly Evidence[];
}

/** `scales` edges: policy or scheduled action -> what it scales. */
export function scalesEdges(index: NodeIndex): readonly ScalesEdge[] {
  return [...groupPolicies(index), ...targetPolicies(index)];
}

function groupPolicies(index: NodeIndex): readonly ScalesEdge[] {
  const policies = ["AWS::AutoScaling::ScalingPolicy", "AWS::AutoScaling::ScheduledAction"].flatMap((t) =>
    index.nodesOfType(t),
  );
  return policies.flatMap((policy) =>
    itemsOf(valueAt(policy.properties, ["AutoScalingGroupName"])).items.flatMap(({ guard, value }) =>
      identify(index, value, [group]).certain.map(({ node }) => edge(policy, node, guard, [])),
    ),
  );
}

function targetPolicies(index: NodeIndex): readonly ScalesEdge[] {
  const registrations = registrationsOf(index);
  const byPolicy = index.nodesOfType("AWS::ApplicationAutoScaling::ScalingPolicy").flatMap((policy) => {
    const named = itemsOf(valueAt(policy.properties, ["ScalingTargetId"])).items.flatMap(({ guard, value }) =>
      identify(index, value).certain.flatMap(({ node }) =>
        registrations
          .filter((registration) => registration.target === node)
          .map((r) => edge(policy, r.scaled, and(guard, r.guard), r.evidence)),
      ),
    );
    const direct = scaledBy(index, valueAt(policy.properties, ["ResourceId"])).map(({ node, guard }) =>
      edge(policy, node, guard, []),
    );
    return [...named, ...direct];
  });
  const scheduled = registrations.flatMap((registration) => {
    const { items } = itemsOf(valueAt(registration.target.properties, ["ScheduledActions"]));
    return items.map(({ guard }) =>
      edge(registration.target, registration.scaled, and(guard, registration.guard), registration.evidence),
    );
  });
  return [...byPolicy, ...scheduled];
}

/** All scalable targets with what they register. */
export function registrationsOf(index: NodeIndex): readonly Registration[] {
  return index.nodesOfType(scalableTarget).flatMap((target) => {
    const id = valueAt(target.properties, ["ResourceId"]);
    return scaledBy(index, id).map(({ node, guard }) => ({
      target,
      scaled: node,
      guard: and(guard, target.guard),
      evidence:
        id.origin === null
          ? []
          : [{ message: `${target.logicalId} registers ${node.logicalId} for scaling`, node: id.origin }],
    }));
  });
}

const kinds: readonly { readonly prefix: string; readonly types: readonly string[] }[] = [
  { prefix: "service/", types: ["AWS::ECS::Service"] },
  { prefix: "table/", types: ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"] },
  { prefix: "cluster:", types: ["AWS::RDS::DBCluster"] },
];

/** The resource that a resource id of Application Auto Scaling names by its last segment (indexes count for their table). */
function scaledBy(index: NodeIndex, id: Value): readonly { readonly node: GraphNode; readonly guard: Guard }[] {
  return alternativesOf(id).flatMap(({ guard, value }) => {
    const parts = partsOf(value);
    const start = textOf(parts[0] ?? value) ?? "";
    const kind = kinds.find(({ prefix }) => start.startsWith(prefix));
    if (kind === undefined) return [];
    const segments = segmentsOf(parts, kind.prefix);
    const name = kind.prefix === "service/" ? segments[1] : segments[0];
    if (name === undefined) return [];
    return named(index, name, kind.types).map((node) => ({ node, guard }));
  });
}

function segmentsOf(parts: Parts, prefix: string): readonly Parts[] {
  const segments: Value[][] = [[]];
  for (const [i, part] of parts.entries()) {
    const text = textOf(part);
    if (text === undefined) {
      segments.at(-1)?.push(part);
      continue;
    }
    for (const [j, piece] of (i === 0 ? text.slice(prefix.length) : text).split("/").entries()) {
      if (j > 0) segments.push([]);
      if (piece !== "") segments.at(-1)?.push({ kind: "known", value: piece, origin: part.origin });
    }
  }
  return segments;
}

function named(index: NodeIndex, parts: Parts, types: readonly string[]): readonly GraphNode[] {
  const [only] = parts;
  if (only === undefined) return [];
  const value: Value = parts.length === 1 ? only : { kind: "text", parts, origin: only.origin };
  return alternativesOf(value)
    .flatMap(({ value: name }) => identify(index, name, types).certain.map((found) => found.node))
    .filter((node) => types.includes(node.type));
}

function edge(policy: GraphNode, scaled: GraphNode, guard: Guard, evidence: readonly Evidence[]): ScalesEdge {
  return {
    kind: "scales",
    id: `scales:${policy.id}>${scaled.id}`,
    source: policy,
    target: scaled,
    guard: and(policy.guard, guard, scaled.guard),
    declaration: policy.origin,
    declaredBy: policy,
    evidence: [...evidence, { message: `${policy.logicalId} scales ${scaled.logicalId}`, node: policy.origin }],
  };
}
