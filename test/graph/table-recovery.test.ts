import { describe, expect, test } from "@jest/globals";
import { hasPointInTimeRecovery, isBackedUp, itemsExpire } from "../../src/graph/stores/table-recovery.ts";
import type { Ternary } from "../../src/graph/ternary.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const table = (properties: string, more = "", type = "Table"): string => `
Parameters: {On: {Type: String}}
Resources:
  Details: {Type: AWS::DynamoDB::${type}, Properties: {BillingMode: PAY_PER_REQUEST, ${properties}}}${more}`;

const on = "PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}";

function ask(text: string): { readonly recovery: Ternary; readonly backup: Ternary; readonly expire: Ternary } {
  const graph = graphOf(text);
  const node = nodeIn(graph, "Details");
  const world = World.open.fresh();
  return {
    recovery: hasPointInTimeRecovery(node, world),
    backup: isBackedUp(graph, node, world),
    expire: itemsExpire(node, world),
  };
}

describe("point-in-time recovery", () => {
  test.each([
    [table(on), true],
    [table("TableName: x"), false],
    [table('PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: "true"}'), true],
    [table(`Replicas: [{Region: a, ${on}}, {Region: b, ${on}}]`, "", "GlobalTable"), true],
    [table(`Replicas: [{Region: a, ${on}}, {Region: b}]`, "", "GlobalTable"), false],
    [table(`Replicas: [{Region: a}], ${on}`, "", "GlobalTable"), false],
  ])("%s: %s", (text, expected) => {
    expect(ask(text).recovery).toBe(expected);
  });

  test("is not known where a parameter decides", () => {
    const text = table("PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: !Ref On}");
    expect(ask(text).recovery).toMatchObject([{ name: "On" }]);
  });
});

describe("a backup plan", () => {
  const selection = (rules: string): string => `
  Selection: {Type: AWS::Backup::BackupSelection, Properties: {BackupPlanId: p, BackupSelection: {SelectionName: s, ${rules}}}}`;
  const tagged = "Tags: [{Key: backup, Value: daily}]";
  test.each([
    ['Resources: ["*"]', true],
    ['Resources: ["arn:aws:dynamodb:*:*:table/*"]', true],
    ["Resources: [!GetAtt Details.Arn]", true],
    ['Resources: ["arn:aws:rds:*:*:db:*"]', false],
    ['Resources: ["*"], NotResources: ["arn:aws:dynamodb:*"]', false],
    ["ListOfTags: [{ConditionType: STRINGEQUALS, ConditionKey: backup, ConditionValue: daily}]", true],
  ])("that selects %s: %s", (rules, expected) => {
    expect(ask(table(tagged, selection(rules))).backup).toBe(expected);
  });

  test("that selects by a tag which the stack may give is not known", () => {
    const rules = "ListOfTags: [{ConditionType: STRINGEQUALS, ConditionKey: backup, ConditionValue: weekly}]";
    expect(ask(table(tagged, selection(rules))).backup).toMatchObject([{ kind: "tags" }]);
  });

  test("may stand elsewhere for a table that is exported", () => {
    const text = `${table("TableName: x")}\nOutputs: {T: {Value: !GetAtt Details.Arn, Export: {Name: t}}}`;
    expect(ask(text).backup).toMatchObject([{ kind: "escape" }]);
  });
});

test("items with a time to live expire", () => {
  expect(ask(table("TimeToLiveSpecification: {AttributeName: t, Enabled: true}")).expire).toBe(true);
  expect(ask(table("TimeToLiveSpecification: {AttributeName: t, Enabled: false}")).expire).toBe(false);
});
