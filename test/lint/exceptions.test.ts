import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Host, lint, type Report } from "../../src/index.ts";
import { unfold } from "../../src/lint/apply-exceptions.ts";
import { failsOn } from "../../src/lint/fails-on.ts";

import { finding } from "../report/sample-report.ts";

/** Files in memory. */
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

const rules = ["MAZ009", "USR007"];
const gate = { failOn: "info", strictUnknown: false } as const;

function lintFiles(files: Readonly<Record<string, string>>, changes: object = {}): Report {
  const config = "stackplumb.yaml" in files ? { config: "stackplumb.yaml" } : {};
  return lint([], { root: memory(files), asOf: "2026-11-22", rules, ...config, ...changes });
}

/** A database with two findings, MAZ009 on line 6 and USR007 on line 8; lines can be put in. */
function database({ above = "", behind = "", metadata = "", top = "" } = {}): string {
  return `${top}Resources:
  Database:
    Type: AWS::RDS::DBInstance
${metadata}    Properties:
      Engine: postgres
${above}      MultiAZ: false${behind}
      MasterUsername: app
      MasterUserPassword: correct-horse
`;
}

const active = ({ findings }: Report): readonly string[] =>
  findings.filter(({ status }) => status === "active").map(({ ruleId }) => ruleId);
const notes = ({ diagnostics }: Report): readonly string[] =>
  diagnostics.map(({ severity, message, location }) => `${location?.startLine} ${severity}: ${message}`);

