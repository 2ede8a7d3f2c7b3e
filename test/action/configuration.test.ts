import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { judgeWorkspace } from "../../src/action/judge-workspace.ts";
import { readInputs } from "../../src/action/read-inputs.ts";
import type { Judged } from "../../src/action/shell.ts";
import { openWorkspace } from "../../src/action/workspace.ts";
import { faulty } from "../cli/templates.ts";
import { type Folder, folder } from "../cli/test-shell.ts";

const folders: Folder[] = [];

function inFolder(files: Readonly<Record<string, string>>): Folder {
  const made = folder(files);
  folders.push(made);
  return made;
}

function lint({ path }: Folder, given: Readonly<Record<string, string>> = {}): Promise<Judged> {
  const { inputs } = readInputs((name) => given[name] ?? "");
  const run = { context: null, payload: undefined, github: null, today: "2026-11-22" };
  return judgeWorkspace(inputs, openWorkspace(path, ""), run);
}

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

describe("the action", () => {
  test("uses the checkout's configuration, and what the step says itself counts before it", async () => {
    const configuration = "rules: {MAZ009: off}\nfail-on: never\nstrict-unknown: true\n";
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": configuration, "other.yaml": "fail-on: info\n" });
    const { report, gate } = await lint(here);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(["USR007"]);
    expect(gate).toEqual({ failOn: "never", strictUnknown: true });
    const given = await lint(here, { "fail-on": "error", "strict-unknown": "false" });
    expect(given.gate).toEqual({ failOn: "error", strictUnknown: false });
    expect((await lint(here, { config: "other.yaml" })).gate).toEqual({ failOn: "info", strictUnknown: false });
  });

  test("judges the environments that are asked for", async () => {
    const environments = "environments: {prod: {parameters: {Env: prod}}, dev: {parameters: {Env: dev}}}\n";
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": environments });
    const { report } = await lint(here);
    expect(report.findings.map((finding) => finding.environments)).toEqual([["dev"], ["prod", "dev"]]);
    expect((await lint(here, { environments: "prod" })).report.findings).toHaveLength(1);
    await expect(lint(here, { environments: "qa" })).rejects.toThrow(
      "There is no environment qa. There are prod, dev.",
    );
  });

  test("refuses a report on the base where the configuration of the base is to count", async () => {
    const here = inFolder({ "db.yaml": faulty, "base.json": "{}" });
    const asked = lint(here, { "config-from": "base", "base-report": "base.json" });
    await expect(asked).rejects.toThrow("with config-from: base, leave base-report out");
  });

  test("refuses a configuration with an error, naming the place", async () => {
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": "ignore: [{rule: USR007}]\n" });
    await expect(lint(here)).rejects.toThrow("stackplumb.yaml:1:11: the entry has no reason");
    await expect(lint(here, { config: "nowhere.yaml" })).rejects.toThrow("nowhere.yaml cannot be read");
  });

  test("reads nothing outside of the checkout, whatever its configuration names", async () => {
    const outside = inFolder({ "p.json": `["Env=prod"]`, "stackplumb.yaml": "fail-on: never\n" });
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": "parameter-files: link.json\n" });
    symlinkSync(join(outside.path, "p.json"), join(here.path, "link.json"));
    await expect(lint(here)).rejects.toThrow("link.json cannot be read: it does not exist, or lies outside");
    const other = join(outside.path, "stackplumb.yaml");
    await expect(lint(here, { config: other })).rejects.toThrow("lies outside what may be read");
  });
});
