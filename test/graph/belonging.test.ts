import { describe, expect, test } from "@jest/globals";
import { expires, logKeepings } from "../../src/graph/functions/log-groups.ts";
import { isTaggedDurable, isTaggedTemporary } from "../../src/graph/organisation/data-tags.ts";
import { fixedNameOf } from "../../src/graph/organisation/fixed-names.ts";
import { leavesVolumesUntagged, stoppedTags } from "../../src/graph/organisation/tag-propagation.ts";
import { hasTag, taggableNodes } from "../../src/graph/organisation/tags.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const one = (type: string, properties: string): string =>
  `Parameters: {P: {Type: String}, D: {Type: String, Default: shop}}\nResources:\n  It: {Type: ${type}, Properties: ${properties}}`;
const world = (): World => World.open.fresh();

describe("tags say what data is for", () => {
  test.each([
    ["AWS::DynamoDB::Table", "{Tags: [{Key: data, Value: Temporary}]}", true],
    ["AWS::DynamoDB::Table", "{Tags: [{Key: scratch, Value: yes-it-is}]}", true],
    ["AWS::EFS::FileSystem", "{FileSystemTags: [{Key: data, Value: cache}]}", true],
    ["AWS::SSM::Parameter", "{Tags: {data: tmp}}", true],
    ["AWS::DynamoDB::Table", "{Tags: [{Key: data, Value: orders}]}", false],
    ["AWS::DynamoDB::Table", "{Tags: [{Key: data, Value: !Ref P}]}", false],
  ])("%s %s: %s", (type, properties, expected) => {
    expect(isTaggedTemporary(nodeIn(graphOf(one(type, properties)), "It"), world())).toBe(expected);
  });

  test("that it is meant to last", () => {
    const graph = graphOf(one("AWS::EC2::Volume", "{Tags: [{Key: data, Value: user-data}]}"));
    expect(isTaggedDurable(nodeIn(graph, "It"), world())).toBe(true);
  });
});

describe("a resource has a tag", () => {
  const ask = (type: string, properties: string) =>
    hasTag(nodeIn(graphOf(one(type, properties)), "It"), "owner", world());

  test("in whichever form its type takes", () => {
    expect(ask("AWS::S3::Bucket", "{Tags: [{Key: owner, Value: x}]}")).toBe(true);
    expect(ask("AWS::ApiGatewayV2::Api", "{Tags: {owner: x}}")).toBe(true);
    expect(ask("AWS::EFS::FileSystem", "{FileSystemTags: [{Key: owner, Value: x}]}")).toBe(true);
  });

  test("perhaps, where its stack may be given tags", () => {
    expect(ask("AWS::S3::Bucket", "{Tags: [{Key: project, Value: x}]}")).toMatchObject([{ kind: "stack-tags" }]);
  });

  test("perhaps, where a key is decided at deployment", () => {
    expect(ask("AWS::S3::Bucket", "{Tags: [{Key: !Ref P, Value: x}]}")).toMatchObject([{ name: "P" }, {}]);
  });

  test("and is asked for it only where tags tell what belongs to what", () => {
    const graph = graphOf(
      "Resources: {B: {Type: AWS::S3::Bucket}, P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref B}}}",
    );
    expect(taggableNodes(graph).map(({ logicalId }) => logicalId)).toEqual(["B"]);
  });
});

describe("tags of a group", () => {
  const ask = (properties: string, more = "") => {
    const graph = graphOf(one("AWS::AutoScaling::AutoScalingGroup", properties) + more);
    const { items, open } = stoppedTags(graph, nodeIn(graph, "It"), world());
    return { keys: items.map(({ key }) => key), open: open.length };
  };
  const tag = (key: string, propagate: string): string => `{Key: ${key}, Value: x, PropagateAtLaunch: ${propagate}}`;

  test("stop where they are not propagated, but for its name", () => {
    const tags = `Tags: [${tag("owner", "false")}, ${tag("project", "true")}, ${tag("Name", "false")}]`;
    expect(ask(`{LaunchConfigurationName: x, ${tags}}`)).toEqual({ keys: ["owner"], open: 0 });
  });

  test("may be given by a launch template instead", () => {
    const tags = `Tags: [${tag("owner", "false")}]`;
    const template =
      "\n  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {TagSpecifications: [{ResourceType: instance, Tags: [{Key: owner, Value: x}]}]}}}";
    expect(ask(`{LaunchTemplate: {LaunchTemplateId: !Ref T}, ${tags}}`, template)).toEqual({ keys: [], open: 0 });
    expect(ask(`{LaunchTemplate: {LaunchTemplateId: lt-1}, ${tags}}`)).toEqual({ keys: [], open: 1 });
  });
});

describe("volumes are left untagged", () => {
  test.each([
    [
      "an instance with tags and volumes",
      "{Tags: [{Key: owner, Value: x}], BlockDeviceMappings: [{DeviceName: a}]}",
      true,
    ],
    ["one that has a name only", "{Tags: [{Key: Name, Value: x}], BlockDeviceMappings: [{DeviceName: a}]}", false],
    ["one that describes no volumes", "{Tags: [{Key: owner, Value: x}]}", false],
    [
      "one that hands its tags on",
      "{Tags: [{Key: owner, Value: x}], PropagateTagsToVolumeOnCreation: true, BlockDeviceMappings: [{DeviceName: a}]}",
      false,
    ],
  ])("by %s: %s %s", (_title, properties, expected) => {
    const graph = graphOf(one("AWS::EC2::Instance", properties));
    expect(leavesVolumesUntagged(nodeIn(graph, "It"), world())).toBe(expected);
  });
});

describe("logs", () => {
  const ask = (type: string, properties: string) =>
    logKeepings(graphOf(one(type, properties))).map((log) => expires(log, world()));

  test("are kept for ever in a group that does not say for how long", () => {
    expect(ask("AWS::Logs::LogGroup", "{}")).toEqual([false]);
    expect(ask("AWS::Logs::LogGroup", "{RetentionInDays: !Ref P}")).toEqual([true]);
  });

  test("are kept for ever in a group that a log driver makes", () => {
    const container = (make: string): string =>
      `{ContainerDefinitions: [{Name: a, LogConfiguration: {LogDriver: awslogs, Options: {${make}}}}]}`;
    expect(ask("AWS::ECS::TaskDefinition", container('awslogs-create-group: "true"'))).toEqual([false]);
    expect(ask("AWS::ECS::TaskDefinition", container("awslogs-group: x"))).toEqual([]);
  });
});

describe("a name is fixed", () => {
  test.each([
    ["{BucketName: uploads}", "uploads"],
    ['{BucketName: !Sub "${AWS::StackName}-uploads"}', undefined],
    ["{BucketName: !Ref P}", undefined],
    ['{BucketName: !Sub "${D}-uploads"}', undefined],
    ["{}", undefined],
  ])("%s: %s", (properties, expected) => {
    expect(fixedNameOf(nodeIn(graphOf(one("AWS::S3::Bucket", properties)), "It"), world())).toBe(expected);
  });
});
