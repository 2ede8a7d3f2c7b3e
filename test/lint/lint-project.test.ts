import { describe, expect, test } from "@jest/globals";
import type { Host } from "../../src/input/app.ts";
import { lintPlan } from "../../src/lint/lint-project.ts";
import { loadPlan } from "../../src/lint/load-plan.ts";
import { onRevision } from "../../src/lint/make-plan.ts";
import { noWishes, type Plan, type Wishes } from "../../src/lint/plan.ts";

const database = (multiAz: string): string => `
Parameters: {MultiAz: {Type: String, Default: "${multiAz}"}}
Resources:
  Database: {Type: AWS::RDS::DBInstance, Properties: {MultiAZ: !Ref MultiAz, StorageEncrypted: true}}
`;

function files(texts: Readonly<Record<string, string>>): Host {
  const paths = Object.keys(texts);
  const isFolder = (path: string): boolean => path === "." || paths.some((one) => one.startsWith(`${path}/`));
  return {
    readText: (path) => (texts[path] === undefined ? { error: "it does not exist" } : { text: texts[path] }),
    list: (path) =>
      path === "." ? paths.filter((one) => !one.includes("/")).map((name) => ({ name, kind: "file" })) : [],
    kindOf: (path) => (texts[path] !== undefined ? "file" : isFolder(path) ? "directory" : undefined),
  };
}

async function planOf(host: Host, wishes: Partial<Wishes> = {}): Promise<Plan> {
  const { plan, diagnostics, problems } = await loadPlan({ ...noWishes("2026-11-22"), ...wishes }, () => host);
  if (plan === undefined) throw new Error(JSON.stringify([...diagnostics, ...problems]));
  return plan;
}

const found = (plan: Plan): readonly string[] =>
  lintPlan(plan, { version: "1" }).findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`);

describe("a plan", () => {
  test("is what the project's configuration says, and a wish counts before it", async () => {
    const host = files({ "stackplumb.yaml": "fail-on: info\nstrict-unknown: true\n", "db.yaml": database("true") });
    expect((await planOf(host)).gate).toEqual({ failOn: "info", strictUnknown: true });
    expect((await planOf(host, { gate: { failOn: "never" } })).gate).toEqual({ failOn: "never", strictUnknown: true });
    expect((await planOf(host, { config: "none" })).gate).toEqual({ failOn: "error", strictUnknown: false });
  });

  test("is judged by on another revision: its templates and parameter files, these rules and exceptions", async () => {
    const configuration = "rules: {MAZ009: error}\nparameter-files: [given.json]\n";
    const head = files({
      "stackplumb.yaml": configuration,
      "given.json": '{"MultiAz": "true"}',
      "db.yaml": database("true"),
    });
    const base = files({
      "stackplumb.yaml": "rules: {MAZ009: off}\n",
      "given.json": '{"MultiAz": "false"}',
      "db.yaml": database("true"),
    });
    const plan = await planOf(head, { rules: ["MAZ009"] });
    expect(found(plan)).toEqual([]);
    expect(found(onRevision(plan, () => base))).toEqual(["error MAZ009"]);
  });

  test("does not fall over what the other revision lacks", async () => {
    const head = files({ "stackplumb.yaml": "parameter-files: [given.json]\n", "given.json": "{}" });
    const plan = onRevision(await planOf(head), () => files({ "db.yaml": database("true") }));
    expect(plan.notes).toEqual([expect.objectContaining({ severity: "warning" })]);
  });
});
