import { describe, expect, test } from "@jest/globals";
import { expanded } from "./expanded.ts";

const resources = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Events: {Jobs: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}}
  Table: {Type: AWS::Serverless::SimpleTable}
  Bucket: {Type: AWS::S3::Bucket}
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
`;

function connected(source: string, destination: string, permissions: string, rest = ""): ReturnType<typeof expanded> {
  return expanded(`${resources}  C:
    Type: AWS::Serverless::Connector
    Properties: {Source: ${source}, Destination: ${destination}, Permissions: ${permissions}}
${rest}`);
}

describe("a connector", () => {
  test("from a function gives its role a policy", () => {
    const { types, properties } = connected("{Id: Fn}", "{Id: Table}", "[Write]");
    expect(types).toMatchObject({ CPolicy: "AWS::IAM::ManagedPolicy" });
    expect(properties("CPolicy")).toMatchObject({
      Roles: [{ Ref: "FnRole" }],
      PolicyDocument: {
        Statement: [
          {
            Action: expect.arrayContaining(["dynamodb:PutItem"]),
            Resource: [
              { "Fn::GetAtt": ["Table", "Arn"] },
              { "Fn::Sub": ["${DestinationArn}/index/*", { DestinationArn: { "Fn::GetAtt": ["Table", "Arn"] } }] },
            ],
          },
        ],
      },
    });
  });

  test("grants reading only where that is asked for", () => {
    const { properties } = connected("{Id: Fn}", "{Id: Bucket}", "[Read]");
    const text = JSON.stringify(properties("CPolicy"));
    expect(text).toContain("s3:GetObject");
    expect(text).not.toContain("s3:PutObject");
  });

  test("to a function lets S3 invoke it, and makes no notification", () => {
    const { properties } = connected("{Id: Bucket}", "{Id: Fn}", "[Write]");
    expect(properties("CWriteLambdaPermission")).toEqual({
      Action: "lambda:InvokeFunction",
      FunctionName: { "Fn::GetAtt": ["Fn", "Arn"] },
      Principal: "s3.amazonaws.com",
      SourceArn: { "Fn::GetAtt": ["Bucket", "Arn"] },
      SourceAccount: { "Fn::Sub": "${AWS::AccountId}" },
    });
    expect(properties("Bucket")).toBeNull();
  });

  test("from a topic opens a queue to it", () => {
    const { properties } = connected("{Id: Topic}", "{Id: Queue}", "[Write]");
    expect(properties("CQueuePolicy")).toMatchObject({
      Queues: [{ Ref: "Queue" }],
      PolicyDocument: { Statement: [{ Condition: { ArnEquals: { "aws:SourceArn": { Ref: "Topic" } } } }] },
    });
  });

  test("from a queue is there before the mapping that reads it", () => {
    const { resource } = connected("{Id: Queue}", "{Id: Fn}", "[Read, Write]");
    expect(resource("FnJobs").dependsOn).toEqual(["CPolicy"]);
  });

  test("with several destinations makes something for each, and what depends on it depends on all", () => {
    const { types, resource } = connected(
      "{Id: Fn}",
      "[{Id: Table}, {Id: Topic}]",
      "[Write]",
      "  Last: {Type: AWS::SNS::Topic, DependsOn: C}\n",
    );
    expect(types).toMatchObject({
      CPolicyDestination0: "AWS::IAM::ManagedPolicy",
      CPolicyDestination1: "AWS::IAM::ManagedPolicy",
    });
    expect(types).not.toHaveProperty("C");
    expect(resource("Last").dependsOn).toEqual(["CPolicyDestination0", "CPolicyDestination1"]);
  });

  test("to a resource elsewhere takes what is told about it", () => {
    const { properties } = connected("{Id: Fn}", "{Type: AWS::SNS::Topic, Arn: arn:aws:sns:eu-west-1:1:t}", "[Write]");
    expect(properties("CPolicy")).toMatchObject({
      PolicyDocument: { Statement: [{ Action: ["sns:Publish"], Resource: ["arn:aws:sns:eu-west-1:1:t"] }] },
    });
  });

  test("written into its source is one of that source", () => {
    const { types, resource } = expanded(
      resources
        .replace("  Topic: {Type: AWS::SNS::Topic}", "")
        .replace(
          "  Fn:\n",
          "  Fn:\n    Connectors: {Save: {Properties: {Destination: {Id: Table}, Permissions: [Write]}}}\n",
        ),
    );
    expect(types).toMatchObject({ FnSavePolicy: "AWS::IAM::ManagedPolicy" });
    expect(resource("FnSavePolicy").generatedBy).toBe("Fn");
    expect(resource("Fn").node.entries.has("Connectors")).toBe(false);
  });

  test.each([
    ["{Id: Fn}", "{Id: Nowhere}", "[Write]"],
    ["{Id: Topic}", "{Id: Table}", "[Write]"],
    ["{Id: Fn}", "{Id: Topic}", "[Read]"],
    ["{Id: Fn}", "{Id: Topic}", "[Own]"],
    ["{Id: Queue}", "{Id: Fn}", "[Read]"],
    ["{Type: AWS::Lambda::Function, Arn: arn:f}", "{Id: Topic}", "[Write]"],
  ])("from %s to %s with %s is refused", (source, destination, permissions) => {
    const { diagnostics, types } = connected(source, destination, permissions);
    expect(diagnostics).toMatchObject([{ code: "sam-connector", line: 15 }]);
    expect(Object.keys(types).filter((id) => id.startsWith("C"))).toEqual([]);
  });
});
