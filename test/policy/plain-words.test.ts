import { expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { judgeRules } from "../../src/policy/judge-rules.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import type { Judgement } from "../../src/policy/rule.ts";
import { ruleFiles } from "../../tools/rule-files.ts";
import { graphOf } from "../graph/graph-of.ts";

const registry = factRegistry();

/** What a rule says of a template: its messages, and those of the hops. */
function said(id: string, template: string): readonly string[] {
  const file = ruleFiles().find(({ path }) => path.endsWith(`${id}.yaml`));
  const { rule } = loadRule(file?.path ?? id, file?.text ?? "", registry);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return judgeRules([rule], graphOf(template), registry).flatMap(({ message, related }: Judgement) => [
    message,
    ...related.map((hop) => hop.message),
  ]);
}

test("a volume that is part of something is called by its device, or by its name", () => {
  const template = `
Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, BlockDeviceMappings: [{DeviceName: /dev/sdf, Ebs: {Encrypted: false}}]}}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: "web:1", VolumeConfigurations: [{Name: scratch, ManagedEBSVolume: {Encrypted: false}}]}}
  Data: {Type: AWS::EC2::Volume, Properties: {Size: 100, AvailabilityZone: eu-west-1a, Encrypted: false}}`;
  expect(said("TMP006", template).toSorted()).toEqual([
    "/dev/sdf of Web is not encrypted",
    "Data is not encrypted",
    "scratch of Service is not encrypted",
  ]);
});

test("a volume whose device is a parameter is a volume of its instance", () => {
  const template = `
Parameters: {Device: {Type: String}}
Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, BlockDeviceMappings: [{DeviceName: !Ref Device, Ebs: {Encrypted: false}}]}}`;
  expect(said("TMP006", template)).toEqual(["a volume of Web is not encrypted"]);
});

test("subnets from outside are called as the template calls them, and their zones are not known", () => {
  const template = `
Parameters: {Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}, Network: {Type: String}}
Resources:
  Group:
    Type: AWS::RDS::DBSubnetGroup
    Properties:
      DBSubnetGroupDescription: db
      SubnetIds: [!Select [0, !Ref Subnets], !ImportValue {"Fn::Sub": "\${Network}-B"}]`;
  expect(said("MAZ013", template)).toEqual([
    "The subnets of Group all stand in one Availability Zone",
    "Group stands in Subnets[0], ${Network}-B",
    "the zone of subnet ${Subnets}[0] is not known",
    "the zone of subnet ${Network}-B is not known",
  ]);
});

test("one instance is spoken of as one", () => {
  const resource = (type: string, properties: string): string =>
    `Resources: {Web: {Type: ${type}, Properties: {${properties}}}}`;
  const options = "MetadataOptions: {HttpTokens: optional}";
  expect(said("SEC010", resource("AWS::EC2::Instance", `ImageId: ami-1, ${options}`))).toEqual([
    "Web gives its credentials to requests without a session token (IMDSv1)",
  ]);
  expect(said("SEC010", resource("AWS::EC2::LaunchTemplate", `LaunchTemplateData: {${options}}`))).toEqual([
    "Instances of Web give their credentials to requests without a session token (IMDSv1)",
  ]);
});

test("a macro that is not run is not named as if it were a value", () => {
  const template = `
Resources:
  Uploads: {Type: AWS::S3::Bucket, Properties: {AccessControl: {"Fn::Transform": {Name: Count}}}}`;
  expect(said("UPL005", template)).toEqual([
    "A bucket is open to everybody (Uploads)",
    "what the ACL grants is not known",
  ]);
});
