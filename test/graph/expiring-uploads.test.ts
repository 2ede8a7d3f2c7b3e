import { describe, expect, test } from "@jest/globals";
import { keepsFiles } from "../../src/graph/stores/bucket-contents.ts";
import { expiringUploads } from "../../src/graph/stores/expiring-uploads.ts";
import { uploadSourcesOf } from "../../src/graph/stores/upload-sources.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const world = (): World => World.open.fresh();

describe("lifecycle rules that delete uploads", () => {
  /** A function that may put objects under these keys of a bucket with these rules. */
  const messages = (rules: string, resource: string): readonly string[] => {
    const graph = graphOf(`Resources:
  Uploads: {Type: AWS::S3::Bucket, Properties: {LifecycleConfiguration: {Rules: [${rules}]}}}
  Role: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:PutObject", Resource: ${resource}}]}}]}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Environment: {Variables: {BUCKET: !Ref Uploads}}}}`);
    return expiringUploads(graph, nodeIn(graph, "Uploads"), world()).map(({ rule }) => rule.message);
  };
  const [anywhere, photos] = ['!Sub "${Uploads.Arn}/*"', '!Sub "${Uploads.Arn}/photos/*"'];
  test.each([
    [
      "{Status: Enabled, ExpirationInDays: 30}",
      anywhere,
      ["the lifecycle of Uploads deletes all objects after 30 days"],
    ],
    [
      "{Status: Enabled, ExpirationInDays: 30, Prefix: ''}",
      photos,
      ["the lifecycle of Uploads deletes all objects after 30 days"],
    ],
    [
      "{Status: Enabled, ExpirationDate: '2030-01-01', Prefix: photos/}",
      photos,
      ["the lifecycle of Uploads deletes objects under photos/"],
    ],
    ["{Status: Enabled, ExpirationInDays: 1, Prefix: photos/tmp/}", photos, []],
    ["{Status: Enabled, ExpirationInDays: 1, Prefix: tmp/}", anywhere, []],
    ["{Status: Enabled, ExpirationInDays: 1}", '!Sub "arn:aws:s3:::other/*"', []],
    ["{Status: Enabled, ExpirationInDays: 1, ObjectSizeLessThan: '10'}", anywhere, []],
  ])("%s, where %s may be written", (rules, resource, expected) => {
    expect(messages(rules, resource)).toEqual(expected);
  });
});

test("uploads of several buckets may start one function, over a queue too", () => {
  const graph = graphOf(`Resources:
  A: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Fn.Arn}]}}}
  B: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {QueueConfigurations: [{Event: "s3:ObjectCreated:Put", Queue: !GetAtt Queue.Arn}]}}}
  C: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectRemoved:*", Function: !GetAtt Fn.Arn}]}}}
  Queue: {Type: AWS::SQS::Queue}
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Fn}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}`);
  const found = uploadSourcesOf(graph, nodeIn(graph, "Fn"), world()).map(({ logicalId }) => logicalId);
  expect([...found].sort()).toEqual(["A", "B"]);
});

describe("a bucket keeps files", () => {
  const more = `
  Pipeline: {Type: AWS::CodePipeline::Pipeline, Properties: {ArtifactStore: {Type: S3, Location: !Ref Store}}}
  Trail: {Type: AWS::CloudTrail::Trail, Properties: {S3BucketName: !Ref Records}}`;
  test.each([
    ["Uploads", "", true],
    ["Catalog", "", true],
    ["Templates", "", true],
    ["AccessLogsBucket", "", false],
    ["Uploads", "BucketName: acme-tmp", false],
    ["Uploads", "BucketName: !Sub '${AWS::StackName}-logs'", false],
    ["Uploads", "AccessControl: LogDeliveryWrite", false],
    ["Store", "", false],
    ["Records", "", false],
  ])("%s with {%s}: %s", (name, properties, expected) => {
    const graph = graphOf(
      `Resources:\n  ${name}: {Type: AWS::S3::Bucket, Properties: {${properties}}}${more.replaceAll(/!Ref (?:Store|Records)/g, (ref) => (ref.endsWith(name) ? ref : "elsewhere"))}`,
    );
    expect(keepsFiles(graph, nodeIn(graph, name), world())).toBe(expected);
  });
});
