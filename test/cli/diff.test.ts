import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/lint/report.ts";
import { type Folder, folder } from "./test-shell.ts";

const database = (name: string, properties: string): string =>
  `  ${name}:\n    Type: AWS::RDS::DBInstance\n    Properties: {Engine: postgres, ManageMasterUserPassword: true, StorageEncrypted: true, ${properties}}\n`;
const shop = (...resources: readonly string[]): string => `Resources:\n${resources.join("")}`;
const old = database("Old", "MultiAZ: false");
const good = database("Good", "MultiAZ: true");

let here: Folder;

beforeEach(() => {
  here = folder({ "shop.yaml": shop(old, good) });
});

afterEach(() => {
  here.remove();
});

function git(...words: readonly string[]): string {
  const who = ["-c", "user.email=someone@example.com", "-c", "user.name=Someone", "-c", "commit.gpgSign=false"];
  return execFileSync("git", [...who, ...words], {
    cwd: here.path,
    env: { PATH: process.env["PATH"], HOME: here.path, GIT_CONFIG_NOSYSTEM: "1" },
    stdio: ["ignore", "pipe", "ignore"],
  })
    .toString()
    .trim();
}

function commit(): string {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "change");
  return git("rev-parse", "HEAD");
}

async function changed(...words: readonly string[]): Promise<NonNullable<Report["change"]>> {
  const { stdout, stderr } = await here.run(["diff", "--rule", "MAZ009", "--format", "json", ...words]);
  if (stdout === "") throw new Error(stderr);
  const { change } = JSON.parse(stdout) as Report;
  if (change === null) throw new Error("nothing was compared");
  return change;
}

