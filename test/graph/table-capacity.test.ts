import { describe, expect, test } from "@jest/globals";
import { fixedCapacity, isOnDemand } from "../../src/graph/stores/table-capacity.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inWorlds } from "./in-worlds.ts";

const index =
  "GlobalSecondaryIndexes: [{IndexName: by-owner, KeySchema: [], ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}}]";
const table = (properties = "KeySchema: []"): string =>
  `\n  Details: {Type: AWS::DynamoDB::Table, Properties: {${properties}}}`;
const target = (name: string, dimension: string, id = '!Sub "table/${Details}"', more = ""): string =>
  `\n  ${name}: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ServiceNamespace: dynamodb, ScalableDimension: "dynamodb:${dimension}CapacityUnits", ResourceId: ${id}${more}}}`;
const policy = (name: string, of: string): string =>
  `\n  ${name}: {Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {PolicyName: p, PolicyType: TargetTrackingScaling, ${of}}}`;

function fixed(...resources: readonly string[]) {
  const graph = graphOf(`Resources:${resources.join("")}`);
  return fixedCapacity(graph, nodeIn(graph, "Details"), World.open.fresh());
}

describe("the capacity of a provisioned table", () => {
  test("is fixed for reads and writes, and for each index", () => {
    expect(fixed(table(index)).items).toEqual([
      "reads of the table",
      "writes of the table",
      "reads of the index by-owner",
      "writes of the index by-owner",
    ]);
  });

  test("is scaled by a target with a policy, in that dimension only", () => {
    const reads = target("Reads", "table:Read") + policy("Follow", "ScalingTargetId: !Ref Reads");
    expect(fixed(table(), reads).items).toEqual(["writes of the table"]);
  });

  test("of an index is not scaled by a target of its table", () => {
    const all =
      target("Reads", "table:Read") +
      policy("A", "ScalingTargetId: !Ref Reads") +
      target("Writes", "table:Write") +
      policy("B", "ScalingTargetId: !Ref Writes") +
      target("IndexReads", "index:Read", '!Sub "table/${Details}/index/by-owner"') +
      policy("C", "ScalingTargetId: !Ref IndexReads");
    expect(fixed(table(index), all).items).toEqual(["writes of the index by-owner"]);
  });

  test("is not scaled by a target that nothing moves", () => {
    expect(fixed(table(), target("Reads", "table:Read")).items).toContain("reads of the table");
  });

  test("is scaled by actions on a schedule, and by a policy that names the resource itself", () => {
    const actions = ", ScheduledActions: [{ScheduledActionName: a, Schedule: x}]";
    const named =
      'ServiceNamespace: dynamodb, ScalableDimension: "dynamodb:table:WriteCapacityUnits", ResourceId: !Sub "table/${Details}"';
    const all =
      target("Reads", "table:Read", undefined, actions) + target("Writes", "table:Write") + policy("Follow", named);
    expect(fixed(table(), all).items).toEqual([]);
  });

  test("is fixed by a target of another table", () => {
    const other = "\n  Other: {Type: AWS::DynamoDB::Table, Properties: {}}";
    const reads =
      target("Reads", "table:Read", '!Sub "table/${Other}"') + policy("Follow", "ScalingTargetId: !Ref Reads");
    expect(fixed(table(), other, reads).items).toContain("reads of the table");
  });

  test("may be scaled from elsewhere where the table is exported", () => {
    const text = `Resources:${table()}\nOutputs: {Name: {Value: !Ref Details, Export: {Name: details}}}`;
    const graph = graphOf(text);
    expect(fixedCapacity(graph, nodeIn(graph, "Details"), World.open.fresh()).unless).toMatchObject({ kind: "escape" });
  });
});

test("a global table names its replicas with fixed reads", () => {
  const replicas =
    "Replicas: [{Region: eu-west-1, ReadProvisionedThroughputSettings: {ReadCapacityUnits: 5}}, {Region: eu-central-1, ReadProvisionedThroughputSettings: {ReadCapacityAutoScalingSettings: {MinCapacity: 1}}}]";
  const global = `\n  Details: {Type: AWS::DynamoDB::GlobalTable, Properties: {BillingMode: PROVISIONED, ${replicas}}}`;
  expect(fixed(global).items).toEqual(["reads of the replica in eu-west-1"]);
});

test("a table is on demand only where it says so", () => {
  const text = (mode: string): string => `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}, Mode: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources: {Details: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: ${mode}}}}`;
  const ask = (mode: string) => {
    const graph = graphOf(text(mode));
    return inWorlds((world) => isOnDemand(nodeIn(graph, "Details"), world));
  };
  expect(ask("PAY_PER_REQUEST")).toEqual({ "": true });
  expect(ask("PROVISIONED")).toEqual({ "": false });
  expect(ask("!Ref AWS::NoValue")).toEqual({ "": false });
  expect(ask("!Ref Mode")).toMatchObject({ "": [{ name: "Mode" }] });
  expect(ask("!If [IsProd, PAY_PER_REQUEST, PROVISIONED]")).toEqual({ "Stage=prod": true, "Stage=dev": false });
});
