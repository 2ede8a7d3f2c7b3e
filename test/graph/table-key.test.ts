import { expect, test } from "@jest/globals";
import { keyAttribute, namesSomebody } from "../../src/graph/stores/table-key.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

test.each([
  ["userId", true],
  ["user_id", true],
  ["USER", true],
  ["customerEmail", true],
  ["PK", false],
  ["objectKey", false],
  ["browserUsed", false],
])("whether %s names somebody: %s", (name, expected) => {
  expect(namesSomebody(name)).toBe(expected);
});

test("finds the attributes of the key by what they are for", () => {
  const graph = graphOf(`
Parameters: {Key: {Type: String}}
Resources:
  One: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: at, KeyType: RANGE}, {AttributeName: owner, KeyType: HASH}]}}
  Two: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: !Ref Key, KeyType: HASH}]}}`);
  const key = (name: string, kind: "HASH" | "RANGE") => keyAttribute(nodeIn(graph, name), kind, World.open.fresh());
  expect(key("One", "HASH")).toBe("owner");
  expect(key("One", "RANGE")).toBe("at");
  expect(key("Two", "HASH")).toMatchObject({ name: "Key" });
  expect(key("Two", "RANGE")).toBeUndefined();
});
