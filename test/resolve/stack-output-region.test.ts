import { describe, expect, test } from "@jest/globals";
import type { Stack } from "../../src/input/app.ts";
import { resolveStacks } from "../../src/resolve/stacks.ts";
import { probe, show, stackOf } from "./given-stack.ts";

const shop = "Resources: {Jobs: {Type: AWS::SQS::Queue}}\nOutputs: {Queue: {Value: !GetAtt Jobs.Arn}}\n";

/** What a stack reads of the stack `shop`, both where they are deployed. */
function read(region: string, reader: Partial<Stack>, owner: Partial<Stack>): string {
  const text = `Resources: {Probe: {Type: T, Properties: {V: {Fn::GetStackOutput: {StackName: shop, OutputName: Queue, Region: ${region}}}}}}`;
  const stacks = [stackOf(text, reader), stackOf(shop, { name: "shop", ...owner })];
  const [first] = resolveStacks(stacks, () => ({ parameters: new Map() }));
  return first === undefined ? "" : show(probe(first.resolved));
}

const account = "111122223333";
const inIreland = { account, region: "eu-west-1" };
const inVirginia = { account, region: "us-east-1" };

describe("an output that is read by stack and Region", () => {
  test("is the value that the stack in that Region returns", () => {
    expect(read("eu-west-1", inIreland, inIreland)).toBe("<Jobs.Arn>");
    expect(read("us-east-1", inIreland, inVirginia)).toBe("<Jobs.Arn>");
    expect(read("!Ref AWS::Region", inIreland, inIreland)).toBe("<Jobs.Arn>");
    expect(read("!Ref AWS::Region", {}, {})).toBe("<Jobs.Arn>");
  });

  test("is not known where the stack may be in another Region or account", () => {
    const unknown = expect.stringMatching(/^<\?GetStackOutput of /);
    expect(read("us-east-1", inIreland, inIreland)).toEqual(unknown);
    expect(read("eu-west-1", inIreland, inVirginia)).toEqual(unknown);
    expect(read("eu-west-1", {}, {})).toEqual(unknown);
    expect(read("!Ref AWS::Region", inIreland, inVirginia)).toEqual(unknown);
    expect(read("!ImportValue where", inIreland, inIreland)).toEqual(unknown);
    expect(read("eu-west-1", { ...inIreland, account: "000000000000" }, inIreland)).toEqual(unknown);
  });
});
