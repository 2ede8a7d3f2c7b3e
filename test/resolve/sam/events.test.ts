import { describe, expect, test } from "@jest/globals";
import { nodeAt } from "../../../src/source/node.ts";
import { expanded, lineOf } from "./expanded.ts";

/** A function with the given events, which begin on line 8; and other resources. */
function withEvents(events: string, rest = "", attributes = ""): ReturnType<typeof expanded> {
  return expanded(`Resources:
  Fn:
    Type: AWS::Serverless::Function${attributes}
    Properties:
      InlineCode: x
      Events:
${events.trim().replace(/^/gm, "        ")}
${rest.replace(/^\n/, "")}`);
}

function managedNames(expansion: ReturnType<typeof expanded>): string[] {
  return [...JSON.stringify(expansion.properties("FnRole")["ManagedPolicyArns"]).matchAll(/policy\/([\w/-]+)/g)].map(
    ([, name]) => name ?? "",
  );
}

describe("S3 events", () => {
  const event = `
Upload:
  Type: S3
  Properties:
    Bucket: !Ref Images
    Events: [s3:ObjectCreated:*, s3:ObjectRemoved:*]
    Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}]}}`;
  const images = `
  Images:
    Type: AWS::S3::Bucket
    DependsOn: Other
    Properties:
      NotificationConfiguration:
        QueueConfigurations: [{Event: "s3:ObjectRestore:*", Queue: arn}]`;

  test("go into the bucket's declaration, which waits for the permission", () => {
    const { resource, properties } = withEvents(event, images);
    const filter = { S3Key: { Rules: [{ Name: "prefix", Value: "in/" }] } };
    const target = { "Fn::GetAtt": ["Fn", "Arn"] };
    expect(properties("Images")).toEqual({
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: "s3:ObjectRestore:*", Queue: "arn" }],
        LambdaConfigurations: [
          { Function: target, Filter: filter, Event: "s3:ObjectCreated:*" },
          { Function: target, Filter: filter, Event: "s3:ObjectRemoved:*" },
        ],
      },
    });
    expect(resource("Images").dependsOn).toEqual(["Other", "FnUploadPermission"]);
    expect(resource("Images").generatedBy).toBeUndefined();
  });

  test("are permitted by account, without naming the bucket", () => {
    const { properties, resource } = withEvents(event, images);
    expect(properties("FnUploadPermission")).toEqual({
      Action: "lambda:InvokeFunction",
      FunctionName: { Ref: "Fn" },
      Principal: "s3.amazonaws.com",
      SourceAccount: { Ref: "AWS::AccountId" },
    });
    expect(resource("FnUploadPermission").generatedBy).toBe("Fn");
  });

  test("point at the event, and at what it says", () => {
    const { resource } = withEvents(event, images);
    const notification = nodeAt(resource("Images").properties, [
      "NotificationConfiguration",
      "LambdaConfigurations",
      1,
    ]);
    expect(lineOf(notification)).toBe(8);
    expect(lineOf(nodeAt(notification, ["Event"]))).toBe(12);
    expect(lineOf(nodeAt(notification, ["Filter"]))).toBe(13);
    expect(lineOf(resource("FnUploadPermission").key)).toBe(8);
  });

  test("of a conditional function are conditional, and the bucket waits through a tag", () => {
    const { properties, resource } = withEvents(event, images, "\n    Condition: On");
    expect(properties("Images")).toMatchObject({
      NotificationConfiguration: {
        LambdaConfigurations: [
          { "Fn::If": ["On", { Event: "s3:ObjectCreated:*" }, { Ref: "AWS::NoValue" }] },
          { "Fn::If": ["On", { Event: "s3:ObjectRemoved:*" }, { Ref: "AWS::NoValue" }] },
        ],
      },
      Tags: [
        {
          Key: "sam:ConditionalDependsOn:FnUploadPermission",
          Value: { "Fn::If": ["On", { Ref: "FnUploadPermission" }, "no dependency"] },
        },
      ],
    });
    expect(resource("Images").dependsOn).toEqual(["Other"]);
    expect(resource("FnUploadPermission").condition).toBe("On");
  });

  test("of two functions on one bucket are both there", () => {
    const { properties, resource } = expanded(`
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Events: {E: {Type: S3, Properties: {Bucket: !Ref B, Events: "s3:ObjectCreated:*"}}}
  C:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Events: {E: {Type: S3, Properties: {Bucket: !Ref B, Events: "s3:ObjectCreated:*"}}}
  B: {Type: AWS::S3::Bucket}
`);
    expect(properties("B")).toEqual({
      NotificationConfiguration: {
        LambdaConfigurations: ["A", "C"].map((id) => ({
          Function: { "Fn::GetAtt": [id, "Arn"] },
          Event: "s3:ObjectCreated:*",
        })),
      },
    });
    expect(resource("B").dependsOn).toEqual(["AEPermission", "CEPermission"]);
  });

  test.each(["arn:aws:s3:::elsewhere", "!Ref Bucket", "!If [C, !Ref Images, !Ref Images]", "!Ref Fn"])(
    "on %s, which is no bucket of the template, are refused",
    (bucket) => {
      const { diagnostics, types } = withEvents(event.replace("!Ref Images", bucket), images);
      expect(diagnostics).toMatchObject([{ code: "sam-event", line: 11 }]);
      expect(Object.keys(types)).toEqual(["Fn", "FnRole", "Images"]);
    },
  );
});

