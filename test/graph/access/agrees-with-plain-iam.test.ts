import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { can } from "../../../src/graph/access/can.ts";
import { serviceMay } from "../../../src/graph/access/service-access.ts";
import type { Answer } from "../../../src/graph/model.ts";
import { World } from "../../../src/resolve/world.ts";
import { graphOf, nodeIn } from "../graph-of.ts";
import "../../fixed-seed.ts";
import { isAllowed, type PlainPolicies, type PlainRequest, type PlainStatement } from "./plain-iam.ts";

const account = "111122223333";
const bucket = "arn:aws:s3:::acme-photos";
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/users`;
const queue = `arn:aws:sqs:eu-west-1:${account}:jobs`;
const role = `arn:aws:iam::${account}:role/app`;
const otherRole = `arn:aws:iam::${account}:role/other`;
const service = "s3.amazonaws.com";

/** What is asked, by the resource that has a policy: the objects stand for all keys that the patterns tell apart. */
const questions = {
  Bucket: {
    action: "s3:PutObject",
    resources: ["in/a", "in/private/a", "out/a", "x"].map((key) => `${bucket}/${key}`),
  },
  Queue: { action: "sqs:SendMessage", resources: [queue] },
  Table: { action: "dynamodb:PutItem", resources: [table] },
  Key: { action: "kms:Decrypt", resources: [`arn:aws:kms:eu-west-1:${account}:key/generated`] },
} as const;
type Asked = keyof typeof questions;

const actions = [
  "*",
  "s3:*",
  "s3:Put*",
  "s3:PutObject",
  "S3:putobject",
  "s3:GetObject",
  "sqs:SendMessage",
  "sqs:*",
  "dynamodb:*Item",
  "dynamodb:PutItem",
  "kms:*",
  "kms:Decrypt",
  "k?s:De*",
];
const resources = [
  "*",
  `${bucket}/*`,
  `${bucket}/in/*`,
  `${bucket}/in/private/*`,
  `${bucket}/out/?`,
  bucket,
  "arn:aws:s3:::acme-*",
  "arn:aws:s3:::other/*",
  table,
  `${table}/index/*`,
  queue,
  `arn:aws:sqs:*:${account}:*`,
  "arn:aws:sqs:*:999999999999:jobs",
];
/** Whole resources only: which keys an exception leaves over is not worked out. */
const coarse = ["*", `${bucket}/*`, bucket, "arn:aws:s3:::other/*", table, queue];
const principals: readonly PlainStatement["Principal"][] = [
  "*",
  { AWS: ["*"] },
  { AWS: [role] },
  { AWS: [otherRole] },
  { AWS: [account] },
  { AWS: [`arn:aws:iam::${account}:root`] },
  { AWS: ["arn:aws:iam::999999999999:root", otherRole] },
  { Service: [service] },
  { Service: ["sns.amazonaws.com"], AWS: [otherRole] },
];
const values: Readonly<Record<string, readonly string[]>> = {
  "aws:SecureTransport": ["true", "false", "True"],
  "aws:PrincipalArn": [role, otherRole, `arn:aws:iam::${account}:role/*`, "*"],
  "aws:PrincipalAccount": [account, "999999999999"],
  "aws:PrincipalIsAWSService": ["true", "false"],
  "aws:SourceArn": [bucket, "arn:aws:s3:::acme-*", "arn:aws:s3:::other"],
  "aws:SourceAccount": [account, "999999999999"],
  "aws:PrincipalServiceNamesList": [service, "sns.amazonaws.com"],
};
const operators = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "ArnLike",
  "ArnNotEquals",
  "StringEqualsIgnoreCase",
  "Bool",
  "StringEqualsIfExists",
  "ArnLikeIfExists",
  "StringNotEqualsIfExists",
  "ForAnyValue:StringEquals",
  "ForAllValues:StringLike",
  "ForAllValues:StringNotEquals",
];

const some = (all: readonly string[], max = 3) =>
  fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: max });
