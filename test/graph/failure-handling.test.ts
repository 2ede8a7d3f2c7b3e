import { describe, expect, test } from "@jest/globals";
import { type Intake, intakesOf } from "../../src/graph/events/intakes.ts";
import { keepsFailures } from "../../src/graph/functions/failure-handling.ts";
import { uncoveringHops } from "../../src/graph/functions/uncovering-destinations.ts";
import type { Graph } from "../../src/graph/model.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf } from "./graph-of.ts";
import { inWorlds } from "./in-worlds.ts";

const role = '"arn:aws:iam::111122223333:role/x"';
const fn = (name: string, more = ""): string =>
  `\n  ${name}: {Type: AWS::Lambda::Function, Properties: {Role: ${role}, Runtime: python3.13, Handler: i.h, Code: {ZipFile: x}${more}}}`;
const uploads = (configuration: string): string =>
  `\n  Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: ${configuration}}}`;
const notified = (by: string): string =>
  uploads(`{LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: ${by}}]}`);
const queue = (name: string, properties = "{}"): string =>
  `\n  ${name}: {Type: AWS::SQS::Queue, Properties: ${properties}}`;
const mapping = (source: string, more = ""): string =>
  `\n  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: ${source}, FunctionName: !Ref Fn${more}}}`;
const app = (...resources: readonly string[]): Graph =>
  graphOf(`Parameters: {Dlq: {Type: String}, Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:${resources.join("")}`);

function only(graph: Graph): Intake {
  const [intake, ...others] = intakesOf(graph);
  if (intake === undefined || others.length > 0) throw new Error(`there are ${others.length + 1} intakes`);
  return intake;
}

const kept = (graph: Graph) => keepsFailures(graph, only(graph), World.open.fresh());

describe("what Lambda is handed asynchronously", () => {
  const alias = `
  One: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Fn}}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn, FunctionVersion: !GetAtt One.Version, Name: live}}`;
  const config = (qualifier: string): string =>
    `\n  Config: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Fn, Qualifier: ${qualifier}, DestinationConfig: {OnFailure: {Destination: !GetAtt Lost.Arn}}}}`;

  test.each([
    ["is lost without a destination", notified("!GetAtt Fn.Arn"), fn("Fn"), "", false],
    [
      "is kept by a dead-letter queue",
      notified("!GetAtt Fn.Arn"),
      fn("Fn", ", DeadLetterConfig: {TargetArn: !GetAtt Lost.Arn}"),
      "",
      true,
    ],
    [
      "is kept by a dead-letter queue that a parameter names",
      notified("!GetAtt Fn.Arn"),
      fn("Fn", ", DeadLetterConfig: {TargetArn: !Ref Dlq}"),
      "",
      true,
    ],
    [
      "is lost where the dead-letter queue is an empty text",
      notified("!GetAtt Fn.Arn"),
      fn("Fn", ', DeadLetterConfig: {TargetArn: ""}'),
      "",
      false,
    ],
    ["is kept by the configuration of the function", notified("!GetAtt Fn.Arn"), fn("Fn"), config("$LATEST"), true],
    [
      "is lost where the configuration is for an alias",
      notified("!GetAtt Fn.Arn"),
      fn("Fn"),
      alias + config("live"),
      false,
    ],
    ["is kept by the configuration of the alias", notified("!Ref Live"), fn("Fn"), alias + config("live"), true],
    [
      "is kept by the configuration that a version names",
      notified("!Ref One"),
      fn("Fn"),
      alias + config("!GetAtt One.Version"),
      true,
    ],
    [
      "is lost where the alias is invoked unconfigured",
      notified("!Ref Live"),
      fn("Fn"),
      alias + config("$LATEST"),
      false,
    ],
  ])("%s", (_title, bucket, made, more, expected) => {
    expect(kept(app(bucket, made, queue("Lost"), more))).toBe(expected);
  });

  test("is kept in the worlds where the dead-letter queue is set", () => {
    const made = fn("Fn", ", DeadLetterConfig: !If [IsProd, {TargetArn: !GetAtt Lost.Arn}, !Ref AWS::NoValue]");
    const graph = app(notified("!GetAtt Fn.Arn"), made, queue("Lost"));
    expect(inWorlds((world) => keepsFailures(graph, only(graph), world))).toEqual({
      "Stage=prod": true,
      "Stage=dev": false,
    });
  });

  test("is not known where the qualifier of the configuration is not", () => {
    const graph = app(notified("!GetAtt Fn.Arn"), fn("Fn"), queue("Lost"), config("!Ref Dlq"));
    expect(kept(graph)).toMatchObject([{ name: "Dlq" }]);
  });

  test("takes notes of destinations for other qualifiers and for undelivered events", () => {
    const rule = `
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.s3], detail-type: [Object Created], detail: {bucket: {name: [!Ref Uploads]}}}
      Targets: [{Id: fn, Arn: !GetAtt Fn.Arn, DeadLetterConfig: {Arn: !GetAtt Lost.Arn}}]`;
    const bucket = uploads("{EventBridgeConfiguration: {EventBridgeEnabled: true}}");
    const graph = app(bucket, fn("Fn"), queue("Lost"), alias, config("live"), rule);
    expect(uncoveringHops(graph, only(graph), World.open.fresh()).map(({ message }) => message)).toEqual([
      "DestinationConfig of Config is for another alias or version",
      "DeadLetterConfig of Rule takes only what cannot be delivered",
    ]);
  });
});

