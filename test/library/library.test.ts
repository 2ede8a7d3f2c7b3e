import { describe, expect, test } from "@jest/globals";
import { diagram, failsOn, type Host, lint, rules, version } from "../../src/index.ts";
import { faulty } from "../cli/templates.ts";

/** Files in memory: the library reads from whatever it is given. */
function memory(files: Readonly<Record<string, string>>): Host {
  return {
    readText: (path) => {
      const text = files[path];
      return text === undefined ? { error: "it does not exist" } : { text };
    },
    list: () => Object.keys(files).map((name) => ({ name, kind: "file" })),
    kindOf: (path) => (path === "." ? "directory" : path in files ? "file" : undefined),
  };
}

const options = { root: memory({ "db.yaml": faulty }), asOf: "2026-11-22" };

describe("the library", () => {
  test("lints from any host", () => {
    const report = lint([], options);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(["MAZ009", "USR007"]);
    expect(report.tool.version).toBe(version);
    expect(failsOn(report, { failOn: "error", strictUnknown: false })).toBe(true);
    expect(report).not.toHaveProperty("verdicts");
  });

  test("runs the rules that are named, with the parameters that are given", () => {
    const report = lint(["db.yaml"], {
      ...options,
      rules: ["MAZ009"],
      parameters: new Map([["Env", "prod"]]),
      allVerdicts: true,
    });
    expect(report.findings).toEqual([]);
    expect(report.verdicts).toEqual([expect.objectContaining({ ruleId: "MAZ009", verdict: "pass", guard: null })]);
  });

  test("refuses a rule that does not exist", () => {
    expect(() => lint([], { ...options, rules: ["NOPE"] })).toThrow(RangeError);
  });

  test("says what is wrong with the input among the diagnostics", () => {
    const report = lint(["nowhere.yaml"], options);
    expect(report.diagnostics).toEqual([expect.objectContaining({ severity: "error", location: null })]);
    expect(lint(["nowhere.yaml"], { ...options, allowUnreadable: true }).diagnostics[0]?.severity).toBe("warning");
  });

  test("gives the architecture as data, and the rules with their examples", () => {
    expect(diagram([], options).nodes).toContainEqual(expect.objectContaining({ id: "db.yaml/Database", role: "rdb" }));
    expect(rules().every(({ examples }) => examples.length >= 2)).toBe(true);
  });
});
