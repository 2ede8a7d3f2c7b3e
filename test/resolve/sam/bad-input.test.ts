import { describe, expect, test } from "@jest/globals";
import { expandSam } from "../../../src/resolve/sam/expand.ts";
import { parsed } from "./expanded.ts";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const template: Json = {
  Transform: "AWS::Serverless-2016-10-31",
  Globals: { Function: { Environment: { Variables: { A: "b" } }, Layers: [{ Ref: "Layer" }] } },
  Resources: {
    Fn: {
      Type: "AWS::Serverless::Function",
      Condition: "C",
      Connectors: { Save: { Properties: { Destination: { Id: "Table" }, Permissions: ["Write"] } } },
      Properties: {
        CodeUri: { Bucket: "b", Key: "k" },
        AutoPublishAlias: "live",
        DeadLetterQueue: { Type: "SQS", TargetArn: "arn" },
        FunctionUrlConfig: { AuthType: "NONE" },
        DeploymentPreference: { Type: "AllAtOnce", Alarms: ["a"], Hooks: { PreTraffic: "x" } },
        EventInvokeConfig: {
          DestinationConfig: {
            OnFailure: { Type: "SQS", Destination: { "Fn::If": ["C", { Ref: "AWS::NoValue" }, "q"] } },
          },
        },
        Policies: [{ S3ReadPolicy: { BucketName: { Ref: "Bucket" } } }, { Statement: [] }, "AmazonS3FullAccess"],
        Events: {
          Upload: { Type: "S3", Properties: { Bucket: { Ref: "Bucket" }, Events: ["s3:ObjectCreated:*"] } },
          Topic: { Type: "SNS", Properties: { Topic: "arn", SqsSubscription: { QueueArn: "a", QueueUrl: "u" } } },
          Stream: {
            Type: "Kinesis",
            Properties: { Stream: "arn", DestinationConfig: { OnFailure: { Type: "SQS", Destination: "a" } } },
          },
          Kafka: {
            Type: "SelfManagedKafka",
            Properties: { SourceAccessConfigurations: [{ Type: "VPC_SUBNET", URI: "s" }] },
          },
          Rule: { Type: "EventBridgeRule", Properties: { Pattern: {}, DeadLetterConfig: { Type: "SQS" } } },
          Nightly: { Type: "ScheduleV2", Properties: { ScheduleExpression: "rate(1 day)" } },
          Pool: { Type: "Cognito", Properties: { UserPool: { Ref: "Pool" }, Trigger: "PreSignUp" } },
          Get: { Type: "Api", Properties: { Path: "/a", Method: "get", RestApiId: { Ref: "Api" } } },
          Http: { Type: "HttpApi", Properties: { Path: "/a", Method: "get" } },
        },
      },
    },
    Bucket: {
      Type: "AWS::S3::Bucket",
      Properties: { NotificationConfiguration: { LambdaConfigurations: [] }, Tags: [] },
    },
    Pool: { Type: "AWS::Cognito::UserPool", Properties: { LambdaConfig: {} } },
    Table: { Type: "AWS::Serverless::SimpleTable", Properties: { PrimaryKey: { Name: "n", Type: "String" } } },
    Layer: { Type: "AWS::Serverless::LayerVersion", Properties: { ContentUri: "s3://b/k" } },
    Api: {
      Type: "AWS::Serverless::Api",
      Properties: {
        StageName: "v1",
        Auth: { UsagePlan: { CreateUsagePlan: "SHARED" }, Authorizers: { A: { FunctionArn: "arn" } } },
        Domain: { DomainName: "d", CertificateArn: "c", BasePath: ["p"], Route53: { HostedZoneId: "Z" } },
      },
    },
    Chat: { Type: "AWS::Serverless::WebSocketApi", Properties: { Routes: { $connect: { FunctionArn: "arn" } } } },
    Flow: {
      Type: "AWS::Serverless::StateMachine",
      Properties: { Definition: {}, Events: { S: { Type: "Schedule", Properties: { Schedule: "rate(1 day)" } } } },
    },
    Graph: {
      Type: "AWS::Serverless::GraphQLApi",
      Properties: {
        Auth: { Type: "API_KEY" },
        DataSources: { Lambda: { L: { FunctionArn: "arn" } } },
        Functions: { f: { DataSource: "L", InlineCode: "x" } },
        Resolvers: { Query: { q: { Pipeline: ["f"] } } },
      },
    },
    C: {
      Type: "AWS::Serverless::Connector",
      DependsOn: "Fn",
      Properties: { Source: { Id: "Fn" }, Destination: [{ Id: "Bucket" }], Permissions: ["Read"] },
    },
  },
  Outputs: { Alias: { Value: { "Fn::Sub": ["${Fn.Alias} ${x}", { x: { "Fn::GetAtt": "Fn.Version.Version" } }] } } },
};

const odd: readonly Json[] = [
  null,
  "",
  [],
  [{}],
  { Ref: "Nowhere" },
  { "Fn::If": ["C", { Ref: "AWS::NoValue" }] },
  JSON.parse('{"__proto__": {"Type": "S3"}, "constructor": 1}') as Json,
];

/** The template with one value after the other replaced by something else. */
function* spoiled(value: Json, instead: Json): Generator<Json> {
  yield instead;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const one of spoiled(item, instead)) yield value.with(index, one);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      for (const one of spoiled(item, instead)) yield { ...value, [name]: one };
    }
  }
}

describe("bad input", () => {
  test.each(odd.map((value) => [JSON.stringify(value), value] as const))(
    "of %s anywhere is at most a diagnostic with a place",
    (_, value) => {
      let count = 0;
      for (const one of spoiled(template, value)) {
        if (typeof one !== "object" || one === null || Array.isArray(one)) continue;
        const { template: expanded, diagnostics } = expandSam(parsed(JSON.stringify(one), "template.json"));
        const misplaced = [...expanded.resources].some(([logicalId, resource]) => resource.logicalId !== logicalId);
        if (misplaced || diagnostics.some(({ location }) => location === null)) throw new Error(JSON.stringify(one));
        count += 1;
      }
      expect(count).toBeGreaterThan(200);
    },
  );

  test("gives the same template and diagnostics each time", () => {
    const once = expandSam(parsed(JSON.stringify(template)));
    const again = expandSam(parsed(JSON.stringify(template)));
    expect([...once.template.resources.keys()]).toEqual([...again.template.resources.keys()]);
    expect(once.diagnostics).toEqual(again.diagnostics);
    expect(once.diagnostics).toEqual([]);
  });
});
