import { describe, expect, test } from "@jest/globals";
import {
  architecture,
  broken,
  component,
  conformanceOf,
  flow,
  forbidden,
  quality,
  resultOf,
} from "./sample-architecture.ts";

const pipeline = (change: (text: string) => string = (text) => text): string =>
  change(`Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Imported: {Type: String}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Describe.Arn}]}
  Describe:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Code: {S3Bucket: b, S3Key: k}
      Environment: {Variables: {TABLE: !Ref Details}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: p
          PolicyDocument: {Statement: [{Effect: Allow, Action: "dynamodb:PutItem", Resource: !GetAtt Details.Arn}]}
  Details:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
`);

const asked = architecture({
  components: [component("inbox", ["object"]), component("worker", ["compute.fn"]), component("meta", ["nosql"])],
  flows: [
    flow("start", "inbox", "worker", [{ kind: "triggers", events: "ObjectCreated:*" }], {
      via: [{ name: "queue", optional: true }],
    }),
    flow("save", "worker", "meta", [{ kind: "can", actions: ["dynamodb:PutItem"] }, { kind: "references" }]),
  ],
});

describe("a flow", () => {
  test("is there where every need holds, and shows its hops", () => {
    const conformance = conformanceOf(pipeline(), asked);
    expect(broken(conformance)).toEqual([]);
    expect(resultOf(conformance, "flow.start").related.length).toBeGreaterThan(0);
  });

  test.each([
    [
      "the trigger",
      /NotificationConfiguration.*\n/,
      "Properties2: x\n",
      "flow.start",
      "nothing leads from Photos to Describe",
    ],
    ["the event", '"s3:ObjectCreated:*"', '"s3:ObjectRemoved:*"', "flow.start", "not of ObjectCreated:*"],
    [
      "the permission",
      '"dynamodb:PutItem"',
      '"dynamodb:GetItem"',
      "flow.save",
      "Describe is not allowed dynamodb:PutItem on Details",
    ],
    ["the name of the table", "!Ref Details}", "none}", "flow.save", "nothing tells Describe where Details is"],
  ])("without %s is violated, and says so of nothing else", (_, from, to, address, message) => {
    const template = pipeline((text) => text.replace(from, to).replace("Properties2: x", "BucketName: x"));
    const conformance = conformanceOf(template, asked);
    expect(broken(conformance)).toEqual([`violated ${address}`]);
    expect(resultOf(conformance, address).message).toContain(message);
  });

  test("is not known to be broken where the table has a name that code may know", () => {
    const template = pipeline((text) =>
      text.replace("!Ref Details}", "none}").replace("KeySchema", "TableName: details\n      KeySchema"),
    );
    expect(broken(conformanceOf(template, asked))).toEqual(["unknown flow.save"]);
  });

  test("is violated only where its condition makes it so", () => {
    const template = pipeline((text) => text.replace("TABLE: !Ref Details", "TABLE: !If [IsProd, !Ref Details, none]"));
    expect(resultOf(conformanceOf(template, asked), "flow.save")).toMatchObject({
      status: "violated",
      guard: { kind: "atom", atom: { value: expect.anything() } },
    });
  });

  test("is not known where the role is not seen", () => {
    const template = pipeline((text) => text.replace("Role: !GetAtt Role.Arn", "Role: !Ref Imported"));
    const conformance = conformanceOf(template, asked);
    expect(broken(conformance)).toEqual(["unknown flow.save"]);
    expect(resultOf(conformance, "flow.save").reasons[0]?.name).toBe("Imported");
  });

  test("must be there from every node that is bound, however well another one does", () => {
    const second = `  Idle: {Type: AWS::Lambda::Function, Properties: {Code: {S3Bucket: b, S3Key: k}, Role: !GetAtt Role.Arn}}\n`;
    const conformance = conformanceOf(pipeline() + second, asked);
    expect(broken(conformance)).toEqual(["violated flow.start", "violated flow.save"]);
    expect(resultOf(conformance, "flow.start").message).toContain("Idle");
  });

  test("may go over what stands between, and over nothing else", () => {
    const queued = pipeline((text) =>
      text.replace(
        /LambdaConfigurations.*\n/,
        'QueueConfigurations: [{Event: "s3:ObjectCreated:*", Queue: !GetAtt Q.Arn}]}\n',
      ),
    ).concat(`  Q: {Type: AWS::SQS::Queue}
  Poll: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref Describe}}
`);
    expect(broken(conformanceOf(queued, asked))).toEqual([]);
    const direct = { ...asked, flows: asked.flows.map((each) => ({ ...each, via: [] })) };
    expect(broken(conformanceOf(queued, direct))).toEqual(["violated flow.start"]);
  });

  test("of an end that is missing is missing, and one of an optional end asks for nothing", () => {
    const lone = `Resources:\n  Photos: {Type: AWS::S3::Bucket}\n`;
    expect(broken(conformanceOf(lone, asked))).toEqual([
      "missing component.worker",
      "missing component.meta",
      "missing flow.start",
      "missing flow.save",
    ]);
    const lax = { ...asked, components: asked.components.map((each) => ({ ...each, optional: true })) };
    expect(broken(conformanceOf(lone, lax))).toEqual([]);
  });
});

