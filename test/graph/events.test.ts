import { describe, expect, test } from "@jest/globals";
import { uploadPathTo } from "../../src/graph/events/upload-path.ts";
import type { Graph, TriggersEdge } from "../../src/graph/model.ts";
import { isOutside } from "../../src/graph/model.ts";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import { spell } from "../../src/resolve/spell.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const fn = "Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}";
const uploads = "Uploads: {Type: AWS::S3::Bucket}";

const hops = (graph: Graph): readonly string[] => graph.edges("triggers").map(spelled);

function spelled(edge: TriggersEdge): string {
  const target = isOutside(edge.target) ? `outside ${spell(edge.targetValue)}` : edge.target.logicalId;
  return `${edge.source.logicalId} -> ${target} by ${edge.via}`;
}

function resources(...all: readonly string[]): string {
  return `Resources:\n${all.map((one) => `  ${one}`).join("\n")}`;
}

describe("notifications of a bucket", () => {
  test("are read from its properties, with events and filters", () => {
    const [edge] = graphOf(
      resources(
        `Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Fn.Arn, Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}, {Name: suffix, Value: .jpg}]}}}]}}}`,
        fn,
      ),
    ).edges("triggers");
    expect(edge && spelled(edge)).toBe("Uploads -> Fn by notification");
    expect(edge?.events).toEqual(["s3:ObjectCreated:*"]);
    expect([edge?.prefix, edge?.suffix].map((value) => value && spell(value))).toEqual(["in/", ".jpg"]);
    expect(edge?.declaration.file.text.slice(edge.declaration.start)).toMatch(/^\{Event: "s3:ObjectCreated/);
  });

  test("are read from the custom resource of CDK, in the words of the SDK", () => {
    const graph = graphOf(
      resources(
        uploads,
        `Notify: {Type: "Custom::S3BucketNotifications", Properties: {BucketName: !Ref Uploads, NotificationConfiguration: {LambdaFunctionConfigurations: [{Events: ["s3:ObjectCreated:Put"], LambdaFunctionArn: !GetAtt Fn.Arn}], QueueConfigurations: [{Events: ["s3:ObjectRemoved:*"], QueueArn: !GetAtt Gone.Arn}]}}}`,
        fn,
        "Gone: {Type: AWS::SQS::Queue}",
      ),
    );
    expect(hops(graph)).toEqual(["Uploads -> Fn by notification", "Uploads -> Gone by notification"]);
    expect(graph.edges("triggers")[0]?.declaredBy.logicalId).toBe("Notify");
  });

  test("are written by SAM for an event of type S3", () => {
    const text = `Transform: AWS::Serverless-2016-10-31\n${resources(uploads, 'Fn: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: python3.12, Events: {Up: {Type: S3, Properties: {Bucket: !Ref Uploads, Events: "s3:ObjectCreated:*"}}}}}')}`;
    const graph = graphOf(text);
    expect(hops(graph)).toEqual(["Uploads -> Fn by notification"]);
    expect(graph.edges("invokeAllowed").map(({ target }) => !isOutside(target) && target.logicalId)).toEqual(["Fn"]);
  });

  test("of a function outside the app lead outside, with the reason", () => {
    const bucket = `Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: e, Function: !Ref Arn}]}}}`;
    const [edge] = graphOf(`Parameters: {Arn: {Type: String}}\n${resources(bucket)}`).edges("triggers");
    expect(edge !== undefined && isOutside(edge.target) && edge.target.reason?.name).toBe("Arn");
    expect(edge?.targetRole).toBe("compute.fn");
  });

  test("of a version or an alias lead to its function", () => {
    const bucket = (ref: string): string =>
      `Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: e, Function: ${ref}}]}}}`;
    const alias = "Live: {Type: AWS::Lambda::Alias, Properties: {Name: live, FunctionName: !Ref Fn}}";
    for (const ref of ["!Ref Live", '!Sub "${Fn.Arn}:live"', "!Ref V"]) {
      const version = "V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Fn}}";
      expect(hops(graphOf(resources(bucket(ref), alias, version, fn)))).toEqual(["Uploads -> Fn by notification"]);
    }
  });

  test("that hang on a condition carry its guard", () => {
    const text = `Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
${resources('Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: !If [IsProd, {LambdaConfigurations: [{Event: e, Function: !GetAtt Fn.Arn}]}, !Ref "AWS::NoValue"]}}', fn)}`;
    const [edge] = graphOf(text).edges("triggers");
    expect(edge && describeGuard(edge.guard, new Map())).toBe("Env=prod");
  });
});

describe("notifications that are alike", () => {
  const both = (list: string): string => `Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
${resources(`Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: ${list}}}}`, fn)}`;
  const one = "{Event: e, Function: !GetAtt Fn.Arn}";

  test("are two where both are there, because S3 refuses that", () => {
    const ids = graphOf(both(`[${one}, ${one}]`))
      .edges("triggers")
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  test("are one in two branches of a condition, there in both", () => {
    const [edge, ...others] = graphOf(both(`!If [IsProd, [${one}], [${one}]]`)).edges("triggers");
    expect(others).toEqual([]);
    expect(edge && describeGuard(edge.guard, new Map())).toBeNull();
  });
});

describe("other triggers", () => {
  test("a rule that matches the events of a bucket, and its target", () => {
    const rule = `Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3], detail: {bucket: {name: [!Ref Uploads]}}}, Targets: [{Id: t, Arn: !GetAtt Fn.Arn}]}}`;
    expect(hops(graphOf(resources(uploads, "Other: {Type: AWS::S3::Bucket}", rule, fn)))).toEqual([
      "Uploads -> Rule by eventbridge",
      "Rule -> Fn by eventbridge",
    ]);
  });

  test("a rule that names no bucket matches those that send their events to EventBridge", () => {
    const sends =
      "Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}}";
    const rule = "Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3]}, Targets: []}}";
    expect(hops(graphOf(resources(sends, "Other: {Type: AWS::S3::Bucket}", rule)))).toEqual([
      "Uploads -> Rule by eventbridge",
    ]);
  });

  test("queue and topic on the way, and a workflow and a pipe", () => {
    const graph = graphOf(
      resources(
        "Queue: {Type: AWS::SQS::Queue}",
        "Topic: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: sqs, Endpoint: !GetAtt Queue.Arn}, {Protocol: email, Endpoint: a@example.org}]}}",
        "Poll: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Fn}}",
        "Subscribe: {Type: AWS::SNS::Subscription, Properties: {Protocol: lambda, TopicArn: !Ref Topic, Endpoint: !GetAtt Fn.Arn}}",
        'Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: !Sub "{\\"Resource\\": \\"${Fn.Arn}\\"}"}}',
        "Pipe: {Type: AWS::Pipes::Pipe, Properties: {Source: !GetAtt Queue.Arn, Target: !Ref Machine}}",
        fn,
      ),
    );
    expect([...hops(graph)].sort()).toEqual([
      "Machine -> Fn by workflow",
      "Queue -> Fn by queue",
      "Queue -> Machine by pipe",
      "Topic -> Fn by topic",
      "Topic -> Queue by topic",
    ]);
  });
});

describe("workflows", () => {
  const table = "Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: details}}";
  const machine = (properties: string): string =>
    `Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {${properties}}}`;
  const callsOf = (...all: readonly string[]): readonly string[] => {
    const graph = graphOf(resources(...all));
    return graph
      .edgesFrom("triggers", nodeIn(graph, "Machine"))
      .map((edge) => [spelled(edge), ...edge.events].join(" "));
  };

  test.each([
    ["a map", "Definition: {States: {A: {Type: Task, Resource: !GetAtt Fn.Arn}}}"],
    ["JSON with names in it", `DefinitionString: !Sub '{"States": {"A": {"Type": "Task", "Resource": "\${Fn.Arn}"}}}'`],
    [
      "JSON with substitutions",
      `DefinitionString: '{"States": {"A": {"Type": "Task", "Resource": "\${F}"}}}', DefinitionSubstitutions: {F: !GetAtt Fn.Arn}`,
    ],
    [
      "an optimised integration",
      'Definition: {States: {A: {Type: Task, Resource: "arn:aws:states:::lambda:invoke", Parameters: {FunctionName: !Ref Fn}}}}',
    ],
    [
      "an integration in JSONata",
      'Definition: {States: {A: {Type: Task, Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", Arguments: {FunctionName: !GetAtt Fn.Arn}}}}',
    ],
    [
      "a state inside of a map state",
      "Definition: {States: {M: {Type: Map, ItemProcessor: {States: {A: {Type: Task, Resource: !GetAtt Fn.Arn}}}}}}",
    ],
    [
      "a state of a branch",
      "Definition: {States: {P: {Type: Parallel, Branches: [{States: {A: {Type: Task, Resource: !GetAtt Fn.Arn}}}]}}}",
    ],
  ])("call what %s says", (_, properties) => {
    expect(callsOf(machine(properties), fn)).toEqual(["Machine -> Fn by workflow"]);
  });

  test("write to tables without a function", () => {
    const put = 'A: {Type: Task, Resource: "arn:aws:states:::dynamodb:putItem", Parameters: {TableName: !Ref Table}}';
    const batch =
      'B: {Type: Task, Resource: "arn:aws:states:::aws-sdk:dynamodb:batchWriteItem", Parameters: {RequestItems: {Items: !Ref Table}}}';
    expect(callsOf(machine(`Definition: {States: {${put}, ${batch}}}`), table)).toEqual([
      "Machine -> Table by workflow dynamodb:putItem",
      "Machine -> Table by workflow dynamodb:batchWriteItem",
    ]);
  });

  test("that are files call what is handed to them", () => {
    const file = machine("DefinitionS3Location: {Bucket: b, Key: k}, DefinitionSubstitutions: {F: !GetAtt Fn.Arn}");
    expect(callsOf(file, fn)).toEqual(["Machine -> Fn by workflow"]);
  });

  test("that are no JSON call nothing", () => {
    expect(callsOf(machine("DefinitionString: '{\"States\": '"), fn)).toEqual([]);
  });
});

describe("events of a bucket outside the app", () => {
  test("come from the custom resource that configures it", () => {
    const graph = graphOf(
      resources(
        'Notify: {Type: "Custom::S3BucketNotifications", Properties: {BucketName: theirs, NotificationConfiguration: {LambdaFunctionConfigurations: [{Events: ["s3:ObjectCreated:*"], LambdaFunctionArn: !GetAtt Fn.Arn}]}}}',
        fn,
      ),
    );
    expect(hops(graph)).toEqual(["Notify -> Fn by notification"]);
    expect(uploadPathTo(graph, nodeIn(graph, "Fn"), World.open.fresh())?.map(spelled)).toEqual([
      "Notify -> Fn by notification",
    ]);
  });

  test("come by a rule that asks for them", () => {
    const rule = (type: string): string =>
      `Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3], detail-type: [${type}], detail: {bucket: {name: [theirs]}}}, Targets: [{Id: t, Arn: !GetAtt Fn.Arn}]}}`;
    const path = (type: string): readonly string[] | undefined => {
      const graph = graphOf(resources(rule(type), fn));
      return uploadPathTo(graph, nodeIn(graph, "Fn"), World.open.fresh())?.map(spelled);
    };
    expect(path("Object Created")).toEqual(["Rule -> Fn by eventbridge"]);
    expect(path("Object Deleted")).toBeUndefined();
  });
});

describe("the path of an upload", () => {
  const path = (text: string): readonly string[] | undefined => {
    const graph = graphOf(text);
    return uploadPathTo(graph, nodeIn(graph, "Fn"), World.open.fresh())?.map(spelled);
  };
  const notified = (event: string): string =>
    `Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {QueueConfigurations: [{Event: "${event}", Queue: !GetAtt Queue.Arn}]}}}`;
  const rest = [
    "Queue: {Type: AWS::SQS::Queue}",
    "Poll: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Fn}}",
    fn,
  ];

  test("leads over a queue to its consumer", () => {
    expect(path(resources(notified("s3:ObjectCreated:*"), ...rest))).toEqual([
      "Uploads -> Queue by notification",
      "Queue -> Fn by queue",
    ]);
  });

  test("is none where the bucket tells of deletions only", () => {
    expect(path(resources(notified("s3:ObjectRemoved:*"), ...rest))).toBeUndefined();
  });

  test("ends where consumers feed each other in a circle", () => {
    const circle = "Feed: {Type: AWS::Pipes::Pipe, Properties: {Source: !GetAtt Queue.Arn, Target: !GetAtt Queue.Arn}}";
    expect(path(resources(...rest, circle))).toBeUndefined();
  });
});
