import { describe, expect, test } from "@jest/globals";
import type { Edge } from "../../src/graph/model.ts";
import { findingOf } from "../../src/lint/finding-of.ts";
import { always } from "../../src/resolve/guard.ts";
import { absent } from "../../src/resolve/value.ts";
import { buckets, judgement, node, reason, rule, stack } from "./sample-judgement.ts";

const context = { secrets: new Set<string>(), describeGuard: () => null };
const shop = stack(buckets, { constructPaths: new Map([["Uploads", "Shop/Uploads/Resource"]]) });
const uploads = node(shop, "Uploads");

describe("a finding", () => {
  test("says where it is, in the file and in the constructs", () => {
    const finding = findingOf(judgement(uploads), "f", context);
    expect(finding.location).toEqual({ file: "shop.yaml", startLine: 2, startColumn: 3, endLine: 2, endColumn: 10 });
    expect(finding.subject).toEqual({
      stack: "shop.yaml",
      logicalId: "Uploads",
      type: "AWS::S3::Bucket",
      constructPath: "Shop/Uploads/Resource",
      property: null,
    });
  });

  test("lists each hop of its path once, with its place", () => {
    const hop = { message: "Archive is there", node: node(shop, "Archive").origin };
    const { related } = findingOf(judgement(uploads, { related: [hop, hop] }), "f", context);
    expect(related).toEqual([
      {
        message: "Archive is there",
        location: { file: "shop.yaml", startLine: 4, startColumn: 3, endLine: 4, endColumn: 10 },
      },
    ]);
  });

  test("names the parameters whose defaults it rests on, in order", () => {
    expect(findingOf(judgement(uploads, { assumed: ["Size", "Env"] }), "f", context).assumed).toEqual([
      "parameter Env",
      "parameter Size",
    ]);
  });

  test("says of an unknown what would settle it, and of a failure nothing of the kind", () => {
    const reasons = [reason("SubnetIds"), reason("Vpc", null), reason("SubnetIds")];
    const unknown = findingOf(judgement(uploads, { verdict: "unknown", reasons }), "f", context);
    expect(unknown.verdict).toBe("unknown");
    expect(unknown.reason).toBe(
      "parameter SubnetIds has no value (to settle it: --parameter SubnetIds=...); parameter Vpc has no value",
    );
    expect(findingOf(judgement(uploads, { reasons }), "f", context).reason).toBeNull();
  });

  test("hides secrets in what the template filled in, and leaves the rule's own words", () => {
    const secretive = judgement(uploads, {
      rule: rule({ message: ["the password is ", ["var", "x"], "!"] }),
      message: "the password is password!",
      related: [{ message: "default password", node: uploads.origin }],
    });
    const finding = findingOf(secretive, "f", { secrets: new Set(["password"]), describeGuard: () => "Pass=password" });
    expect(finding.message).toBe("the password is ********!");
    expect(finding.related[0]?.message).toBe("default ********");
    expect(finding.guard).toBe("Pass=********");
  });
});

describe("the fix", () => {
  const sam = stack(`Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Db: {Type: AWS::RDS::DBInstance}
  Resize: {Type: AWS::Serverless::Function}
`);

  test("is in the words of CloudFormation in a plain template", () => {
    expect(findingOf(judgement(uploads), "f", context).fix).toBe("in CloudFormation's words");
  });

  test("is in SAM's words where a SAM resource takes part", () => {
    expect(findingOf(judgement(node(sam, "Resize")), "f", context).fix).toBe("in SAM's words");
    const bucket = node(sam, "Uploads");
    const edge: Edge = {
      kind: "fronts",
      id: "",
      source: bucket,
      target: node(sam, "Resize"),
      guard: always,
      declaration: bucket.origin,
      declaredBy: bucket,
      evidence: [],
    };
    const about = { ...judgement(bucket).subject, self: edge };
    expect(findingOf(judgement(bucket, { subject: about }), "f", context).fix).toBe("in SAM's words");
    const outside = { ...about, self: { ...edge, target: { kind: "outside", reason: null, value: absent } } };
    expect(findingOf(judgement(bucket, { subject: outside }), "f", context).fix).toBe("in CloudFormation's words");
  });

  test("is in CloudFormation's words for a plain resource of a SAM template", () => {
    expect(findingOf(judgement(node(sam, "Db")), "f", context).fix).toBe("in CloudFormation's words");
  });
});
