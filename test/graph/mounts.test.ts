import { describe, expect, test } from "@jest/globals";
import type { GraphNode } from "../../src/graph/model.ts";
import { isDurablePath, mountsOfVolume } from "../../src/graph/scripts/mounts.ts";
import { graphOf } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

/** Where each volume is mounted; a question mark follows where another volume may be meant. */
function mounts(text: string): Readonly<Record<string, readonly string[]>> {
  const graph = graphOf(text);
  const volumes = graph.nodes.filter(({ role }) => role === "block");
  const name = ({ logicalId, part }: GraphNode): string =>
    part === "" ? logicalId : `${logicalId}#${part.split(".").at(-1)}`;
  return inEveryWorld((world) =>
    Object.fromEntries(
      volumes.map((volume) => [
        name(volume),
        mountsOfVolume(graph, volume, world).map(({ path, doubt }) => (doubt === undefined ? path : `${path}?`)),
      ]),
    ),
  );
}

const instance = (script: string, mappings: string): string => `
Parameters: {Given: {Type: String}}
Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, BlockDeviceMappings: [${mappings}], UserData: {Fn::Base64: ${JSON.stringify(script)}}}}`;
const sdf = "{DeviceName: /dev/sdf, Ebs: {VolumeSize: 1}}";
const sdg = "{DeviceName: /dev/sdg, Ebs: {VolumeSize: 1}}";
const root = "{DeviceName: /dev/xvda, Ebs: {VolumeSize: 8}}";

describe("a volume of an instance is mounted", () => {
  test.each([
    ["by its device", "mount /dev/sdf /data", ["/data"]],
    ["with options", "sudo mount -t xfs -o noatime /dev/sdf /data", ["/data"]],
    ["by the name that Xen gives its device", "mount /dev/xvdf /data", ["/data"]],
    ["by a partition", "mount /dev/xvdf1 /data", ["/data"]],
    ["by a line of fstab", 'echo "/dev/xvdf /data ext4 defaults 0 2" >> /etc/fstab', ["/data"]],
    ["by a here-document for fstab", "cat <<EOF >> /etc/fstab\n/dev/sdf /data xfs defaults 0 0\nEOF", ["/data"]],
    ["by the only device that Nitro can mean", "mount /dev/nvme1n1 /data", ["/data"]],
    ["not by the root of Nitro", "mount /dev/nvme0n1 /data", []],
    ["not by another device", "mount /dev/sdg /data", []],
    ["not by making a file system", "mkfs -t xfs /dev/sdf /data", []],
    ["not by a comment", "# mount /dev/sdf /data", []],
    ["not on another device", "mount /dev/sdf /dev/mapper/x", []],
  ])("%s", (_, script, expected) => {
    expect(mounts(instance(script, sdf))).toEqual({ "Web#0": expected });
  });

  test("where each has its device", () => {
    const script = "mount /dev/sdf /data\nmount /dev/xvdg /cache";
    expect(mounts(instance(script, `${root}, ${sdf}, ${sdg}`))).toEqual({
      "Web#0": [],
      "Web#1": ["/data"],
      "Web#2": ["/cache"],
    });
  });

  test("perhaps, where the kernel numbers the devices of several", () => {
    expect(mounts(instance("mount /dev/nvme1n1 /data", `${root}, ${sdf}, ${sdg}`))).toEqual({
      "Web#0": [],
      "Web#1": ["/data?"],
      "Web#2": ["/data?"],
    });
  });

  test("but instance stores are no volumes", () => {
    expect(mounts(instance("mount /dev/sdf /data", "{DeviceName: /dev/sdf, VirtualName: ephemeral0}"))).toEqual({});
  });
});

describe("a volume that is attached is mounted", () => {
  const attached = (attachment: string, volumes = ""): string => `
Parameters: {Given: {Type: String}}
Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1${volumes}, UserData: "mount /dev/xvdh /data\\nmount /dev/xvdi /cache"}}
  Data: {Type: AWS::EC2::Volume, Properties: {Size: 1}}${attachment}`;

  test.each([
    [
      "by an attachment",
      attached(
        "\n  Attach: {Type: AWS::EC2::VolumeAttachment, Properties: {InstanceId: !Ref Web, VolumeId: !Ref Data, Device: /dev/sdh}}",
      ),
      ["/data"],
    ],
    ["by the instance", attached("", ", Volumes: [{VolumeId: !Ref Data, Device: /dev/sdi}]"), ["/cache"]],
    [
      "wherever anything is, where it is the only one and its device is not known",
      attached("", ", Volumes: [{VolumeId: !Ref Data, Device: !Ref Given}]"),
      ["/data", "/cache"],
    ],
    ["nowhere, where nothing attaches it", attached(""), []],
  ])("%s", (_, text, expected) => {
    expect(mounts(text)).toEqual({ Data: expected });
  });

  test("by instances of the worlds in which it is attached", () => {
    const graph = graphOf(`
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {UserData: mount /dev/sdh /data}}
  Data: {Type: AWS::EC2::Volume, Properties: {Size: 1}}
  Attach: {Type: AWS::EC2::VolumeAttachment, Condition: IsProd, Properties: {InstanceId: !Ref Web, VolumeId: !Ref Data, Device: /dev/sdh}}`);
    const [volume] = graph.nodes.filter(({ role }) => role === "block");
    expect(inWorlds((world) => volume && mountsOfVolume(graph, volume, world).length)).toEqual({
      "Stage=prod": 1,
      "Stage=dev": 0,
    });
  });
});

test("a volume of a launch template is mounted by the groups that launch it", () => {
  expect(
    mounts(`
Resources:
  Template: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {BlockDeviceMappings: [${sdf}], UserData: mount /dev/sdf /data}}}
  Other: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {BlockDeviceMappings: [${sdf}]}}}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: {LaunchTemplateId: !Ref Template}}}`),
  ).toEqual({ "Template#0": ["/data"], "Other#0": [] });
});

test("a volume of a service is mounted where its containers say", () => {
  expect(
    mounts(`
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, MountPoints: [{SourceVolume: data, ContainerPath: /uploads}, {SourceVolume: other, ContainerPath: /x}]}]}}
  Web: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, VolumeConfigurations: [{Name: data, ManagedEBSVolume: {SizeInGiB: 1}}]}}`),
  ).toEqual({ "Web#0": ["/uploads"] });
});

test.each([
  ["/var/lib/mysql", true],
  ["/var/lib/pgsql/data", true],
  ["/var/www/html/uploads", true],
  ["/var/www", true],
  ["/srv/media", true],
  ["/data/user-files", true],
  ["/data", false],
  ["/tmp/uploads", false],
  ["/var/cache/images", false],
  ["/var/log/mysql", false],
  ["/scratch", false],
  ["/mysqldump", false],
])("%s is a path of data that is meant to last: %s", (path, expected) => {
  expect(isDurablePath(path)).toBe(expected);
});