describe("an exception", () => {
  test.each([
    ["behind the line", { behind: " # stackplumb-ignore MAZ009: a sandbox" }],
    ["above the line", { above: "      # stackplumb-ignore MAZ009: a sandbox\n\n      # and more\n" }],
    ["by the rule's name", { behind: " #stackplumb-ignore rds-single-zone: a sandbox" }],
    ["above the resource", { top: "", metadata: "" }],
  ])("is a comment %s", (_, where) => {
    const text = database(where);
    const file = text.includes("ignore")
      ? text
      : text.replace("  Database:", "  # stackplumb-ignore MAZ009: a sandbox\n  Database:");
    const report = lintFiles({ "db.yaml": file });
    expect(active(report)).toEqual(["USR007"]);
    expect(notes(report)).toEqual([]);
    const suppressed = report.findings.find(({ status }) => status === "suppressed");
    expect(suppressed).toMatchObject({
      ruleId: "MAZ009",
      exception: { reason: "a sandbox", owner: null, until: null, location: { file: "db.yaml" } },
    });
    expect(report.summary).toMatchObject({ errors: 1, warnings: 0, suppressed: 1 });
  });

  test("is no comment inside of a text", () => {
    const text =
      '    Metadata:\n      Note: |\n        # stackplumb-ignore MAZ009: no\n      Other: "x # stackplumb-ignore MAZ009: no"\n';
    const report = lintFiles({ "db.yaml": database({ metadata: text }) });
    expect(active(report)).toEqual(["MAZ009", "USR007"]);
    expect(notes(report)).toEqual([]);
    const after = database({ metadata: text, above: "      # stackplumb-ignore MAZ009: yes\n" });
    expect(active(lintFiles({ "db.yaml": after }))).toEqual(["USR007"]);
  });

  test("stands in the metadata of a resource or of the template", () => {
    const own = "    Metadata: {Stackplumb: {ignore: [{rule: MAZ009, reason: a sandbox, owner: data}]}}\n";
    const report = lintFiles({ "db.yaml": database({ metadata: own }) });
    expect(active(report)).toEqual(["USR007"]);
    expect(report.findings.find(({ ruleId }) => ruleId === "MAZ009")?.exception).toMatchObject({ owner: "data" });
    const all = (resource: string): string =>
      database({ top: `Metadata: {Stackplumb: {ignore: [{rule: MAZ009, resource: ${resource}, reason: x}]}}\n` });
    expect(active(lintFiles({ "db.yaml": all("Data*") }))).toEqual(["USR007"]);
    expect(active(lintFiles({ "db.yaml": all("Other") }))).toEqual(["MAZ009", "USR007"]);
  });

  test("stands in the configuration, by stack and resource", () => {
    const configured = (entry: string): Report =>
      lintFiles({ "db.yaml": database(), "stackplumb.yaml": `ignore:\n  - ${entry}\n` });
    expect(active(configured("{rule: MAZ009, reason: x}"))).toEqual(["USR007"]);
    expect(active(configured("{rule: MAZ009, stack: '*.yaml', resource: D*, reason: x}"))).toEqual(["USR007"]);
    const other = configured("{rule: MAZ009, stack: other.yaml, reason: x}");
    expect(active(other)).toEqual(["MAZ009", "USR007"]);
    expect(notes(other)).toEqual(["2 warning: MAZ009 is ignored here for nothing: remove it"]);
  });

  test("that covers everything takes it out of the gate, and leaves it in the report", () => {
    const report = lintFiles({
      "db.yaml": database(),
      "stackplumb.yaml": "ignore: [{rule: MAZ009, reason: x}, {rule: USR007, reason: y}]\n",
    });
    expect(failsOn(report, gate)).toBe(false);
    expect(report.findings.map(({ status }) => status)).toEqual(["suppressed", "suppressed"]);
  });

  test.each([
    [" # stackplumb-ignore MAZ009", "MAZ009 is not ignored without a reason"],
    [" # stackplumb-ignore MAZ009:", "MAZ009 is not ignored without a reason"],
    [" # stackplumb-ignore MAZ09: x", "There is no rule MAZ09. Did you mean MAZ009?"],
    [" # stackplumb-ignore : x", "this ignores no rule"],
    [" # stackplumb-ignore MAZ009 USR007: x", "one comment ignores one rule"],
    [" # stackplumb-ignore MAZ009 until soon: x", "until takes a day as YYYY-MM-DD, not soon"],
  ])("that lacks something has no effect, and the place is named:%s", (behind, message) => {
    const report = lintFiles({ "db.yaml": database({ behind }) });
    expect(active(report)).toEqual(["MAZ009", "USR007"]);
    expect(notes(report)).toEqual([expect.stringContaining(`6 error: ${message}`)]);
  });

  test("in metadata needs a reason, and has no other keys", () => {
    const noted = (entry: string): readonly string[] =>
      notes(lintFiles({ "db.yaml": database({ metadata: `    Metadata: {Stackplumb: {ignore: [${entry}]}}\n` }) }));
    expect(noted("{rule: MAZ009}")).toEqual(["4 error: the entry has no reason"]);
    expect(noted("{rule: MAZ009, reason: '  '}")).toEqual(["4 error: reason must be a text, and is empty"]);
    expect(noted("{rule: MAZ009, reason: x, untill: 2030-01-01}")[0]).toContain("no key untill. Did you mean until?");
    expect(noted("{rule: MAZ009, reason: x, until: 2030-02-30}")[0]).toContain("2030-02-30, a day that does not exist");
    expect(noted("{rule: MAZ009, stack: x, reason: x}")[0]).toContain("no key stack");
  });

  test("has an effect through its last day, is listed when that is near, and is told when it is over", () => {
    const until = (day: string): Report =>
      lintFiles({ "db.yaml": database({ behind: ` # stackplumb-ignore MAZ009 until ${day}: x` }) });
    expect(active(until("2027-11-22"))).toEqual(["USR007"]);
    expect(notes(until("2026-12-07"))).toEqual([]);
    expect(notes(until("2026-12-06"))).toEqual(["6 warning: MAZ009 is ignored here until 2026-12-06: 14 more days"]);
    expect(active(until("2026-11-22"))).toEqual(["USR007"]);
    expect(notes(until("2026-11-22"))).toEqual([
      "6 warning: MAZ009 is ignored here until 2026-11-22: today is the last day",
    ]);
    expect(active(until("2026-11-21"))).toEqual(["MAZ009", "USR007"]);
    expect(notes(until("2026-11-21"))).toEqual([
      "6 warning: MAZ009 was ignored here until 2026-11-21, and is not any more",
    ]);
  });

  test("for nothing is told, unless nothing can be known of it from this run", () => {
    const files = { "db.yaml": database().replace("false", "true # stackplumb-ignore MAZ009: x") };
    expect(notes(lintFiles(files))).toEqual(["6 warning: MAZ009 is ignored here for nothing: remove it"]);
    expect(notes(lintFiles(files, { rules: ["USR007"] }))).toEqual([]);
    expect(
      notes(lintFiles(files, { parameters: new Map(), scenario: new Map([["AWS::Region", "eu-west-1"]]) })),
    ).toEqual([]);
  });

  test("does not tell a secret", () => {
    const report = lintFiles({ "db.yaml": database({ behind: " # stackplumb-ignore MAZ009: it is correct-horse" }) });
    expect(JSON.stringify(report)).not.toContain("correct-horse");
  });

  test("for a resource is for what is generated from it", () => {
    const sam = (reason: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Metadata: {Stackplumb: {ignore: [${reason}]}}
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      InlineCode: "1"
      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS}}}
`;
    const of = (reason: string): readonly string[] =>
      lintFiles(
        { "f.yaml": sam(reason), "stackplumb.yaml": "rules: {ORG001: {options: {keys: [owner]}}}\n" },
        { rules: ["ORG001"] },
      ).findings.map(({ subject, status }) => `${subject.logicalId} ${status}`);
    expect(of("")).toEqual(["F active", expect.stringMatching(/^F.+ active$/)]);
    expect(of("{rule: ORG001, reason: x}")).toEqual(["F suppressed", expect.stringMatching(/^F.+ suppressed$/)]);
  });
});

describe("what follows from an excepted finding", () => {
  const chain = [
    finding({ fingerprint: "a", status: "active" }),
    finding({ fingerprint: "b", causedBy: "a", status: "suppressed" }),
    finding({ fingerprint: "c", causedBy: "b" }),
    finding({ fingerprint: "d", status: "suppressed" }),
    finding({ fingerprint: "e", causedBy: "d" }),
    finding({ fingerprint: "f", causedBy: "e" }),
  ];

  test("counts by itself, or under the next cause that counts", () => {
    expect(unfold(chain).map(({ causedBy }) => causedBy)).toEqual([null, "a", "a", null, null, "e"]);
  });
});

test("each finding has one status, and the counts add up, whatever is ignored where", () => {
  const places = fc.record({
    above: fc.constantFrom(
      "",
      "      # stackplumb-ignore MAZ009: x\n",
      "      # stackplumb-ignore MAZ009 until 2020-01-01: x\n",
    ),
    behind: fc.constantFrom("", " # stackplumb-ignore MAZ009: y", " # stackplumb-ignore USR007: y"),
    metadata: fc.constantFrom("", "    Metadata: {Stackplumb: {ignore: [{rule: USR007, reason: z}]}}\n"),
    top: fc.constantFrom("", "Metadata: {Stackplumb: {ignore: [{rule: MAZ009, reason: z}]}}\n"),
  });
  const configured = fc.constantFrom("", "ignore: [{rule: USR007, reason: c}]\n", "environments: {a: {}, b: {}}\n");
  fc.assert(
    fc.property(places, configured, (where, configuration) => {
      const report = lintFiles({ "db.yaml": database(where), "stackplumb.yaml": `edition: 2026\n${configuration}` });
      const { errors, warnings, infos, unknown, suppressed, consequences } = report.summary;
      expect(errors + warnings + infos + unknown + suppressed + consequences).toBe(report.findings.length);
      expect(report.findings).toHaveLength(2);
      expect(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
      for (const { status, exception } of report.findings) expect(exception !== null).toBe(status === "suppressed");
      expect(failsOn(report, gate)).toBe(errors + warnings + infos > 0);
    }),
  );
});
