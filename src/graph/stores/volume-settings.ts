/**
 * What an EBS volume is like, where it is described: a resource of its own, a block-device mapping, a volume of tasks.
 *
 * Whether a volume is encrypted where nothing says so is a setting of the account, and for one that is made from a
 * snapshot, the snapshot's. Whether it is deleted with its instance where nothing says so is said by the image.
 * https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-autoscaling-launchconfiguration-blockdevicemapping.html
 */

import type { Guard } from "../../resolve/guard.ts";
import { readAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { overWorlds } from "../over-worlds.ts";
import { stated } from "../setting.ts";
import { isUnknown, type Ternary } from "../ternary.ts";
import { launchesOf } from "../tiers/launch.ts";

/** Where the settings of the volume stand in its description. */
const inner: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::EC2::Volume", []],
  ["AWS::ECS::Service", ["ManagedEBSVolume"]],
]);

/** The path of a setting: `Ebs.Encrypted`. */
export function settingPath(volume: GraphNode, property: string): readonly string[] {
  return [...(inner.get(volume.type) ?? ["Ebs"]), property];
}

export function isVolumeEncrypted(volume: GraphNode, world: World): Ternary {
  const at = (property: string): Decided => readAt(volume.properties, settingPath(volume, property), world);
  const value = at("Encrypted");
  const said = stated(value);
  if (said === true || (said === undefined && at("KmsKeyId").kind !== "absent")) return true;
  if (said !== undefined && isUnknown(said)) return said;
  // What is made from an encrypted snapshot is encrypted, whatever is said against it.
  if (at("SnapshotId").kind !== "absent") return [asSnapshot(volume)];
  return said === undefined ? [byAccount()] : false;
}

/** Whether a volume of a launched instance goes with it. */
export function isDeletedWithInstance(volume: GraphNode, world: World): Ternary {
  const value = readAt(volume.properties, settingPath(volume, "DeleteOnTermination"), world);
  // A launch configuration deletes them unless it says otherwise.
  return stated(value) ?? (volume.type === "AWS::AutoScaling::LaunchConfiguration" || [byImage(volume)]);
}

/** The groups that launch instances with a volume, with the hops that say so. */
export function groupsLaunching(index: NodeIndex, volume: GraphNode, world: World): readonly Evidence[] {
  const holder = index.nodeOf(volume.stack.stack.name, volume.logicalId);
  const users = (holder && launchers(index).get(holder)) ?? [];
  return users
    .filter(({ guard }) => world.holds(guard))
    .map(({ user }) => ({
      message: `${user.logicalId} launches instances from ${volume.logicalId}`,
      node: user.origin,
    }));
}

const launchers = oncePerGraph((index) => {
  const byHolder = new Map<GraphNode, { readonly user: GraphNode; readonly guard: Guard }[]>();
  for (const user of index.nodesOfType("AWS::AutoScaling::AutoScalingGroup")) {
    const holders = overWorlds(
      (world) =>
        world.holds(user.guard)
          ? launchesOf(index, user, world).flatMap((launch) => ("node" in launch ? [launch.node] : []))
          : [],
      { index, node: user },
    );
    for (const { guard, value } of holders)
      for (const node of new Set(value)) fileUnder(byHolder, node, { user, guard });
  }
  return byHolder;
});

function reasonAbout({ id, logicalId, stack }: GraphNode, kind: string, message: string, property: string): Reason {
  return { kind, name: id, stack: stack.stack.name, message, settle: `${property} on ${logicalId}` };
}

function byAccount(): Reason {
  const message = "whether the account encrypts volumes by default is not known from here";
  return {
    kind: "account-setting",
    name: "EBS encryption by default",
    stack: "",
    message,
    settle: "Encrypted on the volume",
  };
}

function asSnapshot(volume: GraphNode): Reason {
  const message = `${volume.logicalId} is as encrypted as the snapshot that it is made from`;
  return reasonAbout(volume, "snapshot", message, "Encrypted");
}

function byImage(volume: GraphNode): Reason {
  const message = `whether a volume of ${volume.logicalId} is deleted with its instance is said by the image`;
  return reasonAbout(volume, "image", message, "DeleteOnTermination");
}
