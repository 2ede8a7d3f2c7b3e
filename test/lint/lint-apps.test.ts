import { describe, expect, test } from "@jest/globals";
import type { Discovery, Host } from "../../src/input/app.ts";
import { discover } from "../../src/input/discover.ts";
import { type LintOptions, lintApps } from "../../src/lint/lint-apps.ts";
import type { Report } from "../../src/lint/report.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import type { Rule } from "../../src/policy/rule.ts";

function discovery(files: Readonly<Record<string, string>>): Discovery {
  const folders = new Set(Object.keys(files).flatMap((path) => (path.includes("/") ? [path.split("/")[0] ?? ""] : [])));
  const host: Host = {
    readText: (path) => ({ text: files[path] ?? "" }),
    list: (folder) => [
      ...(folder === "." ? [...folders].map((name) => ({ name, kind: "directory" as const })) : []),
      ...Object.keys(files)
        .filter((path) => (folder === "." ? !path.includes("/") : path.startsWith(`${folder}/`)))
        .map((path) => ({ name: path.split("/").at(-1) ?? "", kind: "file" as const })),
    ],
    kindOf: (path) => (path in files ? "file" : path === "." || folders.has(path) ? "directory" : undefined),
  };
  return discover(host, []);
}

function lint(
  files: Readonly<Record<string, string>>,
  changes: Partial<LintOptions> = {},
  rules?: readonly Rule[],
): Report {
  return lintApps(discovery(files), rules ?? builtinRules(), {
    version: "0.0.0",
    asOf: "2026-11-22",
    parameters: new Map(),
    stackTags: new Map(),
    ...changes,
  });
}

/** What most of these tests look at: two rules about one resource, with a severity and a place each. */
const aboutDatabases = builtinRules().filter(({ id }) => ["MAZ009", "USR008"].includes(id));

const database = (properties: string): string => `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: postgres, PubliclyAccessible: false, ManageMasterUserPassword: true, ${properties}}
`;

describe("the report on apps", () => {
  test("lists findings by file, line, column and rule, whatever the order of the files", () => {
    const files = {
      "b.yaml": database("MultiAZ: false, StorageEncrypted: true"),
      "a.yaml": database("MultiAZ: false, StorageEncrypted: false"),
    };
    const places = lint(files, {}, aboutDatabases).findings.map(
      ({ location, ruleId }) => `${location.file}:${location.startLine} ${ruleId}`,
    );
    expect(places).toEqual(["a.yaml:4 MAZ009", "a.yaml:4 USR008", "b.yaml:4 MAZ009"]);
  });

  test("counts what was judged, and names the types that were not", () => {
    const files = {
      "a.yaml": `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.12, Handler: a.b, InlineCode: ""}}
  One: {Type: AWS::IoT::Thing}
  Two: {Type: AWS::IoT::Thing}
`,
    };
    const { summary, stacks, notModelled } = lint(files);
    // What SAM generates for the function is not counted: the author wrote three resources.
    expect(summary).toMatchObject({ resources: 3, judged: 1, stacks: 1 });
    expect(stacks).toMatchObject([{ name: "a.yaml", resources: 3, judged: 1 }]);
    expect(notModelled).toEqual([{ type: "AWS::IoT::Thing", count: 2 }]);
  });

  test("does not let a parameter of the command line change what a parent passes to its nested stack", () => {
    const child = `Parameters: {Standby: {Type: String}}\n${database("StorageEncrypted: true, MultiAZ: !Ref Standby")}`;
    const parent = `Parameters: {Standby: {Type: String, Default: unused}}
Resources:
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Standby: "true"}}}
`;
    const files = { "child.yaml": child, "parent.yaml": parent };
    expect(lint(files, { parameters: new Map([["Standby", "false"]]) }, aboutDatabases).findings).toEqual([]);
    const bare = parent.replace(', Parameters: {Standby: "true"}', "");
    const given = lint(
      { ...files, "parent.yaml": bare },
      { parameters: new Map([["Standby", "false"]]) },
      aboutDatabases,
    );
    expect(given.findings.map(({ ruleId }) => ruleId)).toEqual(["MAZ009"]);
  });

  test("has verdicts only on request, every one with rule and subject", () => {
    const files = { "a.yaml": database("MultiAZ: true, StorageEncrypted: true") };
    expect(lint(files)).not.toHaveProperty("verdicts");
    const { verdicts = [] } = lint(files, { allVerdicts: true });
    expect(verdicts.map(({ ruleId }) => ruleId)).toEqual([...verdicts.map(({ ruleId }) => ruleId)].sort());
    expect(verdicts.some(({ verdict }) => verdict === "pass")).toBe(true);
  });

  test("reports a fault of ours in one rule, and judges by the others", () => {
    const [standby, encrypted] = ["MAZ009", "USR008"].map((id) => builtinRules().find((rule) => rule.id === id));
    if (standby === undefined || encrypted === undefined) throw new Error("the rules are there");
    const broken: Rule = { ...standby, on: ["no-such-kind"] };
    const faults: unknown[] = [];
    const files = { "a.yaml": database("StorageEncrypted: false") };
    const { findings, diagnostics } = lint(files, { onFault: (error) => faults.push(error) }, [broken, encrypted]);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["USR008"]);
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: "fault", severity: "error", message: expect.stringContaining("MAZ009") }),
    ]);
    expect(faults).toHaveLength(1);
  });

  test("forgives templates that cannot be read where that is allowed, but no wrong parameter", () => {
    const files = {
      "a.yaml": database("MultiAZ: true, StorageEncrypted: true"),
      "bad.yaml": "Resources:\n  A: {Type: AWS::S3::Bucket\n",
    };
    const parameters = new Map([["Nope", "1"]]);
    const severities = (changes: Partial<LintOptions>): readonly string[] =>
      lint(files, changes).diagnostics.map(({ severity }) => severity);
    expect(severities({})).toEqual(["error"]);
    expect(severities({ allowUnreadable: true })).toEqual(["warning"]);
    expect(severities({ allowUnreadable: true, parameters })).toEqual(["error", "warning"]);
  });

  test.each([
    ["a parameter's default", "Parameters: {From: {Type: String, Default: 0.0.0.0/0}}", "!Ref From"],
    ["a mapping", "Mappings: {Nets: {all: {cidr: 0.0.0.0/0}}}", "!FindInMap [Nets, all, cidr]"],
  ])("points at the property that a reviewer would edit where its value comes from %s", (_, section, value) => {
    const rule = `        - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: ${value}}`;
    const group = [section, "Resources:", "  Group:", "    Type: AWS::EC2::SecurityGroup", "    Properties:"];
    const text = [...group, "      GroupDescription: web", "      SecurityGroupIngress:", rule, ""].join("\n");
    const [finding] = lint({ "a.yaml": text }).findings.filter(({ ruleId }) => ruleId === "SEC005");
    expect(finding?.location).toMatchObject({ startLine: 8, startColumn: rule.indexOf(value) + 1 });
  });

  test("gives each finding of a run a fingerprint of its own", () => {
    const files = { "a.yaml": database("StorageEncrypted: false"), "b/a.yaml": database("StorageEncrypted: false") };
    const { findings } = lint(files);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
    expect(findings.length).toBeGreaterThan(2);
  });
});
