import { describe, expect, test } from "@jest/globals";
import { handingOn, senderOf, wrongKind } from "../../src/graph/functions/failure-delivery.ts";
import {
  type FailureDestination,
  failureDestinations,
  failuresSentTo,
} from "../../src/graph/functions/failure-destinations.ts";
import type { Graph } from "../../src/graph/model.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const role = (service: string, action: string, resource: string): string => `
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ${service}.amazonaws.com}, Action: "sts:AssumeRole"}]}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "${action}", Resource: ${resource}}]}}]`;
const fn = (more = ""): string =>
  `\n  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Runtime: python3.13, Handler: i.h, Code: {ZipFile: x}${more}}}`;
const dead = (target: string): string => fn(`, DeadLetterConfig: {TargetArn: ${target}}`);
const app = (...resources: readonly string[]): Graph => graphOf(`Resources:${resources.join("")}`);

function only(graph: Graph): FailureDestination {
  const [destination, ...others] = [...failureDestinations(graph).values()].flat();
  if (destination === undefined || others.length > 0) throw new Error(`there are ${others.length + 1} destinations`);
  return destination;
}

const may = (graph: Graph) => handingOn(graph, only(graph), World.open.fresh()).answer.answer;

describe("whether the sender may write to its destination", () => {
  const queue = "\n  Lost: {Type: AWS::SQS::Queue, Properties: {}}";
  const topic = "\n  Lost: {Type: AWS::SNS::Topic, Properties: {}}";
  const bus = "\n  Lost: {Type: AWS::Events::EventBus, Properties: {Name: lost}}";
  const bucket = "\n  Lost: {Type: AWS::S3::Bucket, Properties: {}}";
  const handler =
    "\n  Lost: {Type: AWS::Lambda::Function, Properties: {Role: x, Runtime: python3.13, Handler: i.h, Code: {ZipFile: x}}}";
  const config = (target: string): string =>
    `${fn()}\n  Config: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Fn, Qualifier: $LATEST, DestinationConfig: {OnFailure: {Destination: ${target}}}}}`;
  test.each([
    ["sqs:SendMessage", "!GetAtt Lost.Arn", dead("!GetAtt Lost.Arn") + queue, "yes"],
    ["sqs:ReceiveMessage", "!GetAtt Lost.Arn", dead("!GetAtt Lost.Arn") + queue, "no"],
    ["sns:Publish", "!Ref Lost", config("!Ref Lost") + topic, "yes"],
    ["sqs:*", '"*"', config("!Ref Lost") + topic, "no"],
    ["events:PutEvents", "!GetAtt Lost.Arn", config("!GetAtt Lost.Arn") + bus, "yes"],
    ["lambda:InvokeFunction", "!GetAtt Lost.Arn", config("!GetAtt Lost.Arn") + handler, "yes"],
    ["s3:PutObject", '!Sub "${Lost.Arn}/*"', config("!GetAtt Lost.Arn") + bucket, "yes"],
    ["s3:PutObject", "!GetAtt Lost.Arn", config("!GetAtt Lost.Arn") + bucket, "no"],
  ])("%s on %s", (action, resource, rest, expected) => {
    expect(may(app(role("lambda", action, resource), rest))).toBe(expected);
  });

  test("asks the role of a pipe", () => {
    const table =
      "\n  Details: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [], StreamSpecification: {StreamViewType: NEW_IMAGE}}}";
    const pipe =
      "\n  Pipe: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: !GetAtt Role.Arn, Source: !GetAtt Details.StreamArn, Target: x, SourceParameters: {DynamoDBStreamParameters: {DeadLetterConfig: {Arn: !GetAtt Lost.Arn}}}}}";
    expect(may(app(role("pipes", "sqs:SendMessage", "!GetAtt Lost.Arn"), table, pipe, queue))).toBe("yes");
    expect(may(app(role("pipes", "dynamodb:*", '"*"'), table, pipe, queue))).toBe("no");
  });

  test("is not known of a destination outside", () => {
    const graph = app(role("lambda", "sqs:SendMessage", '"*"'), dead("arn:aws:sqs:eu-west-1:111122223333:lost"));
    expect(may(graph)).toBe("unknown");
  });

  test("finds the function of a mapping", () => {
    const mapping =
      "\n  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: x, FunctionName: !Ref Fn, DestinationConfig: {OnFailure: {Destination: !GetAtt Lost.Arn}}}}";
    const graph = app(role("lambda", "sqs:*", '"*"'), fn(), mapping, queue);
    expect(senderOf(graph, only(graph), World.open.fresh())).toMatchObject({ logicalId: "Fn" });
  });
});

test("a FIFO queue takes no asynchronous failures, but those of a FIFO queue", () => {
  const fifo = (name: string, more = ""): string =>
    `\n  ${name}: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true${more}}}`;
  const ofFunction = app(role("lambda", "sqs:*", '"*"'), dead("!GetAtt Lost.Arn"), fifo("Lost"));
  expect(wrongKind(ofFunction, only(ofFunction), World.open.fresh())).toMatch(/FIFO/);
  const ofQueue = app(fifo("Jobs", ", RedrivePolicy: {deadLetterTargetArn: !GetAtt Lost.Arn}"), fifo("Lost"));
  expect(wrongKind(ofQueue, only(ofQueue), World.open.fresh())).toBe("");
});

test("a queue takes the failures of all that name it", () => {
  const graph = app(
    "\n  Lost: {Type: AWS::SQS::Queue}",
    "\n  Jobs: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Lost.Arn}}}",
    "\n  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: x}, {Id: b, Arn: y, DeadLetterConfig: {Arn: !GetAtt Lost.Arn}}]}}",
    "\n  Told: {Type: AWS::SNS::Subscription, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Lost.Arn}}}",
    "\n  Daily: {Type: AWS::Scheduler::Schedule, Properties: {Target: {DeadLetterConfig: {Arn: !GetAtt Lost.Arn}}}}",
  );
  const senders = (name: string): readonly string[] =>
    failuresSentTo(graph, nodeIn(graph, name), World.open.fresh()).map(({ declaredBy }) => declaredBy.logicalId);
  expect(senders("Lost").toSorted()).toEqual(["Daily", "Jobs", "Rule", "Told"]);
  expect(senders("Jobs")).toEqual([]);
});
