import { expect, test } from "@jest/globals";
import { isOn, stated } from "../../src/graph/setting.ts";
import { isEncrypted } from "../../src/graph/stores/database.ts";
import { hasPointInTimeRecovery } from "../../src/graph/stores/table-recovery.ts";
import { readAt } from "../../src/resolve/reading.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const graphWith = (type: string, properties: string) =>
  graphOf(`Parameters: {P: {Type: String}}\nResources: {R: {Type: "${type}", Properties: ${properties}}}`);

const told = (answer: ReturnType<typeof isOn> | undefined): unknown =>
  Array.isArray(answer) ? answer[0]?.message : answer;

test.each([
  ["true", true],
  ['"TRUE"', true],
  ["false", false],
  ['"false"', false],
  ["dev", '"dev" is neither true nor false'],
  ["1", "1 is neither true nor false"],
  ["[true]", "a list is neither true nor false"],
  ["!Ref P", "parameter P has no value"],
])("a flag that is %s: %s", (text, expected) => {
  const { properties } = nodeIn(graphWith("AWS::RDS::DBInstance", `{MultiAZ: ${text}}`), "R");
  const value = readAt(properties, ["MultiAZ"], World.open.fresh());
  expect([told(isOn(value)), told(stated(value))]).toEqual([expected, expected]);
});

test("a flag that is not set is off, and is not stated", () => {
  const { properties } = nodeIn(graphWith("AWS::RDS::DBInstance", "{Engine: mysql}"), "R");
  const value = readAt(properties, ["MultiAZ"], World.open.fresh());
  expect([isOn(value), stated(value)]).toEqual([false, undefined]);
});

test("a text that is no boolean is neither encryption nor the lack of it", () => {
  const node = nodeIn(graphWith("AWS::RDS::DBInstance", "{Engine: mysql, StorageEncrypted: prod}"), "R");
  expect(told(isEncrypted(node, World.open.fresh()))).toBe('"prod" is neither true nor false');
});

test("nor recovery of a table", () => {
  const specification = "{PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: prod}}";
  const node = nodeIn(graphWith("AWS::DynamoDB::Table", specification), "R");
  expect(told(hasPointInTimeRecovery(node, World.open.fresh()))).toBe('"prod" is neither true nor false');
});
