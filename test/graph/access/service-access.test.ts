import { describe, expect, test } from "@jest/globals";
import { serviceMay } from "../../../src/graph/access/service-access.ts";
import type { Answer } from "../../../src/graph/model.ts";
import { World } from "../../../src/resolve/world.ts";
import { type GraphOptions, graphOf, nodeIn } from "../graph-of.ts";

const spelled = (answer: Answer): string =>
  answer.answer === "unknown" ? `unknown: ${answer.reasons.map(({ kind }) => kind).join(", ")}` : answer.answer;

const resources = `Resources:
  Inbox: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-inbox}}
  Other: {Type: AWS::S3::Bucket}
  Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3]}}}
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
  Topic: {Type: AWS::SNS::Topic}
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root"}, Action: "kms:*", Resource: "*"}]}}}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: shop}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}`;

function ask(
  more: string,
  [service, action, resource, source]: readonly [string, string, string, string],
  options: GraphOptions = {},
): Answer {
  const graph = graphOf(`${resources}\n${more}`, options);
  return serviceMay(
    graph,
    `${service}.amazonaws.com`,
    action,
    nodeIn(graph, resource),
    source === "" ? undefined : nodeIn(graph, source),
    World.open.fresh(),
  );
}

const toQueue = ["s3", "sqs:SendMessage", "Queue", "Inbox"] as const;
const queuePolicy = (statement: string, queues = "[!Ref Queue]"): string =>
  `  P: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: ${queues}, PolicyDocument: {Statement: [${statement}]}}}`;
const allow = (more: string): string => `{Effect: Allow, Action: "sqs:SendMessage", Resource: "*", ${more}}`;

describe("a queue lets S3 send", () => {
  test.each([
    ["Principal: {Service: s3.amazonaws.com}", "yes"],
    ["Principal: {Service: [sns.amazonaws.com, !Sub 's3.${AWS::URLSuffix}']}", "yes"],
    ['Principal: "*"', "yes"],
    ['Principal: {AWS: "*"}', "yes"],
    ["Principal: {Service: sns.amazonaws.com}", "no"],
    ["Principal: {AWS: !Ref AWS::AccountId}", "no"],
    ["Principal: {Service: s3.amazonaws.com}, Condition: {ArnLike: {'aws:SourceArn': !GetAtt Inbox.Arn}}", "yes"],
    [
      "Principal: {Service: s3.amazonaws.com}, Condition: {ArnEquals: {'AWS:SourceArn': 'arn:aws:s3:*:*:acme-inbox'}}",
      "yes",
    ],
    [
      "Principal: {Service: s3.amazonaws.com}, Condition: {StringLike: {'aws:SourceArn': 'arn:aws:s3:::acme-*'}}",
      "yes",
    ],
    ["Principal: {Service: s3.amazonaws.com}, Condition: {ArnLike: {'aws:SourceArn': !GetAtt Other.Arn}}", "no"],
    ["Principal: {Service: s3.amazonaws.com}, Condition: {ArnNotLike: {'aws:SourceArn': !GetAtt Other.Arn}}", "yes"],
    [
      "Principal: {Service: s3.amazonaws.com}, Condition: {StringEquals: {'aws:SourceAccount': !Ref AWS::AccountId}}",
      "yes",
    ],
    ["Principal: {Service: s3.amazonaws.com}, Condition: {Bool: {'aws:SecureTransport': false}}", "no"],
    [
      "Principal: {Service: s3.amazonaws.com}, Condition: {StringEquals: {'aws:SourceOrgID': o-1}}",
      "unknown: condition",
    ],
  ])("%s: %s", (more, expected) => {
    expect(spelled(ask(queuePolicy(allow(more)), toQueue))).toBe(expected);
  });

  test("and the account of the source is compared where it is known", () => {
    const policy = queuePolicy(
      allow("Principal: {Service: s3.amazonaws.com}, Condition: {StringEquals: {'aws:SourceAccount': '111122223333'}}"),
    );
    expect(spelled(ask(policy, toQueue, { account: "111122223333" }))).toBe("yes");
    expect(spelled(ask(policy, toQueue, { account: "444455556666" }))).toBe("no");
  });

  test.each([
    [
      "the queue's URL",
      "[!Sub 'https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/${Queue.QueueName}']",
      "yes",
    ],
    ["a literal URL", "['https://sqs.eu-west-1.amazonaws.com/111122223333/jobs']", "yes"],
    ["the URL of another queue", "['https://sqs.eu-west-1.amazonaws.com/111122223333/others']", "no"],
  ])("where its policy names %s: %s", (_title, queues, expected) => {
    expect(spelled(ask(queuePolicy(allow('Principal: "*"'), queues), toQueue))).toBe(expected);
  });

  test("unless a denial covers the request", () => {
    const deny =
      '{Effect: Deny, Principal: "*", Action: "sqs:*", Resource: !GetAtt Queue.Arn, Condition: {ArnNotEquals: {"aws:SourceArn": !GetAtt Other.Arn}}}';
    expect(spelled(ask(queuePolicy(`${allow('Principal: "*"')}, ${deny}`), toQueue))).toBe("no");
  });

  test("not without a policy, unless another stack may attach one", () => {
    expect(spelled(ask("", toQueue))).toBe("no");
    expect(spelled(ask("Outputs: {Q: {Value: !Ref Queue, Export: {Name: q}}}", toQueue))).toBe("unknown: escape");
  });

  test("and what it exports changes nothing where it has its policy here", () => {
    const exported = "\nOutputs: {Q: {Value: !Ref Queue, Export: {Name: q}}}";
    expect(spelled(ask(queuePolicy(allow("Principal: {Service: sns.amazonaws.com}")) + exported, toQueue))).toBe("no");
  });

  test("and its inline policy counts", () => {
    const inline = `  P: {Type: AWS::SQS::QueueInlinePolicy, Properties: {Queue: !Ref Queue, PolicyDocument: {Statement: [${allow('Principal: "*"')}]}}}`;
    expect(spelled(ask(inline, toQueue))).toBe("yes");
  });
});

