import { describe, expect, test } from "@jest/globals";
import { type EncryptionKey, keyOf } from "../../../src/graph/access/encryption-key.ts";
import { canUseKeyOf, serviceMayUseKeyOf } from "../../../src/graph/access/key-access.ts";
import type { Answer } from "../../../src/graph/model.ts";
import { World } from "../../../src/resolve/world.ts";
import { graphOf, nodeIn } from "../graph-of.ts";

const spelled = (answer: Answer): string =>
  answer.answer === "unknown" ? `unknown: ${answer.reasons.map(({ kind }) => kind).join(", ")}` : answer.answer;

const keySpelled = (key: EncryptionKey): string => {
  if (key.kind === "key") return key.node.logicalId;
  if (key.kind === "managed") return key.alias;
  return key.kind === "outside" ? `outside: ${key.reason.kind}` : key.kind;
};

const root = '{AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}';
const keyWith = (...statements: readonly string[]): string =>
  `\n  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [${statements.join(", ")}]}}}`;
const delegating = `{Effect: Allow, Principal: ${root}, Action: "kms:*", Resource: "*"}`;
const alias = "\n  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/uploads, TargetKeyId: !Ref Key}}";
const bucket = (encryption: string): string =>
  `\n  Store: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {${encryption}}}]}}}`;
const kms = (key: string): string => bucket(`SSEAlgorithm: "aws:kms", KMSMasterKeyID: ${key}`);

describe("the key of a store", () => {
  test.each([
    ["a bucket without encryption", "\n  Store: {Type: AWS::S3::Bucket}", "none"],
    ["a bucket with S3's own keys", bucket("SSEAlgorithm: AES256"), "none"],
    ["a bucket with KMS and no key", bucket('SSEAlgorithm: "aws:kms"'), "aws/s3"],
    ["a bucket with a key's ARN", kms("!GetAtt Key.Arn"), "Key"],
    ["a bucket with a key's id", kms("!Ref Key"), "Key"],
    ["a bucket with a spelled ARN", kms('!Sub "arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}"'), "Key"],
    ["a bucket with an alias", kms("!Ref Alias"), "Key"],
    ["a bucket with the alias's name", kms("alias/uploads"), "Key"],
    ["a bucket with the alias's ARN", kms('!Sub "arn:aws:kms:${AWS::Region}:${AWS::AccountId}:${Alias}"'), "Key"],
    ["a bucket with another alias", kms("alias/other"), "outside: key"],
    ["a bucket with an imported key", kms("!ImportValue key"), "outside: import"],
    ["a bucket with two layers", bucket('SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: !Ref Key'), "Key"],
    ["a queue with SQS's own keys", "\n  Store: {Type: AWS::SQS::Queue}", "none"],
    [
      "a queue with AWS's key",
      "\n  Store: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: alias/aws/sqs}}",
      "aws/sqs",
    ],
    ["a queue with a key", "\n  Store: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key}}", "Key"],
    ["a topic with a key", "\n  Store: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !Ref Key}}", "Key"],
    ["a table", "\n  Store: {Type: AWS::DynamoDB::Table}", "none"],
    [
      "a table with AWS's key",
      "\n  Store: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: {SSEEnabled: true}}}",
      "aws/dynamodb",
    ],
    [
      "a table with a key",
      "\n  Store: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: {SSEEnabled: true, SSEType: KMS, KMSMasterKeyId: !GetAtt Key.Arn}}}",
      "Key",
    ],
    ["a secret", "\n  Store: {Type: AWS::SecretsManager::Secret}", "aws/secretsmanager"],
    ["a secret with a key", "\n  Store: {Type: AWS::SecretsManager::Secret, Properties: {KmsKeyId: !Ref Key}}", "Key"],
    ["a database", "\n  Store: {Type: AWS::RDS::DBInstance, Properties: {StorageEncrypted: true}}", "aws/rds"],
  ])("%s is %s", (_title, store, expected) => {
    const graph = graphOf(`Resources:${keyWith(delegating)}${alias}${store}`);
    expect(keySpelled(keyOf(graph, nodeIn(graph, "Store"), World.open.fresh()))).toBe(expected);
  });
});