describe("messages of a queue", () => {
  const redrive = "{RedrivePolicy: {deadLetterTargetArn: !GetAtt Lost.Arn, maxReceiveCount: 3}}";
  test.each([
    ["are lost without a redrive policy", "{}", "", false],
    ["are kept by the redrive policy of the queue", redrive, "", true],
    [
      "are lost with a dead-letter queue of the function",
      "{}",
      ", DeadLetterConfig: {TargetArn: !GetAtt Lost.Arn}",
      false,
    ],
  ])("%s", (_title, properties, more, expected) => {
    const graph = app(queue("Jobs", properties), queue("Lost"), fn("Fn", more), mapping("!GetAtt Jobs.Arn"));
    expect(only(graph)).toMatchObject({ way: "queue", keeper: { logicalId: "Jobs" }, consumer: { logicalId: "Fn" } });
    expect(kept(graph)).toBe(expected);
  });

  test("that a pipe hands to enrichment and target come in once", () => {
    const pipe = `\n  Pipe: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: ${role}, Source: !GetAtt Jobs.Arn, Enrichment: !GetAtt Fn.Arn, Target: !GetAtt Next.Arn}}`;
    const graph = app(queue("Jobs"), fn("Fn"), fn("Next"), pipe);
    expect(only(graph)).toMatchObject({ way: "queue", keeper: { logicalId: "Jobs" } });
  });

  test("that a pipe fires and forgets are the function's to keep", () => {
    const pipe = `\n  Pipe: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: ${role}, Source: !GetAtt Jobs.Arn, Target: !GetAtt Fn.Arn, TargetParameters: {LambdaFunctionParameters: {InvocationType: FIRE_AND_FORGET}}}}`;
    expect(only(app(queue("Jobs"), fn("Fn"), pipe))).toMatchObject({ way: "asynchronous" });
  });
});

describe("records of a stream", () => {
  const table = `
  Details: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [], AttributeDefinitions: [], StreamSpecification: {StreamViewType: NEW_IMAGE}}}`;
  test.each([
    ["are lost without a destination", "", false],
    [
      "are kept by the destination of the mapping",
      ", DestinationConfig: {OnFailure: {Destination: !GetAtt Lost.Arn}}",
      true,
    ],
  ])("%s", (_title, more, expected) => {
    const graph = app(table, queue("Lost"), fn("Fn"), mapping("!GetAtt Details.StreamArn", more));
    expect(only(graph)).toMatchObject({ way: "stream", keeper: { logicalId: "Mapping" } });
    expect(kept(graph)).toBe(expected);
  });

  test("are kept by the dead-letter queue of a pipe", () => {
    const pipe = `\n  Pipe: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: ${role}, Source: !GetAtt Details.StreamArn, Target: !GetAtt Fn.Arn, SourceParameters: {DynamoDBStreamParameters: {StartingPosition: LATEST, DeadLetterConfig: {Arn: !GetAtt Lost.Arn}}}}}`;
    expect(kept(app(table, queue("Lost"), fn("Fn"), pipe))).toBe(true);
  });
});

