import { expect, test } from "@jest/globals";
import { renderTraces } from "../../src/report/render-trace.ts";
import { at, finding, plain } from "./sample-report.ts";

test("a trace shows values, edges and verdicts, with conditions, defaults and evidence", () => {
  const trace = {
    stack: "shop.yaml",
    logicalId: "Uploads",
    type: "AWS::S3::Bucket",
    role: "object",
    constructPath: null,
    guard: "IsProd=true",
    location: at(2, 3),
    values: [{ path: "BucketName", text: "${Name}", guard: "IsProd=true", location: at(4, 5), assumed: ["Name"] }],
    edges: [
      {
        kind: "triggers",
        from: "shop.yaml/Uploads",
        to: "shop.yaml/Resize",
        label: "s3:ObjectCreated:*",
        guard: null,
        evidence: [{ message: "declares a notification", location: at(5, 5) }],
      },
    ],
    verdicts: [
      {
        ruleId: "MET002",
        subject: finding().subject,
        key: "triggers:shop.yaml/Uploads>shop.yaml/Resize",
        verdict: "unknown" as const,
        guard: null,
        reason: "parameter X has no value",
        message: null,
        evidence: [],
      },
    ],
  };
  expect(renderTraces([trace], plain)).toBe(`Uploads, AWS::S3::Bucket (object)
  --> shop.yaml:2:3
  there when IsProd=true
values
  BucketName = \${Name} when IsProd=true (by default of Name)
edges
  triggers Uploads -> Resize (s3:ObjectCreated:*)
    1. declares a notification (shop.yaml:5:5)
verdicts
  MET002 unknown of triggers:Uploads>Resize: parameter X has no value
`);
});