describe("who may use a bucket's key", () => {
  const may = (statements: readonly string[], policy: string, store = kms("!GetAtt Key.Arn")): string => {
    const graph = graphOf(`Resources:${keyWith(...statements)}${alias}${store}
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}}}
  Role: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyName: p, PolicyDocument: {Statement: [${policy}]}}]}}`);
    const [fn, bucketNode] = [nodeIn(graph, "Fn"), nodeIn(graph, "Store")];
    return spelled(canUseKeyOf(graph, fn, "kms:GenerateDataKey", bucketNode, World.open.fresh()));
  };
  const grant = (resource: string, more = ""): string =>
    `{Effect: Allow, Action: ["kms:GenerateDataKey*", "kms:Decrypt"], Resource: ${resource}${more}}`;
  const onKey = grant("!GetAtt Key.Arn");
  const nothing = '{Effect: Allow, Action: "s3:*", Resource: "*"}';
  const named = '{Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: "kms:*", Resource: "*"}';
  const admin =
    '{Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:role/admin"}, Action: "kms:*", Resource: "*"}';
  const viaS3 = `{Effect: Allow, Principal: {AWS: "*"}, Action: "kms:*", Resource: "*", Condition: {StringEquals: {"kms:ViaService": !Sub "s3.\${AWS::Region}.amazonaws.com", "kms:CallerAccount": !Ref AWS::AccountId}}}`;
  test.each([
    ["a policy of its role, where the key leaves it to the account", [delegating], onKey, "yes"],
    ["a policy on all keys", [delegating], grant('"*"'), "yes"],
    ["a policy on the key's alias, which names no key", [delegating], grant('!Sub "arn:aws:kms:*:*:${Alias}"'), "no"],
    [
      "a policy for S3's calls",
      [delegating],
      grant('"*"', ', Condition: {StringLike: {"kms:ViaService": "s3.*.amazonaws.com"}}'),
      "yes",
    ],
    [
      "a policy for another service's calls",
      [delegating],
      grant('"*"', ', Condition: {StringLike: {"kms:ViaService": "sqs.*.amazonaws.com"}}'),
      "no",
    ],
    ["no policy", [delegating], nothing, "no"],
    ["a policy of its role, where the key names somebody else", [admin], onKey, "no"],
    ["the key's policy", [admin, named], nothing, "yes"],
    ["the key's policy for everybody who comes through S3", [admin, viaS3], nothing, "yes"],
    [
      "a policy that the key denies",
      [delegating, '{Effect: Deny, Principal: "*", Action: "kms:Generate*", Resource: "*"}'],
      onKey,
      "no",
    ],
  ])("%s", (_title, statements, policy, expected) => {
    expect(may(statements, policy)).toBe(expected);
  });

  test("everybody, where AWS manages the key; nobody knows, where it is elsewhere", () => {
    expect(may([admin], nothing, bucket('SSEAlgorithm: "aws:kms"'))).toBe("yes");
    expect(may([admin], nothing, bucket("SSEAlgorithm: AES256"))).toBe("yes");
    expect(may([admin], nothing, kms("!ImportValue key"))).toBe("unknown: import");
  });
});

describe("services and encrypted queues", () => {
  const may = (queue: string, ...statements: readonly string[]): string => {
    const graph = graphOf(`Resources:${keyWith(delegating, ...statements)}
  Inbox: {Type: AWS::S3::Bucket}
  Store: {Type: AWS::SQS::Queue, Properties: {${queue}}}`);
    const [store, inbox] = [nodeIn(graph, "Store"), nodeIn(graph, "Inbox")];
    const world = World.open.fresh();
    return spelled(serviceMayUseKeyOf(graph, "s3.amazonaws.com", "kms:GenerateDataKey", store, inbox, world));
  };
  test.each([
    ["QueueName: q", [], "yes"],
    ["KmsMasterKeyId: alias/aws/sqs", [], "no"],
    ["KmsMasterKeyId: !Ref Key", [], "no"],
    [
      "KmsMasterKeyId: !Ref Key",
      [
        '{Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: ["kms:GenerateDataKey*", "kms:Decrypt"], Resource: "*"}',
      ],
      "yes",
    ],
    ["KmsMasterKeyId: !ImportValue key", [], "unknown: import"],
  ])("{%s} with %j: %s", (queue, statements, expected) => {
    expect(may(queue, ...statements)).toBe(expected);
  });
});
