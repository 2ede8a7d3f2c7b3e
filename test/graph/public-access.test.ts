import { describe, expect, test } from "@jest/globals";
import {
  isBlocked,
  isPublicGrant,
  isRejected,
  isWebsite,
  isWithoutEffect,
  onlyReads,
  publicGrantsOf,
} from "../../src/graph/stores/public-access.ts";
import type { Ternary } from "../../src/graph/ternary.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const policy = (statement: string, bucket = ""): string => `
Parameters: {Flag: {Type: String}, Who: {Type: String}}
Resources:
  Uploads: {Type: AWS::S3::Bucket, Properties: {${bucket}}}
  Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Uploads, PolicyDocument: {Statement: [${statement}]}}}`;

const acl = (name: string, more = ""): string => `
Resources: {Uploads: {Type: AWS::S3::Bucket, Properties: {AccessControl: ${name}${more}}}}`;

function only(text: string): {
  readonly isPublic: Ternary;
  readonly rejected: Ternary;
  readonly withoutEffect: Ternary;
  readonly reads: Ternary;
} {
  const graph = graphOf(text);
  const world = World.open.fresh();
  const [grant] = publicGrantsOf(graph, nodeIn(graph, "Uploads"));
  if (grant === undefined) throw new Error("nothing is granted");
  return {
    isPublic: isPublicGrant(grant, world),
    rejected: isRejected(grant, world),
    withoutEffect: isWithoutEffect(grant, world),
    reads: onlyReads(grant, world),
  };
}

const read = 'Action: "s3:GetObject", Resource: !Sub "${Uploads.Arn}/*"';

describe("a statement of a bucket policy is public", () => {
  test.each([
    [`{Effect: Allow, Principal: "*", ${read}}`, true],
    [`{Effect: Allow, Principal: {AWS: ["*"]}, ${read}}`, true],
    [`{Effect: Allow, NotPrincipal: {AWS: "arn:aws:iam::111122223333:root"}, ${read}}`, true],
    [`{Effect: Allow, Principal: "*", ${read}, Condition: {Bool: {"aws:SecureTransport": "true"}}}`, true],
    [
      `{Effect: Allow, Principal: "*", ${read}, Condition: {StringLike: {"aws:Referer": "https://example.org/*"}}}`,
      true,
    ],
    [`{Effect: Allow, Principal: "*", ${read}, Condition: {IpAddress: {"aws:SourceIp": 0.0.0.0/0}}}`, true],
    [`{Effect: Allow, Principal: "*", ${read}, Condition: {StringNotEquals: {"aws:SourceVpce": vpce-1}}}`, true],
    [`{Effect: Allow, Principal: "*", ${read}, Condition: {IpAddress: {"aws:SourceIp": 192.0.2.0/24}}}`, false],
    [`{Effect: Allow, Principal: "*", ${read}, Condition: {StringEquals: {"AWS:SourceVpce": vpce-1}}}`, false],
    [`{Effect: Allow, Principal: "*", ${read}, Condition: {StringEquals: {"aws:PrincipalOrgID": o-1}}}`, false],
    [`{Effect: Allow, Principal: {Service: cloudfront.amazonaws.com}, ${read}}`, false],
    [`{Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, ${read}}`, false],
    [`{Effect: Deny, Principal: "*", ${read}}`, false],
  ])("%s: %s", (statement, expected) => {
    expect(only(policy(statement)).isPublic).toBe(expected);
  });

  test("or not known, where a parameter says whom it is for", () => {
    expect(only(policy(`{Effect: Allow, Principal: {AWS: !Ref Who}, ${read}}`)).isPublic).toMatchObject([
      { name: "Who" },
    ]);
  });
});

describe("what S3 does about a public grant", () => {
  const everybody = `{Effect: Allow, Principal: "*", ${read}}`;
  const block = (flags: string): string => `PublicAccessBlockConfiguration: {${flags}}`;

  test.each([
    ["", true, false, "blocks by default"],
    [block("BlockPublicPolicy: true"), true, false, "blocks where it is told to"],
    [block("BlockPublicAcls: true"), false, false, "a flag that is left out is off"],
    [block('BlockPublicPolicy: "false"'), false, false, "accepts it where the block is off"],
    [block("BlockPublicPolicy: false, RestrictPublicBuckets: true"), false, true, "accepts it and lets nobody in"],
  ])("a policy under {%s}: rejected %s, without effect %s (%s)", (bucket, rejected, withoutEffect) => {
    expect(only(policy(everybody, bucket))).toMatchObject({ rejected, withoutEffect });
  });

  test.each([
    ["PublicRead", "", true, "there are no ACLs by default"],
    [
      "PublicRead",
      ", OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}",
      true,
      "public ACLs are blocked by default",
    ],
    [
      "PublicRead",
      `, OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}, ${block("BlockPublicPolicy: true")}`,
      false,
      "both are allowed",
    ],
    ["PublicRead", `, ${block("BlockPublicPolicy: true")}`, true, "the block is off, but there are no ACLs"],
  ])("the ACL %s%s: rejected %s (%s)", (name, more, rejected) => {
    expect(only(acl(name, more)).rejected).toBe(rejected);
  });

  test("is not known where a parameter decides", () => {
    expect(only(policy(everybody, block("BlockPublicPolicy: !Ref Flag"))).rejected).toMatchObject([{ name: "Flag" }]);
  });
});

test.each([
  ["PublicRead", true],
  ["PublicReadWrite", true],
  ["AuthenticatedRead", true],
  ["Private", false],
  ["LogDeliveryWrite", false],
])("the ACL %s is public: %s", (name, expected) => {
  expect(only(acl(name)).isPublic).toBe(expected);
});

test.each([
  ['Action: "s3:GetObject"', true],
  ['Action: ["s3:GetObject", "s3:ListBucket"]', true],
  ['Action: ["s3:GetObject", "s3:PutObject"]', false],
  ['Action: "s3:*"', false],
  ['NotAction: "s3:PutObject"', false],
])("%s only reads: %s", (actions, expected) => {
  expect(only(policy(`{Effect: Allow, Principal: "*", ${actions}, Resource: "*"}`)).reads).toBe(expected);
});

test("a bucket that only redirects is no website", () => {
  const graph = graphOf(`Resources:
  Site: {Type: AWS::S3::Bucket, Properties: {WebsiteConfiguration: {IndexDocument: index.html}}}
  Redirect: {Type: AWS::S3::Bucket, Properties: {WebsiteConfiguration: {RedirectAllRequestsTo: {HostName: example.org}}}}`);
  const is = (id: string): Ternary => isWebsite(nodeIn(graph, id), World.open.fresh());
  expect([is("Site"), is("Redirect")]).toEqual([true, false]);
});

test("an ACL that no block refuses is refused because the bucket has no ACLs", () => {
  const off = "BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false";
  const graph = graphOf(acl("PublicRead", `, PublicAccessBlockConfiguration: {${off}}`));
  const [grant] = publicGrantsOf(graph, nodeIn(graph, "Uploads"));
  if (grant === undefined) throw new Error("nothing is granted");
  const world = World.open.fresh();
  expect([isRejected(grant, world), isBlocked(grant, world)]).toEqual([true, false]);
});
