/**
 * Where visitors are tied to one instance: target groups, Classic Load Balancers and Elastic Beanstalk processes with
 * sticky sessions.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
import { itemsOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isOn } from "../setting.ts";
import type { Ternary } from "../ternary.ts";
import { targetGroup } from "./target-groups.ts";

/** A setting of stickiness, wherever it is written. */
export interface Stickiness {
  readonly node: GraphNode;
  readonly guard: GraphNode["guard"];
  /** What says whether it is on; undefined where being there is enough. */
  readonly setting: Value | undefined;
  readonly origin: SourceNode;
}

export const stickinessOf = oncePerGraph((index): readonly Stickiness[] => [
  ...listed(index, targetGroup, "TargetGroupAttributes", "Key", "stickiness.enabled"),
  ...["AppCookieStickinessPolicy", "LBCookieStickinessPolicy"].flatMap((list) =>
    index.nodesOfType("AWS::ElasticLoadBalancing::LoadBalancer").flatMap((node) =>
      itemsOf(valueAt(node.properties, [list])).items.map(({ guard, value }) => ({
        node,
        guard,
        setting: undefined,
        origin: value.origin ?? node.origin,
      })),
    ),
  ),
  ...["AWS::ElasticBeanstalk::Environment", "AWS::ElasticBeanstalk::ConfigurationTemplate"].flatMap((type) =>
    listed(index, type, "OptionSettings", "OptionName", "StickinessEnabled"),
  ),
]);

/** Items of a list of names and values that have this name. */
function listed(index: NodeIndex, type: string, list: string, key: string, name: string): readonly Stickiness[] {
  return index
    .nodesOfType(type)
    .flatMap((node) =>
      itemsOf(valueAt(node.properties, [list])).items.flatMap(({ guard, value }) =>
        textOf(valueAt(value, [key])) === name
          ? [{ node, guard, setting: valueAt(value, ["Value"]), origin: value.origin ?? node.origin }]
          : [],
      ),
    );
}

export function isSticky({ setting }: Stickiness, world: World): Ternary {
  return setting === undefined ? true : isOn(readAt(setting, [], world));
}
