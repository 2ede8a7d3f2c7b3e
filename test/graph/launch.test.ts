import { describe, expect, test } from "@jest/globals";
import { launchesOf } from "../../src/graph/tiers/launch.ts";
import { readAt, textOf } from "../../src/resolve/reading.ts";
import type { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const templates = `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}, Outer: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  A: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateName: a, LaunchTemplateData: {ImageId: ami-a, KeyName: key-a}}}
  B: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: ami-b}}}
  Config: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {ImageId: ami-config}}
  Instance: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-instance}}`;
const group = (properties: string): string =>
  `\n  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {${properties}}}`;

/** Images that the node `Web` launches, or the kinds of the reasons why they cannot be seen. */
function images(resources: string): (world: World) => readonly (string | undefined)[] {
  const graph = graphOf(templates + resources);
  return (world) =>
    launchesOf(graph, nodeIn(graph, "Web"), world).map((launch) =>
      "reason" in launch ? `? ${launch.reason.kind}` : textOf(readAt(launch.settings, ["ImageId"], world)),
    );
}

describe("a group launches", () => {
  test.each([
    ["its launch template by id", "LaunchTemplate: {LaunchTemplateId: !Ref A}", ["ami-a"]],
    ["its launch template by name", "LaunchTemplate: {LaunchTemplateName: a}", ["ami-a"]],
    ["its launch configuration", "LaunchConfigurationName: !Ref Config", ["ami-config"]],
    ["copies of an instance", "InstanceId: !Ref Instance", ["ami-instance"]],
    [
      "the templates of a mixed-instances policy, overrides included",
      "MixedInstancesPolicy: {LaunchTemplate: {LaunchTemplateSpecification: {LaunchTemplateId: !Ref A}, Overrides: [{InstanceType: t3.micro}, {LaunchTemplateSpecification: {LaunchTemplateId: !Ref B}}]}}",
      ["ami-a", "ami-b"],
    ],
    ["what a parameter names", "LaunchTemplate: {LaunchTemplateId: !Ref Outer}", ["? parameter"]],
    ["what a literal from outside names", "LaunchConfigurationName: elsewhere", ["? launch-template"]],
  ])("%s", (_, properties, expected) => {
    expect(inEveryWorld(images(group(properties)))).toEqual(expected);
  });

  test("what the world chooses", () => {
    expect(inWorlds(images(group("LaunchTemplate: {LaunchTemplateId: !If [IsProd, !Ref A, !Ref B]}")))).toEqual({
      "Stage=prod": ["ami-a"],
      "Stage=dev": ["ami-b"],
    });
  });

  test("the one of two configurations with one name that is there", () => {
    const two = `
  Old: {Type: AWS::AutoScaling::LaunchConfiguration, Condition: IsProd, Properties: {LaunchConfigurationName: web, ImageId: ami-old}}
  New: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {LaunchConfigurationName: !If [IsProd, other, web], ImageId: ami-new}}`;
    expect(inWorlds(images(two + group("LaunchConfigurationName: web")))).toEqual({
      "Stage=prod": ["ami-old"],
      "Stage=dev": ["ami-new"],
    });
  });
});

describe("an instance", () => {
  const settings = (properties: string, keys: readonly string[]): readonly (string | undefined)[] => {
    const graph = graphOf(`${templates}\n  Web: {Type: AWS::EC2::Instance, Properties: {${properties}}}`);
    return inEveryWorld((world) => {
      const [launch] = launchesOf(graph, nodeIn(graph, "Web"), world);
      if (launch === undefined || "reason" in launch) throw new Error("nothing is launched");
      return keys.map((key) => {
        const value = readAt(launch.settings, [key], world);
        return value.kind === "unknown" ? `? ${value.reason.name}` : textOf(value);
      });
    });
  };

  test("takes from its launch template what it does not say itself", () => {
    const properties = "LaunchTemplate: {LaunchTemplateId: !Ref A}, ImageId: ami-own";
    expect(settings(properties, ["ImageId", "KeyName", "UserData"])).toEqual(["ami-own", "key-a", undefined]);
  });

  test("takes what it sets to no value from its launch template", () => {
    const properties = "LaunchTemplate: {LaunchTemplateId: !Ref A}, ImageId: !Ref AWS::NoValue";
    expect(settings(properties, ["ImageId"])).toEqual(["ami-a"]);
  });

  test("leaves open what a launch template from outside may say", () => {
    const properties = "LaunchTemplate: {LaunchTemplateId: !Ref Outer}, ImageId: ami-own";
    expect(settings(properties, ["ImageId", "UserData"])).toEqual(["ami-own", "? Outer"]);
  });
});

test("a fleet launches its specifications and its templates", () => {
  const spot = `
  Web: {Type: AWS::EC2::SpotFleet, Properties: {SpotFleetRequestConfigData: {LaunchSpecifications: [{ImageId: ami-spot}], LaunchTemplateConfigs: [{LaunchTemplateSpecification: {LaunchTemplateId: !Ref B}}]}}}`;
  expect(inEveryWorld(images(spot))).toEqual(["ami-spot", "ami-b"]);
  const fleet = `
  Web: {Type: AWS::EC2::EC2Fleet, Properties: {LaunchTemplateConfigs: [{LaunchTemplateSpecification: {LaunchTemplateName: a}}]}}`;
  expect(inEveryWorld(images(fleet))).toEqual(["ami-a"]);
});
