import { afterEach, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/lint/report.ts";
import { faulty, sound } from "./templates.ts";
import { type Folder, folder } from "./test-shell.ts";

const folders: Folder[] = [];

function inFolder(files: Readonly<Record<string, string>>): Folder {
  const made = folder(files);
  folders.push(made);
  return made;
}

async function reportOf(here: Folder, ...words: string[]): Promise<Report> {
  const { stdout, stderr } = await here.run([...words, "--format", "json"]);
  expect(stderr).not.toContain("error:");
  return JSON.parse(stdout);
}

const found = ({ findings }: Report): readonly string[] =>
  findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`);

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

describe("stackplumb.yaml", () => {
  test("says what is linted, how grave it is and what fails; the command line wins", async () => {
    const here = inFolder({
      "a/db.yaml": faulty,
      "b/db.yaml": sound,
      "stackplumb.yaml": "templates: a\nrules: {USR007: warning, MAZ009: off}\nfail-on: warning\n",
    });
    expect(found(await reportOf(here))).toEqual(["USR007 warning"]);
    expect((await here.run([])).status).toBe(1);
    expect((await here.run(["--fail-on", "error"])).status).toBe(0);
    expect((await reportOf(here, "b")).findings).toEqual([]);
    expect(found(await reportOf(here, "--rule", "MAZ009"))).toEqual(["MAZ009 info"]);
    expect(found(await reportOf(here, "a", "--no-config"))).toEqual(["MAZ009 info", "USR007 error"]);
  });

  test("sets options of a rule, which runs then", async () => {
    const rules = "rules: {ORG001: {options: {keys: [owner]}}}\nparameters: {Env: prod}\n";
    const here = inFolder({ "db.yaml": sound, "team.yaml": rules });
    expect(found(await reportOf(here))).toEqual([]);
    const { findings } = await reportOf(here, "db.yaml", "--config", "team.yaml");
    expect(findings.map(({ ruleId, subject }) => [ruleId, subject.logicalId])).toContainEqual(["ORG001", "Database"]);
    expect((await reportOf(here, "--config", "team.yaml", "--stack-tags", "owner=me")).findings).toEqual([]);
  });

  test("with an error is no configuration at all: nothing is linted, and the place is named", async () => {
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yml": "rules:\n  USR07: off\n" });
    const { status, stdout, stderr } = await here.run([]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "stackplumb.yml:2:3: error: There is no rule USR07. Did you mean USR007? `stackplumb rules` lists them. [configuration]\n",
    );
    expect((await here.run(["graph"])).status).toBe(2);
    expect((await here.run(["--config", "nowhere.yaml"])).stderr).toContain("nowhere.yaml cannot be read");
    expect((await here.run(["--config", "a", "--no-config"])).stderr).toContain("exclude each other");
  });

  test("gives parameters, and files with them, which count after those of the command line", async () => {
    const here = inFolder({
      "db.yaml": faulty,
      "env.json": `["Env=dev"]`,
      "stackplumb.yaml": "parameter-files: env.json\n",
    });
    expect(found(await reportOf(here))).toEqual(["MAZ009 warning", "USR007 error"]);
    expect(found(await reportOf(here, "--parameter", "Env=prod"))).toEqual(["USR007 error"]);
    here.write("stackplumb.yaml", "parameter-files: env.json\nparameters: {Env: prod}\n");
    expect(found(await reportOf(here))).toEqual(["USR007 error"]);
    here.write("stackplumb.yaml", "parameters: {Evn: prod}\n");
    expect((await here.run([])).stderr).toContain("stackplumb.yaml:1:14: warning: No stack declares a parameter Evn.");
    here.write("stackplumb.yaml", "parameter-files: nowhere.json\n");
    const { status, stderr } = await here.run([]);
    expect(status).toBe(2);
    expect(stderr).toContain("stackplumb.yaml:1:18: error: parameter file nowhere.json cannot be read");
  });

  test("names templates that are judged together", async () => {
    const files = {
      "bucket.yaml":
        "Resources:\n  B: {Type: AWS::S3::Bucket}\nOutputs: {B: {Value: !GetAtt B.Arn, Export: {Name: bucket}}}\n",
      "user.yaml":
        "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Environment: {Variables: {B: !ImportValue bucket}}}\n",
    };
    const here = inFolder({ ...files, "stackplumb.yaml": "apps: [{name: shop, templates: '*.yaml'}]\n" });
    const edges = async (...words: string[]): Promise<number> =>
      JSON.parse((await here.run(["graph", "--format", "json", ...words])).stdout).edges.length;
    expect(await edges()).toBe(1);
    expect(await edges("--no-config")).toBe(0);
    here.write("stackplumb.yaml", "apps: [{name: a, templates: user.yaml}, {name: b, templates: '*.yaml'}]\n");
    expect((await here.run([])).stderr).toContain("user.yaml is part of the apps a and b");
  });
});

describe("environments", () => {
  const environments = "environments:\n  prod: {parameters: {Env: prod}}\n  dev: {parameters: {Env: dev}}\n";

  test("are each judged at full severity, and a finding says in which of them it holds", async () => {
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": environments });
    const { findings, summary } = await reportOf(here);
    expect(findings.map((finding) => [finding.ruleId, finding.severity, finding.guard, finding.environments])).toEqual([
      ["MAZ009", "warning", null, ["dev"]],
      ["USR007", "error", null, ["prod", "dev"]],
    ]);
    expect(summary).toMatchObject({ errors: 1, warnings: 1, infos: 0, stacks: 1 });
    const { stdout } = await here.run([]);
    expect(stdout).toContain("\n  in       prod, dev\n");
  });

  test("are chosen by name", async () => {
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": environments });
    expect(found(await reportOf(here, "--environment", "prod"))).toEqual(["USR007 error"]);
    const { status, stderr } = await here.run(["--environment", "pord"]);
    expect(status).toBe(2);
    expect(stderr).toContain("There is no environment pord. Did you mean prod?");
  });

  test("that cannot decide a check leave it one unknown, unless it is a violation elsewhere", async () => {
    const open = sound
      .replace("MultiAZ: true", "MultiAZ: !Ref Standby")
      .replace("Resources:", "Parameters:\n  Standby: {Type: String}\nResources:");
    const here = inFolder({ "db.yaml": open, "stackplumb.yaml": "environments: {a: {}, b: {}}\n" });
    const unknown = await reportOf(here);
    expect(unknown.findings.map(({ verdict, environments }) => [verdict, environments])).toEqual([
      ["unknown", ["a", "b"]],
    ]);
    expect(unknown.unknowns.map(({ checks }) => checks)).toEqual([1]);
    here.write("stackplumb.yaml", "environments: {a: {}, b: {parameters: {Standby: false}}}\n");
    const { findings, unknowns } = await reportOf(here);
    expect(findings.map(({ verdict, environments }) => [verdict, environments])).toEqual([["fail", ["b"]]]);
    expect(unknowns).toHaveLength(1);
  });
});

describe("exceptions", () => {
  const ignore = (reason: string): string =>
    `ignore:\n  - {rule: USR007, resource: Database, ${reason}owner: data, until: 2027-06-30}\n`;

  test("are out of the gate; their number is told, and with --verbose their reasons", async () => {
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": ignore("reason: rotated by hand, ") });
    const { status, stdout, stderr } = await here.run([]);
    expect(status).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("1 suppressed\n");
    expect(stdout).not.toContain("rotated");
    expect((await here.run(["--verbose"])).stdout).toContain(
      "    suppressed: rotated by hand (data, until 2027-06-30, stackplumb.yaml:2:5)\n",
    );
  });

  test("need a reason", async () => {
    const { status, stderr } = await inFolder({ "db.yaml": faulty, "stackplumb.yaml": ignore("") }).run([]);
    expect(status).toBe(2);
    expect(stderr).toContain("stackplumb.yaml:2:6: error: the entry has no reason [configuration]");
  });

  test("of the configuration that are for nothing are told only where all was looked at", async () => {
    const rest = "  - {rule: MAZ009, stack: other.yaml, reason: x}\n";
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": `ignore:\n${rest}` });
    expect((await here.run([])).stderr).toContain("MAZ009 is ignored here for nothing");
    expect((await here.run(["db.yaml"])).stderr).toBe("");
  });
});

describe("stackplumb baseline", () => {
  test("writes down what there is, a finding a line, and only later ones fail", async () => {
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": "rules: {MAZ009: info}\n" });
    const { status, stdout } = await here.run(["baseline"]);
    expect(status).toBe(0);
    expect(stdout).toContain("wrote 2 findings to stackplumb-baseline.json; it counts with");
    const text = here.read("stackplumb-baseline.json");
    expect(text.split("\n").filter((line) => line.includes("fingerprint"))).toEqual([
      expect.stringMatching(/^ {4}\{"rule":"MAZ009","stack":"db.yaml","resource":"Database",.*\},$/),
      expect.stringMatching(/^ {4}\{"rule":"USR007",.*\}$/),
    ]);
    expect((await here.run([])).status).toBe(1);
    here.write("stackplumb.yaml", "baseline: stackplumb-baseline.json\n");
    const after = await here.run(["--verbose"]);
    expect(after.status).toBe(0);
    expect(after.stdout).toContain("no findings, 2 of the baseline\n");
    expect(after.stdout).toContain("    baselined\n");
    here.write("new.yaml", faulty);
    expect((await here.run([])).stdout).toContain("1 error, 1 info, 2 of the baseline");
    expect((await here.run(["baseline"])).stdout).toBe("wrote 4 findings to stackplumb-baseline.json\n");
    expect(here.read("stackplumb-baseline.json")).toContain("new.yaml");
  });

  test("tells what no longer occurs, where it was looked for", async () => {
    const here = inFolder({ "db.yaml": faulty, "other.yaml": sound });
    await here.run(["baseline", "--output", "old/base.json"]);
    here.write("db.yaml", sound);
    const { status, stderr } = await here.run(["--baseline", "old/base.json"]);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^old\/base.json:4:5: warning: MAZ009 \(Database of db.yaml\), USR007 \(Database of db.yaml\) no longer occur: /,
    );
    expect((await here.run(["other.yaml", "--baseline", "old/base.json"])).stderr).toBe("");
    expect((await here.run(["--rule", "MAZ001", "--baseline", "old/base.json"])).stderr).toBe("");
  });

  test("holds what is unknown only where that fails, and then it covers no violation", async () => {
    const open = sound
      .replace("MultiAZ: true", "MultiAZ: !Ref Standby")
      .replace("Resources:", "Parameters:\n  Standby: {Type: String}\nResources:");
    const here = inFolder({ "db.yaml": open });
    expect((await here.run(["baseline"])).stdout).toContain("wrote 0 findings");
    expect(here.read("stackplumb-baseline.json")).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
    expect((await here.run(["baseline", "--strict-unknown"])).stdout).toContain("wrote 1 finding ");
    const words = ["--baseline", "stackplumb-baseline.json", "--strict-unknown", "--fail-on", "warning"];
    expect((await here.run(words)).status).toBe(0);
    expect((await here.run([...words, "--parameter", "Standby=false"])).status).toBe(1);
  });

  test("writes nothing where something could not be judged", async () => {
    const here = inFolder({ "db.yaml": faulty, "broken.yaml": "Resources: {A: {Type: AWS::S3::Bucket}" });
    const { status, stderr } = await here.run(["baseline"]);
    expect(status).toBe(2);
    expect(stderr).toContain("no baseline is written");
    expect(() => here.read("stackplumb-baseline.json")).toThrow();
  });

  test.each([
    ["{}", "1:1: error: the baseline has no version"],
    [`{"version": 2, "findings": []}`, "1:13: error: version must be 1."],
    [`{"version": 1, "findings": {}}`, "1:28: error: the baseline has no list of findings"],
    [`{"version": 1, "findings": [{"rule": "A", "verdict": "fail"}]}`, "the finding has no fingerprint"],
    [`{"version": 1`, "error:"],
  ])("that means nothing is an error: %s", async (text, message) => {
    const here = inFolder({ "db.yaml": faulty, "b.json": text, "stackplumb.yaml": "baseline: b.json\n" });
    const { status, stderr } = await here.run([]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test("that is not there is an error at the place that names it", async () => {
    const here = inFolder({ "db.yaml": faulty, "stackplumb.yaml": "baseline: b.json\n" });
    expect((await here.run([])).stderr).toContain("stackplumb.yaml:1:11: error: the baseline b.json cannot be read");
    expect((await here.run(["baseline"])).status).toBe(0);
    expect((await here.run([])).status).toBe(0);
  });
});
