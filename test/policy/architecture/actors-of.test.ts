import { describe, expect, test } from "@jest/globals";
import { architecture, boundTo, broken, component, conformanceOf, flow } from "./sample-architecture.ts";

const role = (id: string, ...statements: readonly string[]): string => `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [${statements.join(", ")}]}}]
`;

const fn = (id: string, variables: string): string =>
  `  ${id}: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt ${id}Role.Arn, Code: {S3Bucket: b, S3Key: k}, Environment: {Variables: {${variables}}}}}\n`;

const table = (id: string): string =>
  `  ${id}: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}], AttributeDefinitions: [{AttributeName: id, AttributeType: S}]}}\n`;

/** A function that an upload starts and that hands on to another one, which stores. */
const handingOver = `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Check.Arn}]}}
${fn("Check", "QUEUE: !Ref Checked")}${role("CheckRole", '{Effect: Allow, Action: "sqs:SendMessage", Resource: !GetAtt Checked.Arn}')}  Checked: {Type: AWS::SQS::Queue}
  Take: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Checked.Arn, FunctionName: !Ref Store}}
${fn("Store", "TABLE: !Ref Details")}${role("StoreRole", '{Effect: Allow, Action: "dynamodb:PutItem", Resource: !GetAtt Details.Arn}')}${table("Details")}`;

const asked = architecture({
  components: [
    component("worker", ["compute.fn"], { where: { kind: "startedBy", roles: ["object"] } }),
    component("meta", ["nosql"], { where: { kind: "writableBy", component: "worker" } }),
  ],
  flows: [flow("save", "worker", "meta", [{ kind: "can", actions: ["dynamodb:PutItem"] }, { kind: "references" }])],
});

describe("a function that hands its work on", () => {
  test("stores by the function that takes it from the queue", () => {
    const conformance = conformanceOf(handingOver, asked);
    expect(boundTo(conformance, "meta")).toEqual(["Details"]);
    expect(broken(conformance)).toEqual([]);
    expect(conformance.unbound).toEqual([]);
  });

  test.each([
    ["may not send to the queue", "sqs:SendMessage", "sqs:GetQueueUrl"],
    ["is not told of the queue", "QUEUE: !Ref Checked", "QUEUE: elsewhere"],
    ["is not taken from by anybody", "FunctionName: !Ref Store", "FunctionName: other"],
  ])("does not where it %s", (_, from, to) => {
    expect(broken(conformanceOf(handingOver.replace(from, to), asked))).toContain("missing component.meta");
  });

  test("does not where the other may not store either", () => {
    const template = handingOver.replace("dynamodb:PutItem", "dynamodb:GetItem");
    expect(broken(conformanceOf(template, asked))).toContain("missing component.meta");
  });

  test("is left alone where it keeps something itself", () => {
    const own = handingOver
      .replace("QUEUE: !Ref Checked", "QUEUE: !Ref Checked, TABLE: !Ref Own")
      .replace(
        '"sqs:SendMessage", Resource: !GetAtt Checked.Arn',
        '["sqs:SendMessage", "dynamodb:PutItem"], Resource: "*"',
      )
      .concat(table("Own"))
      .replace(
        'Action: "dynamodb:PutItem", Resource: !GetAtt Details.Arn',
        'Action: "dynamodb:PutItem", Resource: !GetAtt Details.Arn',
      );
    const narrow = own.replace('Resource: "*"', "Resource: [!GetAtt Checked.Arn, !GetAtt Own.Arn]");
    expect(boundTo(conformanceOf(narrow, asked), "meta")).toEqual(["Own"]);
  });
});
