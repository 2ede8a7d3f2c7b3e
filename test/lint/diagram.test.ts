import { describe, expect, test } from "@jest/globals";
import { type Diagram, diagramOf } from "../../src/lint/diagram.ts";
import { resolveApp } from "../../src/lint/judge-app.ts";
import { stack } from "./sample-judgement.ts";

function diagram(text: string, all = false): Diagram {
  const app = { name: "shop.yaml", kind: "template" as const, stacks: [stack(text)] };
  return diagramOf([resolveApp(app, { parameters: new Map(), stackTags: new Map() })], { all });
}

const photos = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Details: {Type: AWS::DynamoDB::Table}
  Rules: {Type: AWS::CloudFormation::WaitConditionHandle}
  Examine:
    Type: AWS::Serverless::Function
    Condition: IsProd
    Properties:
      Runtime: python3.12
      Handler: a.b
      InlineCode: ""
      Environment: {Variables: {TABLE: !Ref Details}}
      Policies: [{DynamoDBWritePolicy: {TableName: !Ref Details}}]
      Events: {Up: {Type: S3, Properties: {Bucket: !Ref Uploads, Events: "s3:ObjectCreated:*"}}}
`;

describe("the data of a picture", () => {
  test("has the app's edges, each with what it says and when it is there", () => {
    const { edges } = diagram(photos);
    expect(edges).toContainEqual({
      from: "shop.yaml/Uploads",
      to: "shop.yaml/Examine",
      kind: "triggers",
      label: "notification s3:ObjectCreated:*",
      guard: "IsProd=true",
    });
    expect(edges).toContainEqual(expect.objectContaining({ kind: "references", to: "shop.yaml/Details" }));
  });

  test("shows what compute may do with what it is told about, and with what starts it", () => {
    const { edges } = diagram(photos);
    const access = edges.filter(({ kind }) => kind === "can");
    expect(access).toEqual([
      {
        from: "shop.yaml/Examine",
        to: "shop.yaml/Details",
        kind: "can",
        label: "dynamodb:PutItem, dynamodb:UpdateItem",
        guard: "IsProd=true",
      },
    ]);
  });

  test("asks nobody whether he may put events into a rule, which only hands them on", () => {
    const { edges } = diagram(`Resources:
  Nightly: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Targets: [{Id: a, Arn: !GetAtt Clean.Arn}]}}
  Clean: {Type: AWS::Lambda::Function, Properties: {Role: !ImportValue role}}
`);
    expect(edges.map(({ kind }) => kind)).toEqual(["triggers"]);
  });

  test("leaves out plumbing that nothing leads to, unless all is asked for", () => {
    const ids = (all: boolean): readonly string[] => diagram(photos, all).nodes.map(({ label }) => label);
    expect(ids(false)).not.toContain("Rules");
    expect(ids(true)).toContain("Rules");
  });

  test("has a node for what lies outside, once", () => {
    const { nodes, edges } = diagram(`Parameters: {Fn: {Type: String}}
Resources:
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        LambdaConfigurations:
          - {Event: "s3:ObjectCreated:Put", Function: !Ref Fn}
          - {Event: "s3:ObjectRemoved:*", Function: !Ref Fn}
`);
    const outside = nodes.filter(({ group }) => group === null);
    expect(outside.map(({ label }) => label)).toEqual(["parameter Fn has no value"]);
    expect(edges.map(({ to }) => to)).toEqual([outside[0]?.id, outside[0]?.id]);
  });
});
