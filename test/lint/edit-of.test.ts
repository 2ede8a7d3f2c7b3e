/** Edits: where there is one, it is the whole fix; and there is none where the value is not the resource's own. */
import { describe, expect, test } from "@jest/globals";
import { searchFor } from "../../src/input/discover.ts";
import { editOf } from "../../src/lint/edit-of.ts";
import { lintApps } from "../../src/lint/lint-apps.ts";
import type { Finding, ReportEdit } from "../../src/lint/report.ts";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { judgeRules } from "../../src/policy/judge-rules.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import type { EditValue, Rule } from "../../src/policy/rule.ts";
import { ruleFiles } from "../../tools/rule-files.ts";
import { graphOf } from "../graph/graph-of.ts";
import { memoryHost } from "../input/memory-host.ts";

const registry = factRegistry();
const rules = ruleFiles().flatMap(({ path, text }) => loadRule(path, text, registry).rule ?? []);
const editing = rules.filter(({ edit }) => edit !== undefined);

function lint(text: string, path = "app.yaml", by: readonly Rule[] = rules): readonly Finding[] {
  return lintApps(searchFor(memoryHost({ [path]: text }), [path], { apps: [] }), by, {
    version: "0.0.0",
    asOf: "2026-11-22",
    parameters: new Map(),
    stackTags: new Map(),
  }).findings;
}

function apply(text: string, { location, text: replacement }: ReportEdit): string {
  const lines = text.split("\n");
  const line = lines[location.startLine - 1] ?? "";
  expect(location.endLine).toBe(location.startLine);
  lines[location.startLine - 1] =
    line.slice(0, location.startColumn - 1) + replacement + line.slice(location.endColumn - 1);
  return lines.join("\n");
}

const nameOf = ({ ruleId, subject, verdict }: Finding): string => `${ruleId} ${verdict} ${subject.logicalId}`;

test("some rules have an edit", () => {
  expect(editing.map(({ id }) => id).sort()).toEqual([
    "MAZ009",
    "MET020",
    "SEC010",
    "TMP002",
    "UPL006",
    "UPL007",
    "USR004",
    "USR013",
  ]);
});

describe.each(editing.map((rule) => [rule.id, rule] as const))("the edit of %s", (id, rule) => {
  const flagged = rule.examples.filter(({ expects }) => expects === "flags");
  const editsOf = (text: string): readonly ReportEdit[] =>
    lint(text).flatMap(({ ruleId, edit }) => (ruleId === id && edit !== null ? [edit] : []));

  test("is there for an example at least", () => {
    expect(flagged.filter(({ template }) => editsOf(template).length > 0).length).toBeGreaterThan(0);
  });

  test("takes the finding away, and brings no other", () => {
    for (const { template } of flagged) {
      for (const edit of editsOf(template)) {
        const before = lint(template).map(nameOf);
        const after = lint(apply(template, edit)).map(nameOf);
        expect(after.filter((name) => !before.includes(name))).toEqual([]);
        expect(before.filter((name) => name.startsWith(`${id} fail`)).length).toBe(
          after.filter((name) => name.startsWith(`${id} fail`)).length + 1,
        );
      }
    }
  });
});

const standby = editing.filter(({ id }) => id === "MAZ009");
const database = (multiAz: string, top = ""): string => `${top}
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      DBInstanceClass: db.t4g.small
      MultiAZ: ${multiAz}
`;

/** The text of the file where the edit is, and what comes in its place. */
function editIn(text: string, path?: string): readonly [string, string] | undefined {
  const [finding, ...others] = lint(text, path, standby);
  expect([finding?.verdict, others]).toEqual(["fail", []]);
  const edit = finding?.edit;
  if (edit == null) return undefined;
  const { startLine, startColumn, endColumn } = edit.location;
  return [text.split("\n")[startLine - 1]?.slice(startColumn - 1, endColumn - 1) ?? "", edit.text];
}

