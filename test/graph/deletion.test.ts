import { describe, expect, test } from "@jest/globals";
import { deletionOf, emptiedBeforeDeletion, isProtected } from "../../src/graph/stores/deletion.ts";
import { isUnknown } from "../../src/graph/ternary.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const head = `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}, Given: {Type: String}, Hidden: {Type: String, NoEcho: true}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:`;

describe("the deletion policy in effect", () => {
  test.each([
    ["as it is written", "{Type: AWS::RDS::DBInstance, DeletionPolicy: Delete, Properties: {Engine: mysql}}", "Delete"],
    ["Snapshot for a database", "{Type: AWS::RDS::DBInstance, Properties: {Engine: mysql}}", "Snapshot"],
    ["Snapshot for a cluster", "{Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}", "Snapshot"],
    [
      "Delete for a member of a cluster",
      "{Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: main}}",
      "Delete",
    ],
    ["Delete for a table", "{Type: AWS::DynamoDB::Table}", "Delete"],
    ["Delete for a volume", "{Type: AWS::EC2::Volume}", "Delete"],
    [
      "Retain but for a failed creation",
      "{Type: AWS::DynamoDB::Table, DeletionPolicy: RetainExceptOnCreate}",
      "RetainExceptOnCreate",
    ],
    ["not known for a parameter", "{Type: AWS::DynamoDB::Table, DeletionPolicy: !Ref Given}", "? Given"],
    ["not known for a hidden parameter", "{Type: AWS::DynamoDB::Table, DeletionPolicy: !Ref Hidden}", "? Hidden"],
  ])("%s", (_, resource, expected) => {
    const graph = graphOf(`${head}\n  Thing: ${resource}`);
    const policy = inEveryWorld((world) => deletionOf(nodeIn(graph, "Thing"), world));
    expect(typeof policy === "string" ? policy : `? ${policy.reason.name}`).toBe(expected);
  });

  test("what the world chooses", () => {
    const graph = graphOf(
      `${head}\n  Thing: {Type: AWS::DynamoDB::Table, DeletionPolicy: !If [IsProd, Retain, Delete]}`,
    );
    expect(inWorlds((world) => deletionOf(nodeIn(graph, "Thing"), world))).toEqual({
      "Stage=prod": "Retain",
      "Stage=dev": "Delete",
    });
  });
});

test.each<readonly [string, string, boolean | string]>([
  ["a database", "{Type: AWS::RDS::DBInstance, Properties: {DeletionProtection: true}}", true],
  ["a table", '{Type: AWS::DynamoDB::Table, Properties: {DeletionProtectionEnabled: "true"}}', true],
  [
    "a global table by a replica",
    "{Type: AWS::DynamoDB::GlobalTable, Properties: {Replicas: [{Region: a}, {Region: b, DeletionProtectionEnabled: true}]}}",
    true,
  ],
  ["no global table without", "{Type: AWS::DynamoDB::GlobalTable, Properties: {Replicas: [{Region: a}]}}", false],
  ["no table that says nothing", "{Type: AWS::DynamoDB::Table}", false],
  [
    "perhaps a table with a parameter",
    "{Type: AWS::DynamoDB::Table, Properties: {DeletionProtectionEnabled: !Ref Given}}",
    "? Given",
  ],
])("its service protects %s from deletion", (_, resource, expected) => {
  const graph = graphOf(`${head}\n  Thing: ${resource}`);
  const answer = inEveryWorld((world) => isProtected(nodeIn(graph, "Thing"), world));
  expect(isUnknown(answer) ? `? ${answer[0].name}` : answer).toBe(expected);
});

test("a custom resource empties the bucket that it names, in the worlds in which it is there", () => {
  const graph = graphOf(`${head}
  A: {Type: AWS::S3::Bucket}
  B: {Type: AWS::S3::Bucket}
  Empty: {Type: Custom::S3AutoDeleteObjects, Condition: IsProd, Properties: {ServiceToken: arn, BucketName: !Ref A}}`);
  const emptied = (id: string): Readonly<Record<string, number>> =>
    inWorlds((world) => emptiedBeforeDeletion(graph, nodeIn(graph, id), world).length);
  expect(emptied("A")).toEqual({ "Stage=prod": 1, "Stage=dev": 0 });
  expect(emptied("B")).toEqual({ "": 0 });
});
