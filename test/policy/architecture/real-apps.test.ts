/** Shapes of apps that are deployed every day: what the built-in architectures make of them. */
import { describe, expect, test } from "@jest/globals";
import { builtinArchitectures } from "../../../src/policy/architecture/builtin-architectures.ts";
import type { Conformance } from "../../../src/policy/architecture/conformance.ts";
import { boundTo, conformanceOf, resultOf } from "./sample-architecture.ts";

function held(name: string, template: string): Conformance {
  const asked = builtinArchitectures().find((architecture) => architecture.name === name);
  if (asked === undefined) throw new Error(`there is no ${name}`);
  return conformanceOf(template, asked);
}

const fn = (id: string, more = ""): string => `
  ${id}:
    Type: AWS::Serverless::Function
    Properties: {Handler: index.handler, Runtime: nodejs22.x, CodeUri: src/${more}}`;

const onUpload = (bucket: string): string =>
  `, Events: {New: {Type: S3, Properties: {Bucket: !Ref ${bucket}, Events: s3:ObjectCreated:*}}}`;

const sam = (...resources: readonly string[]): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:${resources.join("")}\n`;

const bucket = (id: string): string => `\n  ${id}: {Type: AWS::S3::Bucket}`;
const table = (id: string): string => `\n  ${id}: {Type: AWS::Serverless::SimpleTable}`;

describe("the upload pipeline", () => {
  test("is no business of functions that nothing uploads to, nor of buckets that results go to", () => {
    const pipeline = held(
      "upload-pipeline",
      sam(
        bucket("In"),
        bucket("Out"),
        table("Details"),
        fn(
          "Resize",
          `, Policies: [{S3ReadPolicy: {BucketName: !Ref In}}, {S3WritePolicy: {BucketName: !Ref Out}}]${onUpload("In")}`,
        ),
        fn("Report", ", Events: {Daily: {Type: Schedule, Properties: {Schedule: rate(1 day)}}}"),
      ),
    );
    expect([boundTo(pipeline, "inbox"), boundTo(pipeline, "worker")]).toEqual([["In"], ["Resize"]]);
    expect(resultOf(pipeline, "flow.on-upload").status).toBe("present");
    expect(pipeline.unbound.map(({ logicalId }) => logicalId).sort()).toEqual(["Details", "Out", "Report"]);
  });

  test("is broken, and not without parts, where nothing starts the function any more", () => {
    const pipeline = held("upload-pipeline", sam(bucket("In"), fn("Resize")));
    expect([boundTo(pipeline, "inbox"), boundTo(pipeline, "worker")]).toEqual([["In"], ["Resize"]]);
    expect(resultOf(pipeline, "flow.on-upload")).toMatchObject({
      status: "violated",
      message: "nothing leads from In to Resize: nothing there starts it",
    });
  });

  test("sees who is started over a queue", () => {
    const pipeline = held(
      "upload-pipeline",
      `Resources:
  In:
    Type: AWS::S3::Bucket
    Properties: {NotificationConfiguration: {QueueConfigurations: [{Event: "s3:ObjectCreated:*", Queue: !GetAtt New.Arn}]}}
  New: {Type: AWS::SQS::Queue}
  Take:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt New.Arn, FunctionName: !Ref Describe}
  Describe: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Other: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
