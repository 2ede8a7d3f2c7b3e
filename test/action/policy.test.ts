import { afterEach, expect, test } from "@jest/globals";
import { conclude } from "../../src/action/conclude.ts";
import { judgeWorkspace } from "../../src/action/judge-workspace.ts";
import { readInputs } from "../../src/action/read-inputs.ts";
import { openWorkspace } from "../../src/action/workspace.ts";
import { faulty } from "../cli/templates.ts";
import { type Folder, folder } from "../cli/test-shell.ts";

const folders: Folder[] = [];

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

async function conclusionOf(files: Readonly<Record<string, string>>, given: Readonly<Record<string, string>> = {}) {
  const made = folder({ "db.yaml": faulty, "policy/stackplumb.yaml": "locked: [USR007]\n", ...files });
  folders.push(made);
  const all: Readonly<Record<string, string>> = { policy: "policy", ...given };
  const { inputs } = readInputs((name) => all[name] ?? "");
  const run = { context: null, payload: undefined, github: null, today: "2026-11-22" };
  const { report, gate } = await judgeWorkspace(inputs, openWorkspace(made.path, ""), run);
  return conclude(report, null, { ...inputs, gate });
}

test("what a policy refuses fails the step, whatever is allowed and fails otherwise", async () => {
  const tries = "ignore: [{rule: USR007, reason: x}]\nrules: {USR007: off}\n";
  const { conclusion, sentence } = await conclusionOf(
    { "stackplumb.yaml": tries },
    { "allow-unreadable": "true", "fail-on": "never" },
  );
  expect(conclusion).toBe("failure");
  expect(sentence).toMatch(/^2 exceptions refused, and without effect: what is asked for stays so; /);
  expect(sentence).not.toContain("allow-unreadable");
});

test("where a template cannot be read either, that is said", async () => {
  const { sentence } = await conclusionOf({
    "stackplumb.yaml": "rules: {USR007: off}\n",
    "broken.yaml": "Resources: {A: {Type: AWS::S3::Bucket\n",
  });
  expect(sentence).toMatch(/^\d errors in the input \(`allow-unreadable: true`/);
});
