import { describe, expect, test } from "@jest/globals";
import { isOutside } from "../../src/graph/model.ts";
import { graphOf } from "./graph-of.ts";

function references(text: string): readonly string[] {
  return graphOf(text)
    .edges("references")
    .map(
      ({ source, target, via, attribute }) =>
        `${source.logicalId} ${via} ${attribute} ${isOutside(target) ? "?" : target.logicalId}`,
    );
}

const stores = `Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub "\${AWS::StackName}-details"}}`;

const fn = (environment: string): string => `${stores}
  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}, Environment: {Variables: {${environment}}}}}`;

describe("what a function is told in its environment", () => {
  test.each([
    ["B: !Ref Uploads", ["Fn environment Ref Uploads"]],
    ["B: !GetAtt Uploads.Arn", ["Fn environment Arn Uploads"]],
    ['B: !Sub "s3://${Uploads}/in"', ["Fn environment Ref Uploads"]],
    ['B: !Sub "arn:aws:s3:::${Uploads}"', ["Fn environment Ref Uploads"]],
    ["A: !Ref Uploads, B: !GetAtt Uploads.Arn", ["Fn environment Ref Uploads"]],
    ['B: !Sub "https://${Uploads}.s3.amazonaws.com/logo.png"', ["Fn environment Url Uploads"]],
    ["B: !GetAtt Uploads.WebsiteURL", ["Fn environment WebsiteURL Uploads"]],
    ['T: !Sub "${AWS::StackName}-details"', ["Fn environment Name Table"]],
    ['T: !Sub "arn:aws:dynamodb:eu-west-1:111122223333:table/${AWS::StackName}-details"', ["Fn environment Arn Table"]],
    ["T: !GetAtt Table.StreamArn", ["Fn environment StreamArn Table"]],
    ['B: !Sub "${Uploads},${Table}"', ["Fn environment Ref Uploads", "Fn environment Ref Table"]],
    ["B: something-else", []],
  ])("%s: %j", (environment, expected) => {
    expect(references(fn(environment))).toEqual(expected);
  });

  test("by way of an SSM parameter", () => {
    const text = `${fn("P: !Ref Where")}\n  Where: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Uploads}}`;
    expect(references(text)).toEqual(["Fn parameter-store Ref Uploads"]);
  });
});

describe("what other compute is told", () => {
  test.each([
    [
      "an instance, in its user data",
      '\n  C: {Type: AWS::EC2::Instance, Properties: {ImageId: a, UserData: {"Fn::Base64": !Sub "aws s3 sync /x s3://${Uploads}"}}}',
      ["C user-data Ref Uploads"],
    ],
    [
      "an instance, in its cfn-init metadata",
      '\n  C: {Type: AWS::EC2::Instance, Metadata: {"AWS::CloudFormation::Init": {config: {files: {/etc/app: {content: !Sub "bucket=${Uploads}"}}}}}, Properties: {ImageId: a}}',
      ["C cfn-init Ref Uploads"],
    ],
    [
      "a group, by its launch template",
      `
  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {UserData: {"Fn::Base64": !Join ["", ["B=", !Ref Uploads]]}}}}
  C: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: {LaunchTemplateId: !Ref T, Version: "1"}}}`,
      ["C user-data Ref Uploads"],
    ],
    [
      "a service, by its task definition",
      `
  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: c, Image: i, Environment: [{Name: T, Value: !Ref Table}]}]}}
  C: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref T}}`,
      ["C container Ref Table"],
    ],
    [
      "an environment of Elastic Beanstalk",
      "\n  C: {Type: AWS::ElasticBeanstalk::Environment, Properties: {OptionSettings: [{Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: B, Value: !Ref Uploads}, {Namespace: 'aws:elb', OptionName: L, Value: !Ref Table}]}}",
      ["C environment Ref Uploads"],
    ],
  ])("%s", (_title, more, expected) => {
    expect(references(stores + more)).toEqual(expected);
  });
});

test("a function that CloudFormation calls while it deploys is infrastructure, and told nothing that counts", () => {
  const text = `${fn("B: !Ref Uploads")}\n  Clean: {Type: "Custom::Clean", Properties: {ServiceToken: !GetAtt Fn.Arn}}`;
  expect(references(text)).toEqual([]);
});
