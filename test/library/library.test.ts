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
    list: (folder) =>
      Object.keys(files)
        .filter((path) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".") === folder)
        .map((path) => ({ name: path.slice(path.lastIndexOf("/") + 1), kind: "file" })),
    kindOf: (path) =>
      path in files
        ? "file"
        : path === "." || Object.keys(files).some((one) => one.startsWith(`${path}/`))
          ? "directory"
          : undefined,
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

  test("holds to architectures, to packs and to a policy", () => {
    const root = memory({
      "db.yaml": faulty,
      "own.yaml": "extends: ./pack\nrules: {MAZ009: off}\n",
      "pack/stackplumb.yaml": "rules: {MAZ009: error}\n",
      "policy/stackplumb.yaml": "locked: [MAZ009]\n",
    });
    const held = lint(["db.yaml"], { ...options, root, architectures: ["upload-pipeline"], detect: true });
    expect(held.architectures.map(({ name, enforced }) => [name, enforced])).toContainEqual(["upload-pipeline", true]);
    expect(() => lint([], { ...options, root, architectures: ["nope"] })).toThrow(/There is no architecture nope/);
    const off = lint(["db.yaml"], { ...options, root, config: "own.yaml" });
    expect(off.findings.map(({ ruleId }) => ruleId)).toEqual(["USR007"]);
    const refused = lint(["db.yaml"], { ...options, root, config: "own.yaml", policy: "policy" });
    expect(refused.findings.map(({ ruleId }) => ruleId)).toContain("MAZ009");
    expect(refused.diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        message: "MAZ009 is locked (policy/stackplumb.yaml:1:10) and cannot be switched off",
      }),
    ]);
  });

  test("gives the architecture as data, and the rules with their examples", () => {
    expect(diagram([], options).nodes).toContainEqual(expect.objectContaining({ id: "db.yaml/Database", role: "rdb" }));
    expect(rules().every(({ examples }) => examples.length >= 2)).toBe(true);
  });
});
