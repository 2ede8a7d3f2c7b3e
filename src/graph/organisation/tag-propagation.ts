/**
 * Whether tags get to what they are meant for: from an Auto Scaling group to its instances, and from instances to the
 * volumes that they are launched with, which no stack tag ever reaches.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
 */
import { type Items, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import { childOf } from "../../source/node.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { isOn, isWord } from "../setting.ts";
import { both, either, every, isUnknown, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import { launchesOf } from "../tiers/launch.ts";

/** Keys that only give a thing a name of its own. */
const naming: ReadonlySet<string> = new Set(["Name"]);

export interface StoppedTag {
  readonly key: string;
  readonly origin: SourceNode;
}

/** Tags of an Auto Scaling group that its instances do not get, neither from it nor from their launch template. */
export function stoppedTags(index: NodeIndex, group: GraphNode, world: World): Items<StoppedTag> {
  const items: StoppedTag[] = [];
  const open: Reason[] = [];
  for (const tag of listIn(readAt(group.properties, ["Tags"], world), world).items) {
    const key = textOf(readAt(tag, ["Key"], world));
    if (key === undefined || naming.has(key)) continue;
    const isStopped = both(isWord(readAt(tag, ["PropagateAtLaunch"], world), "false"), () =>
      negated(isInTemplates(index, group, key, world)),
    );
    if (isStopped === true) items.push({ key, origin: tag.origin ?? group.origin });
    else if (isUnknown(isStopped)) open.push(...isStopped);
  }
  return { items, open };
}

/** Whether everything that a group launches tags its instances with this key; a launch configuration cannot. */
function isInTemplates(index: NodeIndex, group: GraphNode, key: string, world: World): Ternary {
  if (readAt(group.properties, ["LaunchConfigurationName"], world).kind !== "absent") return false;
  const launches = launchesOf(index, group, world);
  return both(launches.length > 0, () =>
    every(launches, (launch) =>
      "reason" in launch
        ? [launch.reason]
        : some(specifiedTags(launch.settings, "instance", world), (tag) => isWord(readAt(tag, ["Key"], world), key)),
    ),
  );
}

/** The tags that a launch template gives to instances or to volumes. */
function specifiedTags(settings: Value, resource: string, world: World): readonly Decided[] {
  return listIn(readAt(settings, ["TagSpecifications"], world), world).items.flatMap((specification) =>
    textOf(readAt(specification, ["ResourceType"], world)) === resource
      ? listIn(readAt(specification, ["Tags"], world), world).items
      : [],
  );
}

/** Whether the volumes that something is launched with lack the tags that its instances get. */
export function leavesVolumesUntagged(node: GraphNode, world: World): Ternary {
  if (node.type === "AWS::EC2::LaunchTemplate") {
    const settings = valueAt(node.properties, ["LaunchTemplateData"]);
    return both(
      tellsBelonging(specifiedTags(settings, "instance", world), world),
      () => specifiedTags(settings, "volume", world).length === 0,
    );
  }
  const tags = listIn(readAt(node.properties, ["Tags"], world), world);
  const devices = listIn(readAt(node.properties, ["BlockDeviceMappings"], world), world);
  const templates = readAt(node.properties, ["LaunchTemplate"], world).kind;
  return both(templates === "absent" && devices.items.length > 0, () =>
    both(
      either(tellsBelonging(tags.items, world), () => unlessOpen(tags.open)),
      () => negated(isOn(readAt(node.properties, ["PropagateTagsToVolumeOnCreation"], world))),
    ),
  );
}

/** Whether tags say more than a name. */
function tellsBelonging(tags: readonly Decided[], world: World): boolean {
  return tags.some((tag) => {
    const key = textOf(readAt(tag, ["Key"], world));
    return key !== undefined && !naming.has(key);
  });
}

/** Where a reviewer would say which tags volumes get. */
export function volumeTagsAt(node: GraphNode): SourceNode {
  const { properties } = node.declaration;
  const holder = node.type === "AWS::EC2::LaunchTemplate" ? childOf(properties, "LaunchTemplateData") : properties;
  return childOf(holder, "TagSpecifications") ?? childOf(holder, "PropagateTagsToVolumeOnCreation") ?? node.origin;
}
