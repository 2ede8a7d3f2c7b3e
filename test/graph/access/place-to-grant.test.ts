import { describe, expect, test } from "@jest/globals";
import { canAny } from "../../../src/graph/access/can.ts";
import { canUseKeyOf } from "../../../src/graph/access/key-access.ts";
import { withPlaceToGrant } from "../../../src/graph/access/place-to-grant.ts";
import { World } from "../../../src/resolve/world.ts";
import { spanOf } from "../../../src/source/node.ts";
import { graphOf, nodeIn } from "../graph-of.ts";

const app = (role: string): string => `Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Fn: {Type: AWS::Lambda::Function, Properties: {${role}}}`;
const withPolicies = (statements: string): string => `${app("Role: !GetAtt Role.Arn")}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - {PolicyName: p, PolicyDocument: {Statement: [${statements}]}}`;

function lastHop(text: string): string {
  const graph = graphOf(text);
  const [fn, bucket] = [nodeIn(graph, "Fn"), nodeIn(graph, "Uploads")];
  const world = World.open.fresh();
  const answer = withPlaceToGrant(canAny(graph, fn, ["s3:PutObject"], bucket, world), graph, fn, bucket, world);
  const hop = answer.evidence.at(-1);
  return hop === undefined ? "" : `${spanOf(hop.node).start.line}: ${hop.message}`;
}

describe("the last hop of a missing permission", () => {
  test.each([
    ["nothing at all", withPolicies(""), "8: no policy of Role speaks of Uploads"],
    [
      "another permission on the bucket",
      withPolicies(
        '{Effect: Allow, Action: "sqs:*", Resource: "*"}, {Effect: Allow, Action: "s3:ListBucket", Resource: !GetAtt Uploads.Arn}',
      ),
      "8: Role allows only s3:ListBucket on Uploads",
    ],
    [
      "a permission that misses the objects",
      withPolicies('{Effect: Allow, Action: "s3:PutObject", Resource: !GetAtt Uploads.Arn}'),
      "8: Role allows s3:PutObject, but not on the objects of Uploads",
    ],
    [
      "a denial",
      withPolicies('{Effect: Allow, Action: "s3:*", Resource: "*"}, {Effect: Deny, Action: "s3:Put*", Resource: "*"}'),
      "8: Role denies s3:PutObject on the objects of Uploads",
    ],
    ["no role", app("Runtime: python3.12"), "3: Fn has no role"],
  ])("where there is %s", (_title, text, expected) => {
    expect(lastHop(text)).toBe(expected);
  });

  test("of a key is its policy where that decides alone, and the role where it leaves that to the account", () => {
    const hop = (principal: string): string | undefined => {
      const graph = graphOf(`${withPolicies('{Effect: Allow, Action: "s3:*", Resource: "*"}')}
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: ${principal}}, Action: "kms:*", Resource: "*"}]}}}
  Store: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms", KMSMasterKeyID: !Ref Key}}]}}}`);
      const answer = canUseKeyOf(graph, nodeIn(graph, "Fn"), "kms:Decrypt", nodeIn(graph, "Store"), World.open.fresh());
      return answer.evidence.at(-1)?.message;
    };
    expect(hop('"arn:aws:iam::111122223333:role/admin"')).toBe("Key allows kms:Decrypt on Key, but not to Role");
    expect(hop("!Ref AWS::AccountId")).toBe("no policy of Role speaks of Key");
  });
});