describe("the loss of a zone", () => {
  const web = (subnets: string): string => `Resources:
  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, AvailabilityZone: eu-west-1a, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, AvailabilityZone: eu-west-1b, CidrBlock: 10.0.1.0/24}}
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref A, !Ref B]}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Front, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Group}]}}
  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref V, Port: 80, Protocol: HTTP}}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: "2", MaxSize: "4", VPCZoneIdentifier: ${subnets}, TargetGroupARNs: [!Ref Group], LaunchConfigurationName: x}}
`;
  const served = architecture({
    components: [component("front", ["lb"]), component("app", ["compute.vm"], { zones: { atLeast: 2, atMost: null } })],
    flows: [flow("serve", "front", "app", [{ kind: "fronts" }], { survivesZone: true })],
  });

  test("breaks a flow to what stands in one zone, and the component that must stand in two", () => {
    expect(broken(conformanceOf(web("[!Ref A, !Ref B]"), served))).toEqual([]);
    const conformance = conformanceOf(web("[!Ref A]"), served);
    expect(broken(conformance)).toEqual(["violated component.app", "violated flow.serve"]);
    expect(resultOf(conformance, "flow.serve").message).toContain("Web stands in eu-west-1a only");
  });
});

describe("a quality", () => {
  test("is violated by a rule that fails on the component, and by none that fails elsewhere", () => {
    const on = (name: string) => ({ ...asked, qualities: [quality(name, "MET020")] });
    const conformance = conformanceOf(pipeline(), on("meta"));
    expect(broken(conformance)).toEqual(["violated meta.MET020"]);
    expect(resultOf(conformance, "meta.MET020").explainedBy).toMatchObject([
      { verdict: "fail", rule: { id: "MET020" } },
    ]);
    expect(broken(conformanceOf(pipeline(), on("inbox")))).toEqual([]);
  });

  test("is there where one of several rules passes on each node", () => {
    const either = { ...asked, qualities: [quality("meta", "MET020", "MET021")] };
    const onDemand = pipeline((text) => text.replace("KeySchema", "BillingMode: PAY_PER_REQUEST\n      KeySchema"));
    expect(broken(conformanceOf(onDemand, either))).toEqual([]);
    const neither = { ...asked, qualities: [quality("meta", "MET020", "MET020")] };
    expect(broken(conformanceOf(onDemand, neither))).toEqual(["violated meta.MET020|MET020"]);
  });

  test("of a component that is missing is missing", () => {
    const lone = "Resources:\n  Photos: {Type: AWS::S3::Bucket}\n";
    const components = [component("meta", ["nosql"])];
    const conformance = conformanceOf(lone, architecture({ components, qualities: [quality("meta", "MET020")] }));
    expect(broken(conformance)).toEqual(["missing component.meta", "missing meta.MET020"]);
  });
});

test("what is forbidden is violated where its rule fails", () => {
  const conformance = conformanceOf(pipeline(), { ...asked, forbidden: [forbidden("no-loss", "meta", "MET020")] });
  expect(broken(conformance)).toEqual(["violated forbid.no-loss"]);
});

describe("a flow from an API", () => {
  const api = (integration: string): string => `Resources:
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: api, ProtocolType: HTTP}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {S3Bucket: b, S3Key: k}, Role: r}}
  ${integration}
`;
  const call = (properties: string): string =>
    api(`Call: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, ${properties}}}`);
  const needs = (kind: "fronts" | "triggers") =>
    architecture({
      components: [component("api", ["api"]), component("fn", ["compute.fn"])],
      flows: [flow("answer", "api", "fn", [kind === "fronts" ? { kind } : { kind, events: null }])],
    });

  test.each(["fronts", "triggers"] as const)("leads to what its integrations call (%s)", (kind) => {
    expect(
      broken(conformanceOf(call("IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn"), needs(kind))),
    ).toEqual([]);
    expect(broken(conformanceOf(api(""), needs(kind)))).toEqual(["violated flow.answer"]);
  });

  test("is not known to be broken where an integration is not followed", () => {
    const template = call('IntegrationType: HTTP_PROXY, IntegrationUri: "https://example.com"');
    expect(broken(conformanceOf(template, needs("fronts")))).toEqual(["unknown flow.answer"]);
  });
});