describe("events that Lambda polls for", () => {
  test("of a queue are a mapping, and the role may read queues", () => {
    const expansion = withEvents(`
Jobs: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn, BatchSize: 5, Enabled: false}}`);
    expect(expansion.types).toMatchObject({ FnJobs: "AWS::Lambda::EventSourceMapping" });
    expect(expansion.properties("FnJobs")).toEqual({
      FunctionName: { Ref: "Fn" },
      EventSourceArn: { "Fn::GetAtt": ["Q", "Arn"] },
      BatchSize: 5,
      Enabled: false,
    });
    expect(managedNames(expansion)).toEqual([
      "service-role/AWSLambdaBasicExecutionRole",
      "service-role/AWSLambdaSQSQueueExecutionRole",
    ]);
  });

  test("of streams name the stream, and each kind attaches its policy once", () => {
    const expansion = withEvents(`
A: {Type: Kinesis, Properties: {Stream: arn:a, StartingPosition: LATEST}}
B: {Type: Kinesis, Properties: {Stream: arn:b, StartingPosition: LATEST}}
C: {Type: DynamoDB, Properties: {Stream: !GetAtt T.StreamArn, StartingPosition: LATEST}}`);
    expect(expansion.properties("FnC")).toMatchObject({ EventSourceArn: { "Fn::GetAtt": ["T", "StreamArn"] } });
    expect(managedNames(expansion).slice(1)).toEqual([
      "service-role/AWSLambdaKinesisExecutionRole",
      "service-role/AWSLambdaDynamoDBExecutionRole",
    ]);
  });

  test("with a failure destination let the role send there, and hide the type from Lambda", () => {
    const { properties } = withEvents(`
A:
  Type: Kinesis
  Properties:
    Stream: arn:a
    StartingPosition: LATEST
    DestinationConfig: {OnFailure: {Type: SNS, Destination: !Ref Failed}}`);
    expect(properties("FnA")["DestinationConfig"]).toEqual({ OnFailure: { Destination: { Ref: "Failed" } } });
    expect(properties("FnRole")["Policies"]).toMatchObject([
      { PolicyDocument: { Statement: [{ Action: "sns:publish", Resource: { Ref: "Failed" } }] } },
    ]);
  });

  test("of a broker let the role read its secret", () => {
    const { properties } = withEvents(`
M:
  Type: MQ
  Properties:
    Broker: arn:broker
    Queues: [q]
    SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: !Ref Secret}]`);
    expect(properties("FnRole")["Policies"]).toMatchObject([
      {
        PolicyName: "SamAutoGeneratedAMQPolicy",
        PolicyDocument: {
          Statement: [
            { Action: ["secretsmanager:GetSecretValue"], Resource: { Ref: "Secret" } },
            { Action: ["mq:DescribeBroker"], Resource: "arn:broker" },
          ],
        },
      },
    ]);
  });

  test("without their source are refused", () => {
    expect(withEvents("A: {Type: SQS}").diagnostics).toMatchObject([{ code: "sam-event", line: 8 }]);
  });
});

describe("SNS events", () => {
  test("are a subscription and a permission for the topic", () => {
    const { properties } = withEvents("N: {Type: SNS, Properties: {Topic: !Ref T, FilterPolicy: {a: [b]}}}");
    expect(properties("FnN")).toEqual({
      Protocol: "lambda",
      Endpoint: { "Fn::GetAtt": ["Fn", "Arn"] },
      TopicArn: { Ref: "T" },
      FilterPolicy: { a: ["b"] },
    });
    expect(properties("FnNPermission")).toMatchObject({ Principal: "sns.amazonaws.com", SourceArn: { Ref: "T" } });
  });

  test("through a queue make one that the topic may send to and the function reads", () => {
    const { types, properties } = withEvents(
      "N: {Type: SNS, Properties: {Topic: !Ref T, SqsSubscription: true}}",
      "  T: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}",
    );
    expect(types).toEqual({
      Fn: "AWS::Lambda::Function",
      FnNQueue: "AWS::SQS::Queue",
      FnNEventSourceMapping: "AWS::Lambda::EventSourceMapping",
      FnNQueuePolicy: "AWS::SQS::QueuePolicy",
      FnN: "AWS::SNS::Subscription",
      FnRole: "AWS::IAM::Role",
      T: "AWS::SNS::Topic",
    });
    expect(properties("FnNQueue")).toEqual({ FifoQueue: true });
    expect(properties("FnN")).toMatchObject({ Protocol: "sqs", Endpoint: { "Fn::GetAtt": ["FnNQueue", "Arn"] } });
    expect(properties("FnNQueuePolicy")).toMatchObject({
      Queues: [{ Ref: "FnNQueue" }],
      PolicyDocument: { Statement: [{ Condition: { ArnEquals: { "aws:SourceArn": { Ref: "T" } } } }] },
    });
  });
});

