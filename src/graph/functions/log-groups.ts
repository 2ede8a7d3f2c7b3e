/**
 * Where logs are kept, and for how long: log groups, and those that a container's log driver makes by itself.
 *
 * The group that Lambda makes for a function by itself is left out: templates without one are the rule, not a choice.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
 */
import type { Guard } from "../../resolve/guard.ts";
import { itemsOf, readAt, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { childOf, type SourceNode } from "../../source/node.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isOn } from "../setting.ts";
import { negated, type Ternary } from "../ternary.ts";

export interface LogKeeping {
  readonly node: GraphNode;
  readonly guard: Guard;
  /** Options of the log driver that makes the group; undefined where the node is the group. */
  readonly driver: Value | undefined;
  readonly origin: SourceNode;
}

export const logKeepings = oncePerGraph((index: NodeIndex): readonly LogKeeping[] => [
  ...index.nodesOfType("AWS::Logs::LogGroup").map((node) => ({
    node,
    guard: node.guard,
    driver: undefined,
    origin: childOf(node.declaration.properties, "RetentionInDays") ?? node.origin,
  })),
  ...index.nodesOfType("AWS::ECS::TaskDefinition").flatMap((node) =>
    itemsOf(valueAt(node.properties, ["ContainerDefinitions"])).items.flatMap(({ guard, value }) => {
      const driver = valueAt(value, ["LogConfiguration", "Options"]);
      const makes = valueAt(driver, ["awslogs-create-group"]);
      return makes.kind === "absent" ? [] : [{ node, guard, driver, origin: makes.origin ?? node.origin }];
    }),
  ),
]);

/** Whether the logs go one day. */
export function expires({ node, driver }: LogKeeping, world: World): Ternary {
  if (driver !== undefined) return negated(isOn(readAt(driver, ["awslogs-create-group"], world)));
  // A number of days that is not known is one all the same.
  return readAt(node.properties, ["RetentionInDays"], world).kind !== "absent";
}
