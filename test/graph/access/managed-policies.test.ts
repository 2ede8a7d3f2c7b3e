import { describe, expect, test } from "@jest/globals";
import { managedGrants, mayGrant } from "../../../src/graph/access/managed-policies.ts";

describe("AWS-managed policies", () => {
  test("are listed with actions and resource", () => {
    expect(managedGrants("AmazonS3FullAccess")).toEqual([{ negated: false, actions: ["s3:*"], resource: "*" }]);
    expect(managedGrants("PowerUserAccess")).toEqual([
      { negated: true, actions: ["iam:*", "organizations:*", "account:*"], resource: "*" },
    ]);
    expect(managedGrants("AWSLambdaExecute")?.at(-1)).toEqual({
      negated: false,
      actions: ["s3:GetObject", "s3:PutObject"],
      resource: "arn:aws:s3:::*",
    });
  });

  test("that are not listed may grant anything, except those of families that do not", () => {
    expect(managedGrants("AmazonRoute53FullAccess")).toBeUndefined();
    expect(mayGrant("AmazonRoute53FullAccess", "s3")).toBe(false);
    expect(mayGrant("AmazonSQSReadOnlyAccess", "sqs")).toBe(true);
    expect(mayGrant("AmazonSQSReadOnlyAccess", "s3")).toBe(false);
    expect(mayGrant("ACompletelyNewPolicy", "s3")).toBe(true);
  });
});