describe("scheduled and matched events", () => {
  test("are a rule that may invoke the function", () => {
    const { properties } = withEvents(`
Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day), Enabled: false, Input: "{}"}}
Created: {Type: EventBridgeRule, Properties: {Pattern: {source: [aws.s3]}, DeadLetterConfig: {Type: SQS}}}`);
    expect(properties("FnNightly")).toEqual({
      ScheduleExpression: "rate(1 day)",
      State: "DISABLED",
      Targets: [{ Arn: { "Fn::GetAtt": ["Fn", "Arn"] }, Id: "FnNightlyLambdaTarget", Input: "{}" }],
    });
    expect(properties("FnNightlyPermission")).toMatchObject({
      Principal: "events.amazonaws.com",
      SourceArn: { "Fn::GetAtt": ["FnNightly", "Arn"] },
    });
    expect(properties("FnCreated")).toMatchObject({
      EventPattern: { source: ["aws.s3"] },
      Targets: [{ DeadLetterConfig: { Arn: { "Fn::GetAtt": ["FnCreatedQueue", "Arn"] } } }],
    });
    expect(properties("FnCreatedQueuePolicy")).toMatchObject({ Queues: [{ Ref: "FnCreatedQueue" }] });
  });

  test("of the scheduler run with a role that may invoke the function", () => {
    const { properties } = withEvents("S: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}");
    expect(properties("FnS")).toMatchObject({
      Name: "FnS",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: { "Fn::GetAtt": ["Fn", "Arn"] }, RoleArn: { "Fn::GetAtt": ["FnSRole", "Arn"] } },
    });
    expect(properties("FnSRole")).toMatchObject({
      Policies: [{ PolicyDocument: { Statement: [{ Action: "lambda:InvokeFunction" }] } }],
    });
  });
});

describe("events of other services", () => {
  test("bring what each of them needs", () => {
    const { types, properties, resource } = withEvents(`
Log: {Type: CloudWatchLogs, Properties: {LogGroupName: !Ref G, FilterPattern: ERROR}}
Rule: {Type: IoTRule, Properties: {Sql: SELECT 1}}
Skill: {Type: AlexaSkill, Properties: {SkillId: me}}`);
    expect(types).toMatchObject({
      FnLog: "AWS::Logs::SubscriptionFilter",
      FnLogPermission: "AWS::Lambda::Permission",
      FnRule: "AWS::IoT::TopicRule",
      FnRulePermission: "AWS::Lambda::Permission",
      FnSkillPermission: "AWS::Lambda::Permission",
    });
    expect(resource("FnLog").dependsOn).toEqual(["FnLogPermission"]);
    expect(properties("FnSkillPermission")).toMatchObject({ EventSourceToken: "me" });
  });

  test("of a user pool go into its declaration, with one permission for all", () => {
    const { types, properties } = withEvents(
      `
A: {Type: Cognito, Properties: {UserPool: !Ref Pool, Trigger: PreSignUp}}
B: {Type: Cognito, Properties: {UserPool: !Ref Pool, Trigger: [PostConfirmation]}}`,
      "  Pool: {Type: AWS::Cognito::UserPool}",
    );
    const arn = { "Fn::GetAtt": ["Fn", "Arn"] };
    expect(properties("Pool")).toEqual({ LambdaConfig: { PreSignUp: arn, PostConfirmation: arn } });
    expect(Object.keys(types)).toEqual(["Fn", "FnCognitoPermission", "FnRole", "Pool"]);
  });

  test("that SAM does not know are refused", () => {
    const { diagnostics } = withEvents("A: {Type: Carrier}\nB: x");
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ["sam-event", 8],
      ["sam-event", 9],
    ]);
  });

  test("under an intrinsic function are refused as a whole", () => {
    const { diagnostics } = withEvents("Fn::If: [C, {}, {}]");
    expect(diagnostics).toMatchObject([{ code: "sam-event", line: 8 }]);
  });
});
