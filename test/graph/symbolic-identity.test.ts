/** What names a resource, by every spelling that templates use; and what does not, however alike it looks. */
import { describe, expect, test } from "@jest/globals";
import { identify } from "../../src/graph/identity.ts";
import { alternativesOf, valueAt } from "../../src/resolve/reading.ts";
import { type GraphOptions, graphOf, nodeIn } from "./graph-of.ts";

interface Type {
  readonly type: string;
  readonly property: string;
  /** The ARN's fields from the service on, around the name. */
  readonly arn: (name: string) => string;
  /** An expression that gives the physical name of `Thing`. */
  readonly name: string;
}

const here = "${AWS::Region}:${AWS::AccountId}";
const types: readonly Type[] = [
  { type: "AWS::S3::Bucket", property: "BucketName", arn: (name) => `s3:::${name}`, name: "${Thing}" },
  { type: "AWS::SQS::Queue", property: "QueueName", arn: (name) => `sqs:${here}:${name}`, name: "${Thing.QueueName}" },
  { type: "AWS::SNS::Topic", property: "TopicName", arn: (name) => `sns:${here}:${name}`, name: "${Thing.TopicName}" },
  {
    type: "AWS::DynamoDB::Table",
    property: "TableName",
    arn: (name) => `dynamodb:${here}:table/${name}`,
    name: "${Thing}",
  },
  {
    type: "AWS::Lambda::Function",
    property: "FunctionName",
    arn: (name) => `lambda:${here}:function:${name}`,
    name: "${Thing}",
  },
  {
    type: "AWS::IAM::Role",
    property: "RoleName",
    arn: (name) => `iam::\${AWS::AccountId}:role/${name}`,
    name: "${Thing}",
  },
  {
    type: "AWS::ECS::Cluster",
    property: "ClusterName",
    arn: (name) => `ecs:${here}:cluster/${name}`,
    name: "${Thing}",
  },
  {
    type: "AWS::Events::EventBus",
    property: "Name",
    arn: (name) => `events:${here}:event-bus/${name}`,
    name: "${Thing}",
  },
  { type: "AWS::Kinesis::Stream", property: "Name", arn: (name) => `kinesis:${here}:stream/${name}`, name: "${Thing}" },
  {
    type: "AWS::StepFunctions::StateMachine",
    property: "StateMachineName",
    arn: (name) => `states:${here}:stateMachine:${name}`,
    name: "${Thing.Name}",
  },
  {
    type: "AWS::SecretsManager::Secret",
    property: "Name",
    arn: (name) => `secretsmanager:${here}:secret:${name}`,
    name: "",
  },
];

/** What a value names for sure, of `Thing` with this name and `Other` of the same type. */
function named({ type, property }: Type, value: string, name: string, options: GraphOptions = {}): readonly string[] {
  const graph = graphOf(
    `
Parameters: {Stage: {Type: String}}
Resources:
  Asker: {Type: Custom::Asker, Properties: {Value: ${value}}}
  Thing: {Type: "${type}", Properties: {${property}: ${name}}}
  Other: {Type: "${type}", Properties: {${property}: other}}
`,
    options,
  );
  const [only] = alternativesOf(valueAt(nodeIn(graph, "Asker").properties, ["Value"]));
  return only === undefined ? [] : identify(graph, only.value, [type]).certain.map(({ node }) => node.logicalId);
}

const computed = '!Sub "${Stage}-things"';

describe.each(types)("$type is named", (one) => {
  test("by a reference, and inside its ARN", () => {
    expect(named(one, "!Ref Thing", computed)).toEqual(["Thing"]);
    expect(named(one, "!GetAtt Thing.Arn", computed)).toEqual(["Thing"]);
    expect(named(one, '!Sub "${Thing.Arn}"', computed)).toEqual(["Thing"]);
    expect(named(one, '!Join ["", [!GetAtt Thing.Arn]]', computed)).toEqual(["Thing"]);
  });

  test("by an ARN around the expression that names it, in any partition and however it is put together", () => {
    const arn = one.arn("${Stage}-things");
    expect(named(one, `!Sub "arn:aws:${arn}"`, computed)).toEqual(["Thing"]);
    expect(named(one, `!Sub "arn:\${AWS::Partition}:${arn}"`, computed)).toEqual(["Thing"]);
    expect(named(one, `!Sub "arn:aws-us-gov:${arn}"`, computed)).toEqual(["Thing"]);
    expect(named(one, `!Join ["", ["arn:aws:", !Sub "${one.arn("")}", {Ref: Stage}, "-things"]]`, computed)).toEqual([
      "Thing",
    ]);
  });

  test("by an ARN around what gives its name", () => {
    if (one.name === "") return;
    expect(named(one, `!Sub "arn:aws:${one.arn(one.name)}"`, computed)).toEqual(["Thing"]);
    expect(named(one, `!Sub "arn:aws:${one.arn(one.name)}"`, "!Ref AWS::NoValue")).toEqual(["Thing"]);
  });

  test("by literals, where the assembly says which account and Region it is for", () => {
    const assembly = { account: "111122223333", region: "eu-west-1" };
    const literal = (account: string, region: string, partition = "aws"): string =>
      `"arn:${partition}:${one.arn("things").replaceAll("${AWS::Region}", region).replaceAll("${AWS::AccountId}", account)}"`;
    expect(named(one, literal("111122223333", "eu-west-1"), "things", assembly)).toEqual(["Thing"]);
    expect(named(one, `!Sub "arn:aws:${one.arn("things")}"`, "things", assembly)).toEqual(["Thing"]);
    expect(named(one, literal("111122223333", "eu-west-1", "aws-cn"), "things", assembly)).toEqual([]);
    if (one.type === "AWS::S3::Bucket") return;
    expect(named(one, literal("999999999999", "eu-west-1"), "things", assembly)).toEqual([]);
    if (one.type === "AWS::IAM::Role") return;
    expect(named(one, literal("111122223333", "us-east-1"), "things", assembly)).toEqual([]);
  });

  test("not by another name, nor by one that only begins alike", () => {
    for (const name of ["things-2", "thing", "Things", "other/things"]) {
      expect(named(one, `!Sub "arn:aws:${one.arn(name)}"`, "things")).not.toContain("Thing");
    }
    expect(named(one, `!Sub "arn:aws:${one.arn("${AWS::StackName}-things")}"`, computed)).toEqual([]);
  });
});

describe("an ARN around an ARN or a URL names nothing", () => {
  test.each([
    ["AWS::SQS::Queue", "QueueName", "sqs:${AWS::Region}:${AWS::AccountId}:${Thing}"],
    ["AWS::SNS::Topic", "TopicName", "sns:${AWS::Region}:${AWS::AccountId}:${Thing}"],
    ["AWS::Lambda::Function", "FunctionName", "lambda:${AWS::Region}:${AWS::AccountId}:function:${Thing.Arn}"],
    [
      "AWS::StepFunctions::StateMachine",
      "StateMachineName",
      "states:${AWS::Region}:${AWS::AccountId}:stateMachine:${Thing}",
    ],
  ])("%s", (type, property, arn) => {
    expect(named({ type, property, arn: () => "", name: "" }, `!Sub "arn:aws:${arn}"`, "things")).toEqual([]);
  });
});
