import { afterEach, describe, expect, test } from "@jest/globals";
import { faulty, sound, undecided } from "./templates.ts";
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

describe("stackplumb check", () => {
  test("prints findings and ends with 1 where one is an error", async () => {
    const { status, stdout, stderr } = await inFolder({ "db.yaml": faulty }).run(["db.yaml"]);
    expect(status).toBe(1);
    expect(stdout).toContain("error[USR007]: ");
    expect(stdout).toContain("--> db.yaml:23:27 (db-password-in-template)");
    expect(stdout).toContain("stackplumb explain USR007");
    expect(stdout).toMatch(/judged 8 of 8 resources in 1 stack\n1 error, 1 info\n$/);
    expect(stderr).toBe("");
  });

  test("says when a finding holds, in the template's own words", async () => {
    const { stdout } = await inFolder({ "db.yaml": faulty }).run(["db.yaml"]);
    expect(stdout).toMatch(/info\[MAZ009\][\s\S]*\n {2}when {5}IsProd=false\n/);
  });

  test("ends with 0 where all is sound", async () => {
    const { status, stdout } = await inFolder({ "db.yaml": sound }).run(["check", "db.yaml"]);
    expect(status).toBe(0);
    expect(stdout).toBe("judged 8 of 8 resources in 1 stack\nno findings\n");
  });

  test("lints what is below the working directory where no path is given", async () => {
    const { status, stdout } = await inFolder({ "a/db.yaml": faulty, "b/db.yaml": sound }).run([]);
    expect(status).toBe(1);
    expect(stdout).toContain("a/db.yaml:23:27");
    expect(stdout).toContain("in 2 stacks");
  });

  test("lets the gate decide what fails", async () => {
    const here = inFolder({ "db.yaml": faulty, "open.yaml": undecided });
    expect((await here.run(["db.yaml", "--fail-on", "never"])).status).toBe(0);
    expect((await here.run(["db.yaml", "--rule", "MAZ009"])).status).toBe(0);
    expect((await here.run(["db.yaml", "--rule", "MAZ009", "--fail-on=info"])).status).toBe(1);
    expect((await here.run(["open.yaml", "--fail-on=warning"])).status).toBe(0);
    expect((await here.run(["open.yaml", "--fail-on=warning", "--strict-unknown"])).status).toBe(1);
  });

  test("groups what cannot be known, and a parameter settles it", async () => {
    const here = inFolder({ "open.yaml": undecided });
    const { stdout } = await here.run(["open.yaml"]);
    expect(stdout).toContain("parameter Standby has no value (MAZ009)\n");
    expect(stdout).toContain("to settle it: --parameter Standby=");
    const settled = await here.run(["open.yaml", "--parameter", "Standby=false"]);
    expect(settled.stdout).toContain("warning[MAZ009]");
    expect(settled.stdout).not.toContain("cannot be known");
  });

  test("takes parameters from files", async () => {
    const here = inFolder({ "open.yaml": undecided, "p.json": '[{"ParameterKey":"Standby","ParameterValue":"true"}]' });
    const { status, stdout } = await here.run(["open.yaml", "--parameter-file", "p.json"]);
    expect(status).toBe(0);
    expect(stdout).toContain("no findings");
  });

  test("runs only the rules that are named", async () => {
    const { stdout } = await inFolder({ "db.yaml": faulty }).run(["--rule", "maz009", "db.yaml"]);
    expect(stdout).not.toContain("USR007");
    expect(stdout).toContain("MAZ009");
  });

  test("prints the report as JSON, with the day it was told", async () => {
    const here = inFolder({ "db.yaml": faulty });
    const { status, stdout } = await here.run(["db.yaml", "--format", "json"]);
    const report = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(report).toMatchObject({ version: 1, tool: { name: "stackplumb" }, asOf: "2026-11-22", architectures: [] });
    expect(report.stacks).toEqual([
      { name: "db.yaml", file: "db.yaml", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), resources: 8, judged: 8 },
    ]);
    expect(report.findings.map((finding: { ruleId: string }) => finding.ruleId)).toEqual(["MAZ009", "USR007"]);
    const dated = await here.run(["db.yaml", "--format", "json", "--as-of", "2027-01-31"]);
    expect(JSON.parse(dated.stdout).asOf).toBe("2027-01-31");
  });

  test("lists every verdict on request, passes included", async () => {
    const { stdout } = await inFolder({ "db.yaml": faulty }).run(["db.yaml", "--format=json", "--all-verdicts"]);
    const { verdicts } = JSON.parse(stdout);
    expect(verdicts).toContainEqual({
      ruleId: "MAZ009",
      subject: expect.objectContaining({ logicalId: "Database" }),
      key: null,
      verdict: "fail",
      guard: "IsProd=false",
      reason: null,
    });
    expect(verdicts).toContainEqual(expect.objectContaining({ ruleId: "USR008", verdict: "pass" }));
  });

  test("writes reports to files, in folders that it makes", async () => {
    const here = inFolder({ "db.yaml": faulty });
    const words = ["db.yaml", "--output", "json=out/report.json", "--output", "text=out/report.txt"];
    const { stdout } = await here.run(words, { FORCE_COLOR: "1" });
    expect(JSON.parse(here.read("out/report.json")).summary.errors).toBe(1);
    expect(here.read("out/report.txt")).toContain("error[USR007]");
    expect(here.read("out/report.txt")).not.toContain("\u001b");
    expect(stdout).toContain("\u001b[");
  });

  test("gives the same bytes on every run", async () => {
    const here = inFolder({ "db.yaml": faulty, "b.yaml": undecided });
    const [one, two] = [await here.run(["--format", "json"]), await here.run(["--format", "json"])];
    expect(one.stdout).toBe(two.stdout);
  });

  test("never prints the value of a secret", async () => {
    const here = inFolder({ "db.yaml": faulty.replace("!Ref Password", "correct-horse") });
    for (const words of [[], ["--format=json"], ["--all-verdicts"], ["--trace", "Database"], ["--verbose"]]) {
      const { stdout, stderr } = await here.run(["db.yaml", ...words]);
      expect(stdout).not.toContain("correct-horse");
      expect(stderr).not.toContain("correct-horse");
    }
    const { stdout } = await here.run(["db.yaml"]);
    expect(stdout).toContain("MasterUserPassword: *************");
  });

  test("shows what was understood of one resource", async () => {
    const here = inFolder({ "db.yaml": faulty });
    const { status, stdout } = await here.run(["db.yaml", "--trace", "Database"]);
    expect(status).toBe(1);
    expect(stdout).toContain("Database, AWS::RDS::DBInstance (rdb)\n  --> db.yaml:8:3\n");
    expect(stdout).toContain("  MultiAZ = true when IsProd=true\n  MultiAZ = false when IsProd=false\n");
    expect(stdout).toContain("  MAZ009 fail when IsProd=false: ");
    const json = JSON.parse((await here.run(["db.yaml", "--trace", "Database", "--format", "json"])).stdout);
    expect(json.traces[0].logicalId).toBe("Database");
    const missing = await here.run(["db.yaml", "--trace", "Databse"]);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain("Did you mean Database?");
  });

  test("prints colours on a terminal, unless the environment or the user is against it", async () => {
    const here = inFolder({ "db.yaml": faulty });
    const coloured = async (words: string[], environment = {}, columns?: number): Promise<boolean> =>
      (await here.run(["db.yaml", ...words], environment, columns)).stdout.includes("\u001b[");
    expect(await coloured([])).toBe(false);
    expect(await coloured([], {}, 80)).toBe(true);
    expect(await coloured([], { NO_COLOR: "1" }, 80)).toBe(false);
    expect(await coloured(["--no-color"], { FORCE_COLOR: "1" }, 80)).toBe(false);
    expect(await coloured([], { TERM: "dumb" }, 80)).toBe(false);
    expect(await coloured([], { FORCE_COLOR: "1" })).toBe(true);
    expect(await coloured([], { FORCE_COLOR: "0" }, 80)).toBe(false);
  });
});