test("what a policy says of others is told", () => {
  const policy = queuePolicy(allow("Principal: {Service: sns.amazonaws.com}"));
  expect(ask(policy, toQueue).evidence.map(({ message }) => message)).toEqual([
    "P allows sqs:SendMessage on Queue, but not to s3.amazonaws.com for Inbox",
  ]);
  expect(ask("", toQueue).evidence.map(({ message }) => message)).toEqual([
    "Queue has no policy that lets s3.amazonaws.com do sqs:SendMessage",
  ]);
});

test("a topic that nobody gave a policy lets alarms publish, and nobody else", () => {
  expect(spelled(ask("", ["cloudwatch", "sns:Publish", "Topic", ""]))).toBe("yes");
  expect(spelled(ask("", ["s3", "sns:Publish", "Topic", "Inbox"]))).toBe("no");
  const policy =
    '  P: {Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Topic], PolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: "sns:Publish", Resource: !Ref Topic}]}}}';
  expect(spelled(ask(policy, ["cloudwatch", "sns:Publish", "Topic", ""]))).toBe("no");
  expect(spelled(ask(policy, ["s3", "sns:Publish", "Topic", "Inbox"]))).toBe("yes");
});

test("a key that leaves everything to the account lets no service in", () => {
  expect(spelled(ask("", ["s3", "kms:GenerateDataKey", "Key", "Inbox"]))).toBe("no");
});

describe("an event bus", () => {
  const put = ["s3", "events:PutEvents", "Bus", "Inbox"] as const;
  test("is opened by a statement of its own, or by its own policy", () => {
    const statement =
      '{Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: "events:PutEvents", Resource: "*"}';
    expect(
      spelled(
        ask(
          `  P: {Type: AWS::Events::EventBusPolicy, Properties: {EventBusName: shop, StatementId: s, Statement: ${statement}}}`,
          put,
        ),
      ),
    ).toBe("yes");
    expect(spelled(ask("", put))).toBe("no");
  });
});

describe("a function", () => {
  const invoke = ["events", "lambda:InvokeFunction", "Fn", "Rule"] as const;
  test.each([
    ["Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn", "yes"],
    ["Principal: events.amazonaws.com", "yes"],
    ["Principal: !Sub 'events.${AWS::URLSuffix}', SourceAccount: !Ref AWS::AccountId", "yes"],
    ["Principal: s3.amazonaws.com", "no"],
    ["Principal: events.amazonaws.com, SourceArn: 'arn:aws:events:eu-west-1:111122223333:rule/other'", "no"],
  ])("is opened by a permission of {%s}: %s", (more, expected) => {
    const permission = `  P: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Fn, Action: "lambda:InvokeFunction", ${more}}}`;
    expect(spelled(ask(permission, invoke))).toBe(expected);
  });

  test("may have been given permissions by others where it escapes", () => {
    expect(spelled(ask("Outputs: {F: {Value: !GetAtt Fn.Arn, Export: {Name: f}}}", invoke))).toBe("unknown: escape");
  });

  test("is opened by a permission that has a condition only sometimes", () => {
    const text = `Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
${resources}
  P: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Fn, Action: "lambda:InvokeFunction", Principal: events.amazonaws.com, SourceArn: !If [IsProd, !GetAtt Other.Arn, !Ref AWS::NoValue]}}`;
    const graph = graphOf(text, { parameters: { Stage: "dev" } });
    const asked = serviceMay(
      graph,
      "events.amazonaws.com",
      "lambda:InvokeFunction",
      nodeIn(graph, "Fn"),
      nodeIn(graph, "Rule"),
      World.open.fresh(),
    );
    expect(spelled(asked)).toBe("yes");
  });
});
