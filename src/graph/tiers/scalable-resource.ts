/**
 * Resource ids of Application Auto Scaling and of scaling plans -> the resources that they name.
 *
 * `service/cluster/name`, `table/name`, `table/name/index/name` (an index counts for its table), `cluster:name`,
 * `autoScalingGroup/name`.
 */
import type { Guard } from "../../resolve/guard.ts";
import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { after, type Parts, partsOf } from "../arn.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";

interface Kind {
  readonly prefix: string;
  readonly types: readonly string[];
  /** Which of the segments after the prefix is the name. */
  readonly name: number;
}

const kinds: readonly Kind[] = [
  { prefix: "service/", types: ["AWS::ECS::Service"], name: 1 },
  { prefix: "table/", types: ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"], name: 0 },
  { prefix: "cluster:", types: ["AWS::RDS::DBCluster"], name: 0 },
  { prefix: "autoScalingGroup/", types: ["AWS::AutoScaling::AutoScalingGroup"], name: 0 },
];

export function scalableResources(
  index: NodeIndex,
  id: Value,
): readonly { readonly node: GraphNode; readonly guard: Guard }[] {
  return alternativesOf(id).flatMap(({ guard, value }) => {
    for (const kind of kinds) {
      const path = after(partsOf(value), kind.prefix);
      if (path === undefined) continue;
      const segments = segmentsOf(path);
      return namedBy(index, segments, kind).map((node) => ({ node, guard }));
    }
    return [];
  });
}

function namedBy(index: NodeIndex, segments: readonly Parts[], { types, name }: Kind): readonly GraphNode[] {
  const value = joined(segments[name] ?? []);
  if (value === undefined) return [];
  const nodes = nodesNamed(index, value, types).map(({ node }) => node);
  // Services of several clusters may have one name.
  return nodes.length < 2 || name === 0 ? nodes : nodes.filter((node) => isIn(index, node, segments[0] ?? []));
}

/** Whether a service is in the cluster that the id names, as far as both say it. */
function isIn(index: NodeIndex, service: GraphNode, cluster: Parts): boolean {
  const type = ["AWS::ECS::Cluster"];
  const named = joined(cluster);
  const asked = named === undefined ? [] : nodesNamed(index, named, type).map(({ node }) => node);
  const own = nodesNamed(index, valueAt(service.properties, ["Cluster"]), type).map(({ node }) => node);
  return asked.length === 0 || own.length === 0 || own.some((node) => asked.includes(node));
}

function joined(parts: Parts): Value | undefined {
  const [only] = parts;
  if (only === undefined) return undefined;
  return parts.length === 1 ? only : { kind: "text", parts, origin: only.origin };
}

function segmentsOf(parts: Parts): readonly Parts[] {
  const segments: Value[][] = [[]];
  for (const part of parts) {
    const text = textOf(part);
    if (text === undefined) {
      segments.at(-1)?.push(part);
      continue;
    }
    for (const [i, piece] of text.split("/").entries()) {
      if (i > 0) segments.push([]);
      if (piece !== "") segments.at(-1)?.push({ kind: "known", value: piece, origin: part.origin });
    }
  }
  return segments;
}
