import { afterEach, describe, expect, test } from "@jest/globals";
import { nextEdition } from "../../src/policy/edition.ts";
import { type Folder, folder } from "./test-shell.ts";

const folders: Folder[] = [];

function inFolder(files: Readonly<Record<string, string>>): Folder {
  const made = folder(files);
  folders.push(made);
  return made;
}

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

const rule = (more: string, severity = "severity: error"): string => `id: ACME001
name: queue-named
title: A queue has no name
${severity}
${more}source: our guide
why: Names are fine.
on: queue
require: has(subject.properties.QueueName)
message: "{subject.id} has no name"
fix: {cdk: Name it.}
examples:
  - flags: no name
    template: "Resources: {A: {Type: 'AWS::SQS::Queue'}}"
  - accepts: a name
    template: "Resources: {A: {Type: 'AWS::SQS::Queue', Properties: {QueueName: a}}}"
`;

const files = (document: string, configuration = ""): Readonly<Record<string, string>> => ({
  "policy/rules/a.yaml": document,
  "stackplumb.yaml": `extends: ./policy\nfail-on: info\n${configuration}`,
  "app.yaml": "Resources:\n  Orders: {Type: AWS::SQS::Queue}\n",
});

describe("a rule that is a preview", () => {
  test.each([
    ["because it is newer than the edition", `since: ${nextEdition}\n`],
    ["because its author says so", "preview: true\n"],
  ])("%s is information, and fails nothing", async (_why, more) => {
    const here = inFolder(files(rule(more), "strict-unknown: true\nedition: 2026\n"));
    const { status, stdout } = await here.run(["app.yaml", "--rule", "ACME001"]);
    expect(stdout).toContain("info[ACME001]: Orders has no name\n");
    expect(stdout).toContain("(queue-named, a preview)");
    expect(status).toBe(0);
    const { findings } = JSON.parse((await here.run(["app.yaml", "--rule", "ACME001", "--format", "json"])).stdout);
    expect(findings).toMatchObject([{ severity: "info", preview: true }]);
  });

  test("counts for a project that says how grave it is", async () => {
    const here = inFolder(files(rule("preview: true\n"), "rules: {ACME001: warning}\n"));
    const { status, stdout } = await here.run(["app.yaml", "--rule", "ACME001"]);
    expect(stdout).toContain("warning[ACME001]: Orders has no name\n");
    expect(stdout).not.toContain("a preview");
    expect(status).toBe(1);
  });

  test("stays one where an architecture requires it", async () => {
    const here = inFolder({
      ...files(rule("preview: true\n"), "architectures: orders\n"),
      "policy/architectures/orders.yaml":
        "kind: Architecture\nname: orders\ncomponents: {waiting: {role: queue}}\nqualities: [{on: waiting, require: ACME001}]\n",
    });
    const { status, stdout } = await here.run(["app.yaml", "--format", "json"]);
    const findings: readonly { ruleId: string }[] = JSON.parse(stdout).findings;
    expect(findings.filter(({ ruleId }) => ruleId === "ACME001")).toMatchObject([{ severity: "info", preview: true }]);
    expect(status).toBe(0);
  });
});

test("a rule that is no preview fails, with the severity of the edition", async () => {
  const severity = `severity: [{since: ${nextEdition}, is: error}, {is: warning}]`;
  const { status, stdout } = await inFolder(files(rule("", severity))).run(["app.yaml", "--rule", "ACME001"]);
  expect(stdout).toContain("warning[ACME001]: Orders has no name\n");
  expect(status).toBe(1);
});

test("an edition that there is not is an error with those that there are", async () => {
  const here = inFolder(files(rule(""), "edition: 2025\n"));
  const { status, stderr } = await here.run(["app.yaml"]);
  expect(stderr).toContain("stackplumb.yaml:3:10: error: edition must be 2026");
  expect(status).toBe(2);
});

describe("stackplumb rules --since", () => {
  test("tells what has come since an edition", async () => {
    const here = inFolder({});
    expect((await here.run(["rules", "--since", "2026"])).stdout).toBe(
      "No rule has come or changed since edition 2026.\n",
    );
    expect((await here.run(["rules", "--since", "2026", "--format", "json"])).stdout).toBe("[]\n");
    const { status, stderr } = await here.run(["rules", "--since", "2062"]);
    expect([status, stderr]).toEqual([2, "stackplumb: There is no edition 2062; there is 2026. Did you mean 2026?\n"]);
  });
});
