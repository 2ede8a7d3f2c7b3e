import { describe, expect, test } from "@jest/globals";
import { untoldTables } from "../../src/graph/stores/untold-tables.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const table = (properties = ""): string => `\n  Details: {Type: AWS::DynamoDB::Table, Properties: {${properties}}}`;
const role = (action = "dynamodb:PutItem", resource = "!GetAtt Details.Arn"): string => `
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "${action}", Resource: ${resource}}]}}]`;
const fn = (code = "{S3Bucket: b, S3Key: k}", more = "", name = "Fn"): string =>
  `\n  ${name}: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Runtime: python3.13, Handler: i.h, Code: ${code}${more}}}`;

function untold(...resources: readonly string[]): Readonly<Record<string, string>> {
  const graph = graphOf(`Parameters: {Map: {Type: String}}\nResources:${resources.join("")}`);
  const found = untoldTables(graph, nodeIn(graph, "Fn"), World.open.fresh());
  return Object.fromEntries(found.map((one) => [one.table.logicalId, one.unless?.message ?? "surely"]));
}

describe("a table that a function may write by name", () => {
  test("is untold where nothing says its name", () => {
    expect(untold(table(), role(), fn())).toEqual({ Details: "surely" });
  });

  test.each([
    ["is told in the environment", [table(), role(), fn(undefined, ", Environment: {Variables: {T: !Ref Details}}")]],
    [
      "is told inside a text of the environment",
      [table(), role(), fn(undefined, ', Environment: {Variables: {T: !Sub "x-${Details}"}}')],
    ],
    ["is told in inline code", [table("TableName: photos"), role(), fn("{ZipFile: \"table = 'photos'\"}")]],
    ["is no matter where the function may only read it", [table(), role("dynamodb:GetItem"), fn()]],
    ["is no matter where the right is on everything", [table(), role(undefined, '"*"'), fn()]],
    ["is no matter where the role serves several functions", [table(), role(), fn(), fn(undefined, "", "Other")]],
  ])("%s", (_title, resources) => {
    expect(untold(...resources)).toEqual({});
  });

  test.each([
    ["in the package, where it is fixed", [table("TableName: photos"), role(), fn()], /fixed name/],
    [
      "from a parameter of Systems Manager",
      [table(), role(), fn(), "\n  P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Details}}"],
      /SSM parameter/,
    ],
    [
      "from an environment that is not known",
      [table(), role(), fn(undefined, ", Environment: {Variables: !Ref Map}")],
      /Map/,
    ],
    [
      "from a rule that hands it on",
      [
        table(),
        role(),
        fn(),
        '\n  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: !GetAtt Fn.Arn, Input: !Sub "{\\"t\\": \\"${Details}\\"}"}]}}',
      ],
      /Rule names Details/,
    ],
    [
      "from a document that calls the function with a payload",
      [
        table(),
        role(),
        fn(),
        "\n  Run: {Type: AWS::SSM::Document, Properties: {Content: {mainSteps: [{inputs: {FunctionName: !Ref Fn}}]}}}",
      ],
      /Run calls Fn/,
    ],
  ])("may be known %s", (_title, resources, why) => {
    expect(untold(...resources).Details).toMatch(why);
  });
});