`,
    );
    expect([boundTo(pipeline, "inbox"), boundTo(pipeline, "worker")]).toEqual([["In"], ["Describe"]]);
  });

  test("takes what the states of a workflow do for what the workflow does", () => {
    const task = (policies: string) =>
      sam(
        `
  In:
    Type: AWS::S3::Bucket
    Properties: {NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}`,
        table("Details"),
        fn("Describe", `, Environment: {Variables: {DETAILS: !Ref Details}}, Policies: [${policies}]`),
        `
  Steps:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {StartAt: Describe, States: {Describe: {Type: Task, Resource: !GetAtt Describe.Arn, End: true}}}
      Policies: [{LambdaInvokePolicy: {FunctionName: !Ref Describe}}]
      Events:
        New:
          Type: EventBridgeRule
          Properties:
            Pattern: {source: [aws.s3], detail-type: [Object Created], detail: {bucket: {name: [!Ref In]}}}`,
      );
    const whole = held(
      "upload-pipeline",
      task("{S3ReadPolicy: {BucketName: !Ref In}}, {DynamoDBWritePolicy: {TableName: !Ref Details}}"),
    );
    expect([boundTo(whole, "worker"), boundTo(whole, "meta")]).toEqual([["Steps"], ["Details"]]);
    for (const flow of ["on-upload", "read-object", "save-metadata"])
      expect([flow, resultOf(whole, `flow.${flow}`).status]).toEqual([flow, "present"]);
    const blind = held("upload-pipeline", task("{DynamoDBWritePolicy: {TableName: !Ref Details}}"));
    expect(resultOf(blind, "flow.read-object").status).toBe("violated");
    expect(resultOf(blind, "flow.save-metadata").status).toBe("present");
  });

  test("holds who says that it is the reader to what a reader needs", () => {
    const reader = (metadata: string) =>
      held(
        "upload-pipeline",
        sam(
          bucket("In"),
          table("Details"),
          fn("Describe", `, Policies: [{DynamoDBWritePolicy: {TableName: !Ref Details}}]${onUpload("In")}`),
          `
  List:
    Type: AWS::Serverless::Function${metadata}
    Properties: {Handler: index.handler, Runtime: nodejs22.x, CodeUri: src/, Environment: {Variables: {T: !Ref Details}}}`,
        ),
      );
    expect(boundTo(reader(""), "reader")).toEqual([]);
    expect(resultOf(reader(""), "flow.query").status).toBe("present");
    const pinned = reader("\n    Metadata: {Stackplumb: {component: reader}}");
    expect(boundTo(pinned, "reader")).toEqual(["List"]);
    expect(resultOf(pinned, "flow.query").status).toBe("violated");
  });
});

describe("the web application", () => {
  test("is not its bastion, and an instance needs no volume because another has one", () => {
    const held2 = held(
      "web-app-storage",
      `Resources:
  BastionHost: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}
  Worker:
    Type: AWS::EC2::Instance
    Properties: {ImageId: ami-1, BlockDeviceMappings: [{DeviceName: /dev/sdf, Ebs: {VolumeSize: 10, Encrypted: true}}]}
`,
    );
    expect(boundTo(held2, "app")).toEqual(["Web", "Worker"]);
    expect(resultOf(held2, "flow.temp-files").status).toBe("present");
  });

  test.each([
    ["aws:elasticbeanstalk:application:environment", "unknown"],
    ["aws:autoscaling:launchconfiguration", "missing"],
  ])("may have its users in another stack that the option in %s names: %s", (namespace, status) => {
    const template = `Resources:
  Environment: {Type: AWS::ElasticBeanstalk::Environment, Properties: {ApplicationName: a, TemplateName: !Ref Settings}}
  Settings:
    Type: AWS::ElasticBeanstalk::ConfigurationTemplate
    Properties:
      ApplicationName: a
      OptionSettings: [{Namespace: "${namespace}", OptionName: X, Value: !ImportValue there}]
`;
    expect(resultOf(held("web-app-storage", template), "component.users").status).toBe(status);
  });
});

describe("the shop", () => {
  test("is not said to conform in what a missing flow asks for", () => {
    const shop = held(
      "ecommerce-multi-az",
      "Resources:\n  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}\n",
    );
    for (const address of ["flow.serve", "serve.MAZ007", "flow.save-user", "save-user.USR003"])
      expect([address, resultOf(shop, address).status]).toEqual([address, "missing"]);
  });

  test.each(["internal", "internet-facing"])(
    "has a load balancer as its front that is %s behind the edge",
    (scheme) => {
      const shop = held(
        "ecommerce-multi-az",
        `Resources:
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: ${scheme}}}
  Back: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internal}}
  Way: {Type: AWS::CloudFront::VpcOrigin, Properties: {VpcOriginEndpointConfig: {Name: front, Arn: !Ref Front}}}
  Edge:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        DefaultCacheBehavior: {TargetOriginId: front, ViewerProtocolPolicy: https-only}
        Origins: [{Id: front, DomainName: !GetAtt Front.DNSName, VpcOriginConfig: {VpcOriginId: !GetAtt Way.Id}}]
`,
      );
      expect(boundTo(shop, "front")).toEqual(["Front"]);
      expect(resultOf(shop, "flow.browse").status).not.toBe("missing");
    },
  );
});
