import { describe, expect, test } from "@jest/globals";
import { isObjectAction, isObjectOnly, s3ObjectActions } from "../../../src/graph/access/s3-actions.ts";

describe("S3's actions", () => {
  test.each([
    ["s3:PutObject", true],
    ["S3:putobject", true],
    ["s3:GetObject*", true],
    ["s3:*Object", true],
    ["s3:Replicate*", true],
    ["s3:Abort*", true],
    ["s3:ListMultipartUploadParts", true],
    ["s3:ListBucketMultipartUploads", false],
    ["s3:*", false],
    ["s3:Get*", false],
    ["s3:Delete*", false],
    ["s3:ListBucket", false],
    ["s3:Nonsense*", false],
    ["dynamodb:GetItem", false],
    ["*", false],
  ])("%s works on objects only: %s", (pattern, expected) => {
    expect(isObjectOnly(pattern)).toBe(expected);
  });

  test("are told apart one by one", () => {
    expect(s3ObjectActions.every(isObjectAction)).toBe(true);
    expect(isObjectAction("s3:ListBucket")).toBe(false);
  });
});
