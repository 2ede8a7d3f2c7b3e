/**
 * Findings for tests: one that is as plain as can be, with what a test cares about in its place.
 */
import type { Finding, Location } from "../../src/lint/report.ts";

export function locationAt(file: string, startLine: number, endLine = startLine): Location {
  return { file, startLine, startColumn: 3, endLine, endColumn: 9 };
}

export function findingOf(rest: Partial<Finding> = {}): Finding {
  return {
    ruleId: "FLT003",
    ruleName: "stateful-deletable",
    severity: "error",
    verdict: "fail",
    message: "Orders and its data are deleted with the stack",
    guard: null,
    environments: [],
    subject: { stack: "shop", logicalId: "Orders", type: "AWS::DynamoDB::Table", constructPath: null, property: null },
    location: locationAt("infra/app.yaml", 2),
    codeLocation: null,
    related: [],
    reason: null,
    basis: "proof",
    assumed: [],
    causedBy: null,
    fix: "Set DeletionPolicy: Retain",
    edit: null,
    fingerprint: "f1",
    status: "active",
    exception: null,
    change: "new",
    ...rest,
  };
}