describe("executions of a workflow", () => {
  const rule = `
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [aws.s3], detail-type: [Object Created], detail: {bucket: {name: [!Ref Uploads]}}}
      Targets: [{Id: flow, Arn: !Ref Flow, RoleArn: ${role}}]`;
  const flow = (more: string): string =>
    `\n  Flow: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: ${role}, ${more}}}`;
  const passes = "Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}";
  const catches =
    'DefinitionString: \'{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "x", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]}}}\'';
  test.each([
    ["are kept by a standard one", passes, true],
    ["are lost by an express one", `StateMachineType: EXPRESS, ${passes}`, false],
    [
      "are kept in the logs of an express one",
      `StateMachineType: EXPRESS, LoggingConfiguration: {Level: ERROR}, ${passes}`,
      true,
    ],
    ["are kept where the definition catches errors", `StateMachineType: EXPRESS, ${catches}`, true],
  ])("%s", (_title, more, expected) => {
    const bucket = uploads("{EventBridgeConfiguration: {EventBridgeEnabled: true}}");
    expect(kept(app(bucket, rule, flow(more)))).toBe(expected);
  });

  test("are not known where the definition is a file", () => {
    const bucket = uploads("{EventBridgeConfiguration: {EventBridgeEnabled: true}}");
    const graph = app(bucket, rule, flow("StateMachineType: EXPRESS, DefinitionS3Location: {Bucket: b, Key: k}"));
    expect(kept(graph)).toMatchObject([{ kind: "definition", name: "Flow" }]);
  });
});

test("a workflow that calls a function hears of its failure itself", () => {
  const flow = `\n  Flow: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: ${role}, Definition: {StartAt: A, States: {A: {Type: Task, Resource: !GetAtt Fn.Arn, End: true}}}}}`;
  expect(intakesOf(app(flow, fn("Fn")))).toEqual([]);
});

describe("a mapping that reads from outside", () => {
  test.each([
    ["a queue, whose settings are elsewhere", "!Ref Dlq", "", { way: "queue", hidden: { name: "Dlq" } }],
    ["a stream, which it answers for itself", "!Ref Dlq", ", StartingPosition: LATEST", { way: "stream" }],
  ])("%s", (_title, source, more, expected) => {
    const graph = app(fn("Fn"), mapping(source, more));
    expect(only(graph)).toMatchObject(expected);
    if (expected.way === "stream") expect(kept(graph)).toBe(false);
    else expect(kept(graph)).toMatchObject([{ name: "Dlq" }]);
  });

  test("a broker, which keeps its messages in its own way", () => {
    expect(intakesOf(app(fn("Fn"), mapping("!Ref Dlq", ", Queues: [jobs]")))).toEqual([]);
  });
});

describe("containers that are told of a queue", () => {
  const worker = `
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: w, Image: w, Environment: [{Name: Q, Value: !Ref Jobs}]}]}}
  Worker: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task}}`;
  test("poll it where something of the app fills it", () => {
    const filled = uploads('{QueueConfigurations: [{Event: "s3:ObjectCreated:*", Queue: !GetAtt Jobs.Arn}]}');
    const graph = app(filled, queue("Jobs"), worker);
    expect(only(graph)).toMatchObject({
      way: "queue",
      consumer: { logicalId: "Worker" },
      keeper: { logicalId: "Jobs" },
    });
    expect(kept(graph)).toBe(false);
  });

  test("may just as well fill it themselves", () => {
    expect(intakesOf(app(queue("Jobs"), worker))).toEqual([]);
  });
});