describe("an edit is in the style of what it replaces", () => {
  test.each([
    ["false", "false", "true"],
    ["False", "False", "true"],
    ["no  # for now", "no", "true"],
    ['"false"', '"false"', '"true"'],
    ["'false'", "'false'", "'true'"],
    ["&off false", "false", "true"],
  ])("%s", (written, old, replacement) => {
    expect(editIn(database(written))).toEqual([old, replacement]);
  });

  test.each([
    ["false", "true"],
    ['"false"', '"true"'],
  ])("%s in JSON", (written, replacement) => {
    const properties = `"Engine": "mysql", "DBInstanceClass": "db.t4g.small", "MultiAZ": ${written}`;
    const text = `{"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {${properties}}}}}`;
    expect(editIn(text, "app.json")).toEqual([written, replacement]);
  });
});

describe("there is no edit where", () => {
  test.each([
    [
      "a parameter gives the value",
      database("!Ref Standby", 'Parameters: {Standby: {Type: String, Default: "false"}}'),
    ],
    ["a mapping gives it", database("!FindInMap [Of, All, Standby]", "Mappings: {Of: {All: {Standby: false}}}")],
    [
      "a condition decides",
      database("!If [Big, true, false]", 'Conditions: {Big: !Equals [!Ref "AWS::Region", eu-west-1]}'),
    ],
    ["an alias shares it", database("&off false").concat("      AutoMinorVersionUpgrade: *off\n")],
    ["an alias stands for one of elsewhere", database("*off", "Metadata: {Off: &off false}")],
    [
      "a merge brings it",
      database("false")
        .replace("      MultiAZ: false", "      <<: *base")
        .replace("Resources:", "Metadata: {Base: &base {MultiAZ: false}}\nResources:"),
    ],
    ["it is a block of text", database("|-\n        false")],
    ["it is not said at all", database("false").replace("      MultiAZ: false\n", "")],
    [
      "a loop makes the resource",
      `Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Dbs:
    - Name
    - [One]
    - "Db\${Name}":
        Type: AWS::RDS::DBInstance
        Properties: {Engine: mysql, DBInstanceClass: db.t4g.small, MultiAZ: false}
`,
    ],
  ])("%s", (_where, text) => {
    expect(editIn(text)).toBeUndefined();
  });

  test("it would not be the whole fix: two flags of a bucket are off", () => {
    const flags = (second: string): string => `Resources:
  Files:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: false
        BlockPublicPolicy: ${second}
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
`;
    const blocks = editing.filter(({ id }) => id === "UPL006");
    const [one] = lint(flags("true"), "app.yaml", blocks);
    const [two] = lint(flags("false"), "app.yaml", blocks);
    expect([one?.edit?.text, one?.location.startLine]).toEqual(["true", 6]);
    expect([two?.edit, two?.location.startLine]).toEqual([null, 6]);
    expect(two?.message).toContain("off: BlockPublicAcls, BlockPublicPolicy");
  });

  test("the rule is not violated for sure, or its value is of another kind than what stands there", () => {
    const [judgement] = judgeRules(standby, graphOf(database("false")), registry);
    if (judgement === undefined) throw new Error("nothing was judged");
    const withEdit = (edit: EditValue) => editOf({ ...judgement, rule: { ...judgement.rule, edit } });
    expect(withEdit(true)?.text).toBe("true");
    expect([withEdit(7), withEdit("Enabled")]).toEqual([null, null]);
    expect(editOf({ ...judgement, verdict: "unknown" })).toBeNull();
  });
});

test("a rule whose edit has no place is refused", () => {
  const text = ruleFiles().find(({ path }) => path.endsWith("MAZ009.yaml"))?.text ?? "";
  const { rule, diagnostics } = loadRule("MAZ009.yaml", text.replace(/^at: .*\n/m, ""), registry);
  expect([rule, diagnostics[0]?.message]).toEqual([
    undefined,
    "edit needs at: the place of the value that it replaces",
  ]);
});
