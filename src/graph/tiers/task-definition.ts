/**
 * What containers of an ECS service are: service -> its task definition.
 */
import { readAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";

/** The task definition, or why it cannot be seen; undefined for a service that names none. */
export function taskDefinitionOf(
  index: NodeIndex,
  service: GraphNode,
  world: World,
): { readonly node: GraphNode } | { readonly reason: Reason } | undefined {
  const value = readAt(service.properties, ["TaskDefinition"], world);
  if (value.kind === "absent") return undefined;
  const { certain, reason } = identify(index, value);
  const node = certain.find((named) => named.node.type === "AWS::ECS::TaskDefinition")?.node;
  if (node !== undefined) return { node };
  return {
    reason: reason ?? {
      kind: "task-definition",
      name: service.logicalId,
      stack: service.stack.stack.name,
      message: `the task definition of ${service.logicalId} is defined outside this app`,
      settle: "judge the stack that defines it together with this one",
    },
  };
}
