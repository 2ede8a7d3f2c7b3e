import { describe, expect, test } from "@jest/globals";
import { type Annotating, annotatedLine, annotationRoom, chooseAnnotations } from "../../src/github/annotations.ts";
import type { Finding, ReportDiagnostic } from "../../src/lint/report.ts";
import { at, finding, report } from "../report/sample-report.ts";

const trusted: Annotating = (location) => ({
  path: `infra/${location.file}`,
  at: annotatedLine(`infra/${location.file}`, location),
});
const untrusted: Annotating = (location) => ({ path: location.file, at: null });

function many(count: number, severity: Finding["severity"]): Finding[] {
  return Array.from({ length: count }, (_, i) =>
    finding({ severity, fingerprint: `${severity}${i}`, location: at(i + 1, 1) }),
  );
}

describe("annotations", () => {
  test("point at the line and tell the whole finding", () => {
    const one = finding({
      guard: "IsProd=false",
      assumed: ["parameter Count"],
      related: [{ message: "Uploads notifies", location: at(9, 1) }],
    });
    expect(chooseAnnotations(report([one]), trusted).annotations).toEqual([
      {
        level: "error",
        title: "MET002 notification-without-permission",
        message: [
          "Uploads notifies Resize, but nothing lets s3.amazonaws.com invoke it",
          "(when IsProd=false; by the default of parameter Count)",
          "1. Uploads notifies (infra/shop.yaml:9)",
          "Fix: Add an AWS::Lambda::Permission.",
        ].join("\n"),
        at: { file: "infra/shop.yaml", line: 3, columns: [5, 11] },
      },
    ]);
  });

  test("stay below GitHub's ten of a level, with one of each left for the action's own words", () => {
    const findings = [...many(12, "info"), ...many(30, "warning"), ...many(11, "error")];
    const { annotations, leftOut } = chooseAnnotations(report(findings), trusted);
    const count = (level: string): number => annotations.filter((annotation) => annotation.level === level).length;
    expect([count("error"), count("warning"), count("notice")]).toEqual([9, 9, 9]);
    expect(annotations.length + leftOut).toBe(findings.length);
    expect(annotations[0]?.level).toBe("error");
  });

  test("are of the findings whose home they are, which are never more than there is room for", () => {
    const findings = [...many(3, "error"), ...many(2, "warning")];
    const homes = new Map([
      ["error0", "inline"],
      ["error1", "annotation"],
      ["error2", "comment"],
      ["warning1", "annotation"],
    ] as const);
    const { annotations, leftOut } = chooseAnnotations(report(findings), trusted, homes);
    expect(annotations.map(({ level, at: line }) => [level, line?.line])).toEqual([
      ["error", 2],
      ["warning", 2],
    ]);
    expect(leftOut).toBe(0);
  });

  test("leave room for what could not be read", () => {
    const unread = (severity: "error" | "warning"): ReportDiagnostic => ({
      ...{ code: "yaml-syntax", severity, message: "bad", location: null },
    });
    const diagnostics = [unread("error"), unread("error"), ...Array.from({ length: 12 }, () => unread("warning"))];
    expect(annotationRoom(report([], { diagnostics }))).toEqual({ error: 7, warning: 0, notice: 9 });
  });

  test("say where they are themselves when the line is not the commit's", () => {
    const [annotation] = chooseAnnotations(report([finding()]), untrusted).annotations;
    expect(annotation?.at).toBeNull();
    expect(annotation?.message).toMatch(/^shop\.yaml:3: Uploads/);
  });

  test("of what could not be read come first", () => {
    const diagnostics = [
      { code: "yaml-syntax", severity: "error", message: "bad indentation", location: at(2, 1) },
    ] as const;
    const { annotations } = chooseAnnotations(report([finding()], { diagnostics }), trusted);
    expect(annotations.map(({ title }) => title)).toEqual([
      "Stackplumb: yaml-syntax",
      "MET002 notification-without-permission",
    ]);
  });

  test("are not made for what is suppressed, unknown, or a consequence", () => {
    const findings = [
      finding(),
      finding({ fingerprint: "f2", causedBy: "f1" }),
      finding({ fingerprint: "f3", status: "suppressed" }),
      finding({ fingerprint: "f4", verdict: "unknown" }),
    ];
    const { annotations, leftOut } = chooseAnnotations(report(findings), trusted);
    expect([annotations.length, leftOut]).toEqual([1, 0]);
    expect(annotations[0]?.message).toContain("1 finding follows from this.");
  });

  test("stand on the line of code that made the resource", () => {
    const [annotation] = chooseAnnotations(
      report([finding({ codeLocation: at(42, 3, 9, "lib/stack.ts") })]),
      trusted,
    ).annotations;
    expect(annotation?.at).toEqual({ file: "infra/lib/stack.ts", line: 42, columns: [3, 8] });
  });

  test("hold no line break or control character of a template's", () => {
    const hostile = finding({ message: "a\r\n::error::b\u001b[2J\u202e" });
    const [annotation] = chooseAnnotations(report([hostile]), trusted).annotations;
    expect(annotation?.message.split("\n")[0]).toBe("a  ::error::b\\x1b[2J\\u202e");
  });
});
