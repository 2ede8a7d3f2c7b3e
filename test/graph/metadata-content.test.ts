import { describe, expect, test } from "@jest/globals";
import { losesUpload } from "../../src/graph/functions/metadata-content.ts";
import { type Graph, isOutside } from "../../src/graph/model.ts";
import type { Ternary } from "../../src/graph/ternary.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf } from "./graph-of.ts";

const fn =
  "\n  Fn: {Type: AWS::Lambda::Function, Properties: {Role: r, Runtime: python3.13, Handler: i.h, Code: {ZipFile: x}}}";

function loses(graph: Graph, target: string): Ternary {
  const edge = graph.edges("triggers").find((one) => !isOutside(one.target) && one.target.logicalId === target);
  if (edge === undefined) throw new Error(`nothing triggers ${target}`);
  return losesUpload(edge, World.open.fresh());
}

describe("a rule's target", () => {
  const rule = (more: string): Graph =>
    graphOf(`Parameters: {Path: {Type: String}}
Resources:${fn}
  Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3]}, Targets: [{Id: a, Arn: !GetAtt Fn.Arn${more}}]}}`);
  const transformer = (paths: string, template: string): string =>
    `, InputTransformer: {InputPathsMap: ${paths}, InputTemplate: '${template}'}`;
  test.each([
    ["", false],
    [", Input: '{}'", true],
    [", InputPath: $.detail.bucket", true],
    [", InputPath: $.detail.object", false],
    [", InputPath: $.detail", false],
    [", InputPath: $", false],
    [transformer("{k: $.detail.object.key}", '{"file": <k>}'), false],
    [transformer("{t: $.time}", '{"when": <t>}'), false],
    [transformer("{b: $.detail.bucket.name}", '{"bucket": <b>}'), true],
    [transformer("{b: $.detail.bucket.name, k: $.detail.object.key}", '{"bucket": <b>}'), true],
    [transformer("{b: $.detail.bucket.name}", '{"bucket": <b>, "event": <aws.events.event.json>}'), false],
    [transformer("{k: \"$.detail.object['key']\"}", "<k>"), false],
  ])("with %s: %s", (more, expected) => {
    expect(loses(rule(more), "Fn")).toBe(expected);
  });

  test("is not known where the path is a parameter", () => {
    expect(loses(rule(", InputPath: !Ref Path"), "Fn")).toMatchObject([{ name: "Path" }]);
  });
});

describe("the template of a pipe", () => {
  const pipe = (template: string): Graph =>
    graphOf(`Resources:${fn}
  Jobs: {Type: AWS::SQS::Queue}
  Pipe: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: r, Source: !GetAtt Jobs.Arn, Target: !GetAtt Fn.Arn, TargetParameters: {InputTemplate: '${template}'}}}`);
  test.each([
    ['{"what": "upload"}', true],
    ['{"body": <$.body>}', false],
    ['{"key": <$.body.detail.object.key>}', false],
    ['{"id": <$.messageId>}', true],
    ["", false],
  ])("%s: %s", (template, expected) => {
    expect(loses(pipe(template), "Fn")).toBe(expected);
  });
});

describe("the item that a workflow puts", () => {
  const flow = (parameters: string, action = "putItem"): Graph =>
    graphOf(`Resources:
  Details: {Type: AWS::DynamoDB::Table, Properties: {}}
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: r
      Definition: {StartAt: A, States: {A: {Type: Task, End: true, Resource: "arn:aws:states:::dynamodb:${action}", ${parameters}}}}`);
  test.each([
    ["Parameters: {TableName: !Ref Details, Item: {id: {S: upload}}}", true],
    ['Parameters: {TableName: !Ref Details, Item: {id: {"S.$": $.detail.object.key}}}', false],
    ['Arguments: {TableName: !Ref Details, Item: {id: {S: "{% $states.input.detail.object.key %}"}}}', false],
  ])("%s: %s", (parameters, expected) => {
    expect(loses(flow(parameters), "Details")).toBe(expected);
  });

  test("loses nothing where it only reads", () => {
    expect(loses(flow("Parameters: {TableName: !Ref Details, Key: {id: {S: x}}}", "getItem"), "Details")).toBe(false);
  });
});