describe("diff", () => {
  test("fails on what the branch brings, and not on what was there", async () => {
    git("init", "-q", "-b", "main");
    commit();
    git("checkout", "-q", "-b", "feature");
    const same = await here.run(["diff", "--rule", "MAZ009", "--fail-on", "warning"]);
    expect(same.stdout).toContain("judged 2 of 2 resources in 1 stack\ncompared with main");
    expect(same.stdout).toContain("0 new, 1 existing, 0 fixed");
    expect(same.status).toBe(0);
    here.write("shop.yaml", shop(old, good, database("Added", "MultiAZ: false")));
    const { status, stdout } = await here.run(["diff", "--rule", "MAZ009", "--fail-on", "warning"]);
    expect(status).toBe(1);
    expect(stdout).toContain("Added has no standby");
    expect(stdout).not.toContain("Old has no standby");
    expect(stdout).toContain("compared with main");
    expect(stdout).toContain("1 new, 1 existing, 0 fixed");
  });

  test("tells what is fixed and what deploying it loses", async () => {
    git("init", "-q", "-b", "main");
    commit();
    here.write("shop.yaml", shop(good));
    const { status, stdout } = await here.run(["diff", "--rule", "MAZ009", "--base", "HEAD"]);
    expect(status).toBe(0);
    expect(stdout).toContain("fixed\n  MAZ009 Old has no standby");
    expect(stdout).toContain("Old (AWS::RDS::DBInstance) of shop.yaml is deleted: it is no longer in the template");
    expect(stdout).toContain("0 new, 0 existing, 1 fixed");
  });

  test("compares with the commit where the branch parted", async () => {
    git("init", "-q", "-b", "main");
    const root = commit();
    git("checkout", "-q", "-b", "feature");
    git("checkout", "-q", "main");
    here.write("shop.yaml", shop(good));
    commit();
    git("checkout", "-q", "feature");
    const change = await changed("--base", "main");
    expect(change.base).toEqual({ commit: root, name: "the merge base with main" });
    expect(change.counts).toEqual({ new: 0, existing: 1, fixed: 0 });
  });

  test("compares with the same folder of the repository, and its parameter files", async () => {
    git("init", "-q", "-b", "main");
    const template = `Parameters:\n  Many: {Type: String, AllowedValues: ['true', 'false']}\n${shop(database("Db", "MultiAZ: !Ref Many"))}`;
    here.write("infra/db.yaml", template);
    here.write("infra/values.json", '[{"ParameterKey": "Many", "ParameterValue": "true"}]');
    commit();
    here.write("infra/values.json", '[{"ParameterKey": "Many", "ParameterValue": "false"}]');
    const change = await changed("--base", "HEAD", "--parameter-file", "infra/values.json", "infra");
    expect(change.counts).toEqual({ new: 1, existing: 0, fixed: 0 });
  });

  test("tells the exceptions that the branch adds, wherever they stand", async () => {
    git("init", "-q", "-b", "main");
    const ignoring = (rule: string): string => `ignore:\n  - {rule: ${rule}, reason: we know, until: 2030-01-01}\n`;
    const commented = database("Db", "MultiAZ: false").replace(":\n", ": # stackplumb-ignore MAZ009: no need\n");
    here.write("stackplumb.yaml", ignoring("USR008"));
    here.write("shop.yaml", shop(commented));
    commit();
    expect((await changed("--base", "HEAD")).exceptions).toEqual([]);
    here.write("stackplumb.yaml", `${ignoring("USR008")}  - {rule: MAZ009, reason: new}\n`);
    here.write("more.yaml", shop(commented));
    const { exceptions } = await changed("--base", "HEAD");
    expect(exceptions.map(({ subject, location }) => `${subject} ${location.file}`)).toEqual([
      "MAZ009 more.yaml",
      "MAZ009 stackplumb.yaml",
    ]);
  });

  test("compares with a folder", async () => {
    mkdirSync(join(here.path, "before"));
    writeFileSync(join(here.path, "before", "shop.yaml"), shop(good));
    const change = await changed("--base", "before", "shop.yaml");
    expect(change.base).toEqual({ commit: null, name: "before" });
    expect(change.counts).toEqual({ new: 1, existing: 0, fixed: 0 });
  });

  test("compares with an assembly, wherever it stands", async () => {
    const assembly = (place: string, resources: string): void => {
      here.write(
        `${place}/manifest.json`,
        JSON.stringify({
          version: "36.0.0",
          artifacts: { Shop: { type: "aws:cloudformation:stack", properties: { templateFile: "Shop.template.yaml" } } },
        }),
      );
      here.write(`${place}/Shop.template.yaml`, resources);
    };
    assembly("cdk.out", shop(old, good));
    assembly("base.out", shop(old));
    const change = await changed("--base", "base.out", "cdk.out");
    expect(change.counts).toEqual({ new: 0, existing: 1, fixed: 0 });
    const { status, stderr } = await here.run(["diff", "--base", "base.out", "shop.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("--base base.out is a cloud assembly, and none is linted here.");
  });

  test("compares with a report, which says nothing of deployments", async () => {
    const { stdout } = await here.run(["check", "--rule", "MAZ009", "--format", "json"]);
    here.write("base.json", stdout);
    here.write("shop.yaml", shop(database("Added", "MultiAZ: false")));
    const change = await changed("--base", "base.json");
    expect(change.base).toEqual({ commit: null, name: "base.json" });
    expect(change.counts).toEqual({ new: 1, existing: 0, fixed: 1 });
    expect(change.losses).toEqual([]);
    const { stderr } = await here.run(["diff", "--base", "base.json", "--verbose", "--rule", "MAZ009"]);
    expect(stderr).toContain("what deploying the change deletes or replaces is not known");
  });

  test.each<[string, readonly string[], string]>([
    ["no revision", ["--base", "nothing"], "--base nothing is no revision, no folder and no report here."],
    ["no report", ["--base", "shop.yaml"], "--base shop.yaml is no report of Stackplumb"],
    ["nothing usual", [], "none of origin/HEAD, origin/main, origin/master, main, master is there"],
  ])("with %s is wrong usage", async (_, words, message) => {
    git("init", "-q", "-b", "trunk");
    commit();
    const { status, stderr } = await here.run(["diff", ...words]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test("needs a repository for a revision", async () => {
    const { status, stderr } = await here.run(["diff", "--base", "main"]);
    expect(status).toBe(2);
    expect(stderr).toContain("there is no git repository here");
  });

  test("shows no secrets, of either side", async () => {
    git("init", "-q", "-b", "main");
    here.write("shop.yaml", shop(database("Db", "MultiAZ: false, MasterUserPassword: correct-horse")));
    commit();
    here.write("shop.yaml", shop(database("Db", "MultiAZ: false, MasterUserPassword: battery-staple")));
    for (const format of ["text", "json", "markdown", "sarif"]) {
      const { stdout, stderr } = await here.run(["diff", "--base", "HEAD", "--format", format]);
      expect(stdout + stderr).not.toMatch(/correct-horse|battery-staple/);
    }
  });
});
