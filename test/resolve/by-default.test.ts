import { expect, test } from "@jest/globals";
import { isOffByDefault } from "../../src/resolve/by-default.ts";
import { always } from "../../src/resolve/guard.ts";
import { graphOf } from "../graph/graph-of.ts";

const { stacks } = graphOf(`Parameters:
  Env: {Type: String, Default: dev, AllowedValues: [dev, stage, prod]}
  Size: {Type: Number, Default: 1, AllowedValues: [1, 2]}
  Free: {Type: String, AllowedValues: [a, b]}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Equals [!Ref Env, dev]
  IsLarge: !Equals [!Ref Size, 2]
  IsA: !Equals [!Ref Free, a]
  IsStored: !Equals [!Ref Stored, x]
  Either: !Or [!Condition IsProd, !Condition IsA]
  Both: !And [!Condition IsProd, !Condition IsA]
  DevOrLarge: !Or [!Condition IsDev, !Condition IsLarge]
Resources: {}
`);

test.each([
  ["IsProd", true],
  ["IsDev", false],
  ["IsLarge", true],
  ["IsA", false],
  ["IsStored", false],
  ["Either", false],
  ["Both", true],
  ["DevOrLarge", false],
])("%s takes other values than the defaults: %s", (condition, expected) => {
  const [stack] = stacks;
  const guard = stack?.conditions.get(condition);
  if (guard === undefined) throw new Error("no such condition");
  expect(isOffByDefault(guard, always, new Map(stacks.map((one) => [one.stack.name, one])))).toBe(expected);
});
