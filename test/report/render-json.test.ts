import { describe, expect, test } from "@jest/globals";
import { asJson, renderJson } from "../../src/report/render-json.ts";
import { finding, report } from "./sample-report.ts";

describe("a report in JSON", () => {
  test("is the report, and ends with a line break", () => {
    const one = report([finding()]);
    const text = renderJson(one);
    expect(JSON.parse(text)).toEqual(one);
    expect(text.endsWith("}\n")).toBe(true);
  });

  test("has the keys of the contract in the order of the contract", () => {
    const { findings, ...rest } = JSON.parse(renderJson(report([finding()])));
    expect(Object.keys(rest)).toEqual([
      "version",
      "tool",
      "summary",
      "stacks",
      "notModelled",
      "asOf",
      "unknowns",
      "architectures",
      "exceptions",
      "change",
      "diagnostics",
    ]);
    expect(Object.keys(findings[0]).slice(0, 6)).toEqual([
      "ruleId",
      "ruleName",
      "severity",
      "verdict",
      "message",
      "guard",
    ]);
  });

  test("spells out what a terminal or GitHub's runner would obey, and means the same", () => {
    const text = asJson({ message: "\u009b2J\u202e ##[error]" });
    expect(text).toContain("\\u009b2J\\u202e ##\\u005berror]");
    expect(JSON.parse(text)).toEqual({ message: "\u009b2J\u202e ##[error]" });
  });
});
