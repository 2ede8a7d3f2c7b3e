import { describe, expect, test } from "@jest/globals";
import { problemsOf, sound } from "./load-document.ts";
import { architecture, broken, component, conformanceOf, flow, resultOf } from "./sample-architecture.ts";

const fn = (id: string, allowed: string, variables = "OUT: elsewhere"): string => `  ${id}:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt ${id}Role.Arn, Code: {S3Bucket: b, S3Key: k}, Environment: {Variables: {${variables}}}}
  ${id}Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "${allowed}", Resource: !GetAtt Details.Arn}]}}]
`;

const bucket = (id: string, ...functions: readonly string[]): string => {
  const each = functions.map(
    (name) =>
      `{Event: "s3:ObjectCreated:*", Function: !GetAtt ${name}.Arn, Filter: {S3Key: {Rules: [{Name: suffix, Value: .${name}}]}}}`,
  );
  return `  ${id}: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [${each.join(", ")}]}}}\n`;
};

const table =
  "  Details: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}], AttributeDefinitions: [{AttributeName: id, AttributeType: S}]}}\n";
const recorder = fn("Record", "dynamodb:PutItem", "TABLE: !Ref Details");
const app = (...parts: readonly string[]): string => ["Resources:\n", table, ...parts].join("");

const asked = (oneOf: string | null): ReturnType<typeof architecture> =>
  architecture({
    components: [component("inbox", ["object"]), component("worker", ["compute.fn"]), component("meta", ["nosql"])],
    flows: [
      flow("start", "inbox", "worker", [{ kind: "triggers", events: null }]),
      flow("save", "worker", "meta", [{ kind: "can", actions: ["dynamodb:PutItem"] }, { kind: "references" }], {
        oneOf,
      }),
    ],
  });

describe("a flow that one of several must have", () => {
  const beside = app(bucket("Photos", "Thumb", "Record"), recorder, fn("Thumb", "sqs:SendMessage"));

  test("is there where one of those that a bucket starts has it", () => {
    expect(broken(conformanceOf(beside, asked("start")))).toEqual([]);
  });

  test("is asked of each without that", () => {
    expect(broken(conformanceOf(beside, asked(null)))).toEqual(["violated flow.save"]);
  });

  test("is violated where none has it", () => {
    const none = beside.replace("dynamodb:PutItem", "dynamodb:GetItem");
    expect(broken(conformanceOf(none, asked("start")))).toEqual(["violated flow.save"]);
  });

  test("is violated where there is a bucket of which none has it", () => {
    const other = app(bucket("Photos", "Record"), bucket("Films", "Thumb"), recorder, fn("Thumb", "sqs:SendMessage"));
    const { status, message } = resultOf(conformanceOf(other, asked("start")), "flow.save");
    expect([status, message]).toEqual(["violated", expect.stringContaining("Thumb")]);
  });

  test.each([
    ["is told of the table", fn("Thumb", "sqs:SendMessage", "TABLE: !Ref Details")],
    ["may write into the table", fn("Thumb", "dynamodb:PutItem")],
  ])("is violated where another one %s, which was meant to have it", (_, thumb) => {
    const template = app(bucket("Photos", "Thumb", "Record"), recorder, thumb);
    expect(broken(conformanceOf(template, asked("start")))).toEqual(["violated flow.save"]);
  });

  test("is not known where it is not known whether the other one has it", () => {
    const unseen = beside.replace("Role: !GetAtt RecordRole.Arn", "Role: arn:aws:iam::111111111111:role/elsewhere");
    expect(broken(conformanceOf(unseen, asked("start")))).toEqual(["unknown flow.save"]);
  });
});

describe("one-of in a document", () => {
  const text = (oneOf: string): string => `kind: Architecture
name: pipeline
components: {inbox: {role: object}, worker: {role: compute.fn}, meta: {role: nosql}}
flows:
  - {id: start, from: inbox, to: worker, needs: triggers}
  - {id: save, from: worker, to: meta, needs: references, one-of: ${oneOf}}
`;

  test("names a flow to where the other one begins", () => {
    expect(sound(text("start")).flows.map(({ oneOf }) => oneOf)).toEqual([null, "start"]);
    expect(problemsOf(text("strat"))).toEqual([
      "6:67 one-of of save names strat, which is no flow. Did you mean start?",
    ]);
    expect(problemsOf(text("save"))).toEqual([
      "6:67 one-of of save names save, which ends at meta; save begins at worker",
    ]);
  });

  test("is inherited, cannot be added by who extends, and counts only where all parents say it", () => {
    const parents = {
      "one.yaml": text("start").replace("pipeline", "one"),
      "each.yaml": text("start").replace(", one-of: start", "").replace("pipeline", "each"),
    };
    const child = (from: string, flows = ""): string => `kind: Architecture\nname: child\nextends: [${from}]\n${flows}`;
    const saveOf = (from: string): unknown => sound(child(from), parents).flows.find(({ id }) => id === "save")?.oneOf;
    expect(saveOf("./one.yaml")).toBe("start");
    expect(saveOf("./one.yaml, ./each.yaml")).toBeNull();
    expect(problemsOf(child("./each.yaml", "flows: [{id: save, one-of: start}]\n"), parents)).toEqual([
      expect.stringContaining("save has one-of: each in each, and start asks for less."),
    ]);
  });
});
