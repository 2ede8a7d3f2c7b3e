import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lint } from "../../src/index.ts";
import type { Report } from "../../src/lint/report.ts";
import { renderJunit } from "../../src/report/render-junit.ts";
import { randomReport } from "./random-report.ts";
import { type Element, readXml } from "./read-xml.ts";
import { at, finding, report } from "./sample-report.ts";

const casesOf = (of: Report): readonly Element[] =>
  readXml(renderJunit(of)).children.flatMap(({ children }) => children);

describe("a report as JUnit XML", () => {
  test("has a suite for each stack and a failure with its evidence for each finding", () => {
    const one = finding({ guard: "IsProd=false", related: [{ message: "a hop", location: at(9, 3) }] });
    const suites = readXml(renderJunit(report([one])));
    expect(suites.attributes).toEqual({
      name: "stackplumb",
      tests: "1",
      failures: "1",
      errors: "0",
      skipped: "0",
      time: "0",
    });
    const [suite] = suites.children;
    expect(suite?.attributes).toMatchObject({ name: "shop.yaml", tests: "1", failures: "1" });
    const [testcase] = suite?.children ?? [];
    expect(testcase?.attributes).toEqual({
      name: "MET002 notification-without-permission: Uploads",
      classname: "shop.yaml.MET002",
      file: "shop.yaml",
      line: "3",
      time: "0",
    });
    const [failure] = testcase?.children ?? [];
    expect(failure?.attributes).toEqual({ message: one.message, type: "error" });
    expect(failure?.text).toBe(
      [
        `error: ${one.message}`,
        "at shop.yaml:3:5",
        "1. a hop (shop.yaml:9:3)",
        "when: IsProd=false",
        "fix: Add an AWS::Lambda::Permission.",
      ].join("\n"),
    );
  });

  test("skips what cannot be known and what does not count, and says why", () => {
    const exception = { reason: "moves next month", owner: null, until: null, location: at(1, 1) };
    const cases = casesOf(
      report([
        finding({ verdict: "unknown", reason: "parameter Size has no value" }),
        finding({ status: "suppressed", exception }),
      ]),
    );
    expect(cases.map(({ children }) => [children[0]?.name, children[0]?.attributes["message"]])).toEqual([
      ["skipped", "cannot be known: parameter Size has no value"],
      ["skipped", "suppressed: moves next month"],
    ]);
    expect(new Set(cases.map(({ attributes }) => attributes["name"])).size).toBe(2);
  });

  test("tells what follows from a finding with it", () => {
    const cases = casesOf(
      report([finding(), finding({ ruleId: "MET005", message: "nobody hears", causedBy: "f1", fingerprint: "f2" })]),
    );
    expect(cases).toHaveLength(1);
    expect(cases[0]?.children[0]?.text).toContain("so also: MET005 nobody hears (shop.yaml:3:5)");
  });

  test("passes where the report lists what passes, and nowhere else", () => {
    const { subject } = finding();
    const verdict = { ruleId: "UPL006", subject, key: null, verdict: "pass", guard: null, reason: null } as const;
    const cases = casesOf(
      report([finding()], { verdicts: [verdict, { ...verdict, verdict: "n/a" }, { ...verdict, ruleId: "MET002" }] }),
    );
    expect(cases.map(({ attributes, children }) => [attributes["name"], children.length])).toEqual([
      ["MET002 notification-without-permission: Uploads", 1],
      ["UPL006: Uploads", 0],
    ]);
    expect(casesOf(report([]))).toEqual([]);
  });

  test("has an error for what could not be read", () => {
    const diagnostics: Report["diagnostics"] = [
      { code: "yaml", severity: "error", message: "a colon is missing", location: at(4, 2) },
      { code: "note", severity: "info", message: "nothing", location: null },
    ];
    const suites = readXml(renderJunit(report([], { diagnostics })));
    expect(suites.attributes).toMatchObject({ tests: "1", errors: "1" });
    expect(suites.children[0]?.attributes["name"]).toBe("input");
    expect(suites.children[0]?.children[0]?.children[0]).toMatchObject({
      name: "error",
      attributes: { message: "a colon is missing", type: "yaml" },
    });
  });
});

test("a fixture's cases are its findings and passes, each of another name", () => {
  const found = lint(["fixtures/templates/shop.yaml"], { root: process.cwd(), asOf: "2026-11-22", allVerdicts: true });
  const cases = casesOf(found);
  const names = cases.map(({ attributes }) => `${attributes["classname"]} ${attributes["name"]}`);
  expect(new Set(names).size).toBe(names.length);
  const { errors, warnings, infos } = found.summary;
  expect(cases.filter(({ children }) => children[0]?.name === "failure")).toHaveLength(errors + warnings + infos);
  expect(cases.filter(({ children }) => children.length === 0).length).toBeGreaterThan(20);
});

test("any report at all is well-formed, and its counts are those of its cases", () => {
  fc.assert(
    fc.property(randomReport, (hostile) => {
      const { attributes, children } = readXml(renderJunit(hostile));
      const kinds = children.flatMap((suite) => suite.children).map(({ children: [child] }) => child?.name ?? "passed");
      const countOf = (kind: string): string => String(kinds.filter((one) => one === kind).length);
      expect(attributes).toMatchObject({
        tests: String(kinds.length),
        failures: countOf("failure"),
        errors: countOf("error"),
        skipped: countOf("skipped"),
      });
    }),
  );
});