const condition = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...Object.keys(values)).chain((key) =>
      fc.oneof(
        fc
          .tuple(fc.constantFrom(...operators), some(values[key] ?? [], 2))
          .map(([operator, wanted]) => ({ [operator]: { [key]: wanted } })),
        fc.constantFrom("true", "false").map((wanted) => ({ Null: { [key]: [wanted] } })),
      ),
    ),
  },
);
const statement = (ofResource: boolean, where: readonly string[]): fc.Arbitrary<PlainStatement> =>
  fc
    .record({
      Effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
      actions: fc.tuple(fc.boolean(), fc.boolean(), some(actions)),
      resources: fc.tuple(fc.boolean(), fc.boolean(), some(where), some(coarse)),
      principal: fc.tuple(fc.boolean(), fc.boolean(), fc.constantFrom(...principals)),
      Condition: condition,
    })
    .map(
      ({ Effect, actions: [a, b, patterns], resources: [c, d, given, whole], principal: [e, f, who], Condition }) => ({
        Effect,
        ...(a && b ? { NotAction: patterns } : { Action: patterns }),
        ...(c && d ? { NotResource: whole } : { Resource: given }),
        ...(!ofResource || who === undefined ? {} : e && f ? { NotPrincipal: who } : { Principal: who }),
        ...(Condition !== undefined && { Condition }),
      }),
    );
const policy = (ofResource: boolean, where = resources) => fc.array(statement(ofResource, where), { maxLength: 4 });

function template(asked: Asked, { identity, resource, boundary }: PlainPolicies): string {
  const document = (statements: readonly PlainStatement[]) => ({ Version: "2012-10-17", Statement: statements });
  const attached: Readonly<Record<Asked, object>> = {
    Bucket: {
      P: { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: "acme-photos", PolicyDocument: document(resource) } },
    },
    Queue: {
      P: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: { Queues: [{ Ref: "Queue" }], PolicyDocument: document(resource) },
      },
    },
    Table: {},
    Key: {},
  };
  return JSON.stringify({
    Resources: {
      Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "acme-photos" } },
      Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName: "users",
          ...(asked === "Table" && { ResourcePolicy: { PolicyDocument: document(resource) } }),
        },
      },
      Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy: document(asked === "Key" ? resource : []) } },
      Edge: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document(boundary ?? []) } },
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "app",
          Policies: [{ PolicyName: "p", PolicyDocument: document(identity) }],
          ...(boundary !== undefined && { PermissionsBoundary: { Ref: "Edge" } }),
        },
      },
      ...attached[asked],
    },
  });
}

const keysOfRole: PlainRequest["keys"] = {
  "aws:securetransport": ["true"],
  "aws:principalarn": [role],
  "aws:principalaccount": [account],
  "aws:principalisawsservice": ["false"],
};
const keysOfService: PlainRequest["keys"] = {
  "aws:securetransport": ["true"],
  "aws:principalisawsservice": ["true"],
  "aws:sourcearn": [bucket],
  "aws:sourceaccount": [account],
  "aws:principalservicenameslist": [service],
};

function plainly(asked: Asked, policies: PlainPolicies, byService: boolean): "yes" | "no" {
  const { action, resources: all } = questions[asked];
  const who = byService
    ? { role: undefined, service, keys: keysOfService }
    : { role, service: undefined, keys: keysOfRole };
  return all.some((resource) => isAllowed(policies, { action, resource, account, ...who })) ? "yes" : "no";
}

function symbolically(asked: Asked, policies: PlainPolicies, byService: boolean): Answer {
  const graph = graphOf(template(asked, policies), { account });
  const [target, caller, world] = [nodeIn(graph, asked), nodeIn(graph, "Role"), World.open.fresh()];
  const { action } = questions[asked];
  return byService
    ? serviceMay(graph, service, action, target, nodeIn(graph, "Bucket"), world)
    : can(graph, caller, action, target, world);
}

describe("the symbolic evaluation agrees with a plain one", () => {
  const keyResources = ["*", "arn:aws:kms:*", "arn:aws:s3:::*"];
  const cases: [Asked, string[]][] = [
    ["Bucket", resources],
    ["Queue", resources],
    ["Table", resources],
    ["Key", keyResources],
  ];
  test.each(cases)("about a role and a %s with a policy of its own, and boundaries", (asked, where) => {
    const policies = fc.record({
      identity: policy(false, where),
      resource: policy(true, where),
      boundary: fc.option(policy(false, asked === "Key" ? where : coarse), { nil: undefined }),
    });
    fc.assert(
      fc.property(policies, (given) => {
        const all = { ...given, isKey: asked === "Key" };
        expect(symbolically(asked, all, false).answer).toBe(plainly(asked, all, false));
      }),
      { numRuns: 400 },
    );
  });

  test.each(cases.filter(([asked]) => asked !== "Table"))("about a service and a %s", (asked, where) => {
    fc.assert(
      fc.property(policy(true, where), (resource) => {
        const all = { identity: [], resource, boundary: undefined, isKey: false };
        expect(symbolically(asked, all, true).answer).toBe(plainly(asked, all, true));
      }),
      { numRuns: 400 },
    );
  });
});
