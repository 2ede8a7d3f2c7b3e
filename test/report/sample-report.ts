/** Reports made by hand, to render. */
import type { Finding, Location, Report, ReportChange } from "../../src/lint/report.ts";
import type { TextOptions } from "../../src/report/render-text.ts";

export function at(line: number, column: number, endColumn = column + 1, file = "shop.yaml"): Location {
  return { file, startLine: line, startColumn: column, endLine: line, endColumn };
}

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    ruleId: "MET002",
    ruleName: "notification-without-permission",
    severity: "error",
    verdict: "fail",
    message: "Uploads notifies Resize, but nothing lets s3.amazonaws.com invoke it",
    guard: null,
    environments: [],
    subject: { stack: "shop.yaml", logicalId: "Uploads", type: "AWS::S3::Bucket", constructPath: null, property: null },
    location: at(3, 5, 12),
    codeLocation: null,
    related: [],
    reason: null,
    basis: "proof",
    assumed: [],
    causedBy: null,
    fix: "Add an AWS::Lambda::Permission.",
    edit: null,
    fingerprint: "f1",
    status: "active",
    exception: null,
    change: null,
    ...changes,
  };
}

export function report(findings: readonly Finding[], changes: Partial<Report> = {}): Report {
  return {
    version: 1,
    tool: { name: "stackplumb", version: "0.0.0" },
    summary: {
      errors: findings.filter((f) => f.severity === "error" && f.verdict === "fail" && f.causedBy === null).length,
      warnings: findings.filter((f) => f.severity === "warning" && f.verdict === "fail" && f.causedBy === null).length,
      infos: 0,
      unknown: findings.filter((f) => f.verdict === "unknown").length,
      suppressed: 0,
      baselined: 0,
      resources: 10,
      stacks: 1,
      judged: 9,
      consequences: findings.filter((f) => f.causedBy !== null).length,
    },
    stacks: [{ name: "shop.yaml", file: "shop.yaml", sha256: "00", resources: 10, judged: 9 }],
    notModelled: [{ type: "AWS::AppSync::GraphQLApi", count: 1 }],
    asOf: "2026-11-22",
    findings,
    unknowns: [],
    architectures: [],
    exceptions: [],
    change: null,
    diagnostics: [],
    ...changes,
  };
}

export function change(changes: Partial<ReportChange> = {}): ReportChange {
  return {
    base: { commit: "1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d", name: "the merge base with main" },
    counts: { new: 0, existing: 0, fixed: 0 },
    fixed: [],
    exceptions: [],
    requirements: [],
    losses: [],
    ...changes,
  };
}

export const source = [
  "Resources:",
  "  Uploads:",
  "    Type: AWS::S3::Bucket",
  "  Resize:",
  "    Type: AWS::Lambda::Function",
];

export const plain: TextOptions = {
  colour: false,
  width: 100,
  unicode: false,
  lineOf: (file, line) => (file === "shop.yaml" ? source[line - 1] : undefined),
};
