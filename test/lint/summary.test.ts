import { describe, expect, test } from "@jest/globals";
import { failsOn } from "../../src/lint/fails-on.ts";
import { summaryOf } from "../../src/lint/summary.ts";
import { finding, report } from "../report/sample-report.ts";

const findings = [
  finding(),
  finding({ severity: "warning" }),
  finding({ severity: "info" }),
  finding({ verdict: "unknown" }),
  finding({ causedBy: "f1" }),
  finding({ status: "suppressed" }),
  finding({ status: "baselined" }),
  finding({ status: "baselined", causedBy: "f1" }),
];

describe("the summary", () => {
  test("counts every finding once", () => {
    const stacks = [
      { name: "a", file: "a", sha256: "", resources: 3, judged: 2 },
      { name: "b", file: "b", sha256: "", resources: 4, judged: 4 },
    ];
    expect(summaryOf(findings, stacks)).toEqual({
      errors: 1,
      warnings: 1,
      infos: 1,
      unknown: 1,
      consequences: 1,
      suppressed: 1,
      baselined: 2,
      resources: 7,
      judged: 6,
      stacks: 2,
    });
  });
});

describe("the gate", () => {
  const errorsOnly = { failOn: "error", strictUnknown: false } as const;

  test("fails on findings at or above its severity", () => {
    expect(failsOn(report([finding()]), errorsOnly)).toBe(true);
    expect(failsOn(report([finding({ severity: "warning" })]), errorsOnly)).toBe(false);
    expect(failsOn(report([finding({ severity: "warning" })]), { ...errorsOnly, failOn: "warning" })).toBe(true);
    expect(failsOn(report([finding()]), { ...errorsOnly, failOn: "never" })).toBe(false);
  });

  test("lets what cannot be known pass, unless it is strict", () => {
    const unknown = report([finding({ verdict: "unknown" })]);
    expect(failsOn(unknown, errorsOnly)).toBe(false);
    expect(failsOn(unknown, { ...errorsOnly, strictUnknown: true })).toBe(true);
  });

  test("does not count what is suppressed or follows from another finding", () => {
    expect(failsOn(report([finding({ status: "suppressed" }), finding({ causedBy: "f1" })]), errorsOnly)).toBe(false);
  });
});
