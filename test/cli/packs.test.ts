import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
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

const table = `kind: Architecture
name: data
title: A table
version: 1.2
components:
  meta: {title: holds the details, role: nosql}
`;
const rule = `id: ACME001
name: bucket-with-a-name
title: A bucket has no name of its own
severity: warning
on: object
as: bucket
require: has(bucket.properties.BucketName)
at: bucket.declaration
message: "{bucket.id} has no name"
source: our handbook
why: We look for buckets by name.
fix: {cloudformation: Give it a name.}
references: [https://acme.example/buckets]
examples:
  - {flags: no name, template: "Resources: {B: {Type: AWS::S3::Bucket}}"}
  - {accepts: a name, template: "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}}"}
`;
const bucket = "Resources: {Photos: {Type: AWS::S3::Bucket}}\n";
const database = "Resources: {Db: {Type: AWS::RDS::DBInstance, Properties: {StorageEncrypted: true}}}\n";

interface Json {
  readonly findings: readonly { readonly ruleId: string; readonly severity: string; readonly status: string }[];
  readonly architectures: readonly { readonly name: string; readonly app: string; readonly environment: string }[];
}

async function judged(made: Folder, ...words: string[]): Promise<Json & { status: number; stderr: string }> {
  const { status, stdout, stderr } = await made.run(["--format", "json", ...words]);
  const { findings, architectures } = (
    stdout === "" ? { findings: [], architectures: [] } : JSON.parse(stdout)
  ) as Json;
  return { status, stderr, findings, architectures };
}

const found = ({ findings }: Json): readonly string[] =>
  findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`);

describe("architectures of a configuration", () => {
  test("hold apps to built-in ones, documents and those of packs, by app and by environment", async () => {
    const made = inFolder({
      "stackplumb.yaml": `
extends: ./policy
architectures: [data, {use: ./own.yaml, apps: ["shop*"]}]
environments:
  prod: {architectures: upload-pipeline}
  dev: {}
`,
      "policy/architectures/data.yaml": table,
      "own.yaml": table.replace("name: data", "name: own"),
      "shop.yaml": bucket,
      "other.yaml": bucket,
    });
    const { status, stderr, architectures } = await judged(made);
    expect([status, stderr]).toEqual([1, expect.not.stringContaining("error")]);
    expect(architectures.map(({ name, app, environment }) => `${app} ${environment} ${name}`).sort()).toEqual([
      "other.yaml dev data",
      "other.yaml prod data",
      "other.yaml prod upload-pipeline",
      "shop.yaml dev data",
      "shop.yaml dev own",
      "shop.yaml prod data",
      "shop.yaml prod own",
      "shop.yaml prod upload-pipeline",
    ]);
  });

  test.each([
    ["architectures: web-app-storag", "1:16", "There is no architecture web-app-storag; there are"],
    ["architectures: web-app-storag", "1:16", "Did you mean web-app-storage?"],
    ["architectures: [ecommerce-multi-az@0.3]", "1:17", "ecommerce-multi-az is at version"],
    ["architectures: ../out.yaml", "1:16", "../out.yaml leads out of the working directory"],
    ["architectures: ./none.yaml", "1:16", "the architecture none.yaml cannot be read"],
    ["architectures: [{name: data}]", "1:18", "an architecture has no key name. Its keys are use, apps."],
    ["architectures: [{apps: data}]", "1:17", "the architecture has no use: its name, or the path of its document"],
  ])("refuse %s", async (text, place, message) => {
    const { status, stderr } = await inFolder({ "stackplumb.yaml": text, "a.yaml": bucket }).run([]);
    expect(status).toBe(2);
    expect(stderr.replace(/\s+/g, " ")).toContain(message);
    expect(stderr).toContain(`stackplumb.yaml:${place}`);
  });
});

describe("extends of a configuration", () => {
  test("brings the rules and settings of a folder; the project's own settings count before them", async () => {
    const made = inFolder({
      "stackplumb.yaml": "extends: [./policy]\nrules: {ACME001: error}\n",
      "policy/rules/ACME001.yaml": rule,
      "policy/stackplumb.yaml": "rules: {MAZ009: error, ACME001: info}\nfail-on: never\n",
      "a.yaml": bucket,
      "db.yaml": database,
    });
    const { findings, status } = await judged(made);
    expect(findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`)).toEqual(
      expect.arrayContaining(["error ACME001", "error MAZ009"]),
    );
    expect(status).toBe(0);
  });

  test("finds a package that is installed, and holds it to its version", async () => {
    const files = {
      "node_modules/@acme/policy/package.json": '{"name": "@acme/policy", "version": "1.2.3"}',
      "node_modules/@acme/policy/rules/ACME001.yaml": rule,
      "a.yaml": bucket,
    };
    const good = await judged(inFolder({ ...files, "stackplumb.yaml": 'extends: "@acme/policy@1.2"\n' }));
    expect(found(good)).toContain("warning ACME001");
    const bad = await judged(inFolder({ ...files, "stackplumb.yaml": 'extends: "@acme/policy@2"\n' }));
    expect(bad.status).toBe(2);
    expect(bad.stderr).toContain("@acme/policy is installed at version 1.2.3, not 2");
  });

  test.each([
    ["extends: ./polcy", "there is no folder polcy that could be read"],
    ["extends: ./policy/stackplumb.yaml", "policy/stackplumb.yaml is a file: a pack is the folder that holds it"],
    ["extends: ../out", "there is no folder ../out that could be read"],
    [
      "extends: policy",
      "there is no package policy in node_modules; install it first. For the folder, write ./policy.",
    ],
    ["extends: ../../etc/passwd", "there is no folder"],
    ["extends: 'a b'", "a b is no folder and no package"],
    ["extends: ./policy", "policy/stackplumb.yaml:1:1"],
  ])("refuses %s", async (text, message) => {
    const made = inFolder({ "stackplumb.yaml": text, "policy/stackplumb.yaml": "templates: [a]\n", "a.yaml": bucket });
    const { status, stderr } = await made.run([]);
    expect(status).toBe(2);
    expect(stderr.replace(/\s+/g, " ")).toContain(message);
  });

  test("ends where packs extend each other", async () => {
    const made = inFolder({
      "stackplumb.yaml": "extends: ./a\n",
      "a/stackplumb.yaml": "extends: ../b\n",
      "b/stackplumb.yaml": "extends: ../a\n",
      "t.yaml": bucket,
    });
    const { status, stderr } = await made.run([]);
    expect(status).toBe(2);
    expect(stderr).toContain("a extends b extends a: none of them can be first");
  });
});

describe("hostile packs", () => {
  test("reach nothing outside of the workspace, by a link, a path or a name", async () => {
    const outside = inFolder({ "rules/ACME001.yaml": rule, "stackplumb.yaml": "rules: {MAZ009: off}\n" });
    for (const name of [outside.path, `./link`, "@a/../../b", "../..", "./policy\0/../../etc"]) {
      const made = inFolder({ "stackplumb.yaml": `extends: ${JSON.stringify(name)}\n`, "a.yaml": bucket });
      symlinkSync(outside.path, join(made.path, "link"));
      const { status, stderr, findings } = await judged(made);
      expect([name, status, findings]).toEqual([name, 2, []]);
      expect(stderr).toContain("stackplumb.yaml:1:10");
    }
  });

  test("cannot make a rule of Stackplumb's own another one", async () => {
    const made = inFolder({
      "stackplumb.yaml": "extends: ./policy\n",
      "policy/rules/MAZ009.yaml": rule.replace("ACME001", "MAZ009"),
      "db.yaml": database,
    });
    const { status, stderr } = await made.run([]);
    expect(status).toBe(2);
    expect(stderr).toContain("policy/rules/MAZ009.yaml:1:5: error: MAZ009 is a rule of Stackplumb's own");
  });

  test("are bounded in depth and number, and mistakes in what is told of them", async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`p${i}/stackplumb.yaml`, `extends: ../p${i + 1}\n`]),
    );
    const deep = inFolder({
      ...chain,
      "p8/stackplumb.yaml": "{}\n",
      "stackplumb.yaml": "extends: ./p0\n",
      "a.yaml": bucket,
    });
    expect((await deep.run([])).stderr).toContain("packs may extend each other 5 deep, 20 of them at most");
    const many = Array.from({ length: 3000 }, (_, i) => `  - {requirement: c${i}, to: off, reason: x, owner: y}`);
    const made = inFolder({
      "stackplumb.yaml": `architectures: web-app-storage\nrelax:\n${many.join("\n")}\n`,
      "a.yaml": bucket,
    });
    const { status, stderr } = await made.run([]);
    expect(status).toBe(2);
    expect(stderr.split("\n").length).toBeLessThan(500);
    expect(stderr).toContain("relax has more than 1000 entries; only the first are read");
  });

  test("hold names of JavaScript's own tables for names", async () => {
    const made = inFolder({
      "stackplumb.yaml": "extends: __proto__\narchitectures: [constructor]\nrules: {toString: off}\n",
      "a.yaml": bucket,
    });
    const { status, stderr } = await made.run([]);
    expect(status).toBe(2);
    for (const name of ["__proto__", "constructor", "toString"]) expect(stderr).toContain(name);
  });
});

describe("what a pack locks", () => {
  const policy = { "policy/stackplumb.yaml": "locked: [MAZ009, ORG001]\nrules: {ORG001: {options: {keys: [team]}}}\n" };

  test.each([
    ["off", "MAZ009 is locked (policy/stackplumb.yaml:1:10) and cannot be switched off"],
    ["info", "MAZ009 is locked (policy/stackplumb.yaml:1:10) and cannot be made info: it is warning"],
  ])("cannot be made %s: the setting is an error, and has no effect", async (severity, message) => {
    const made = inFolder({
      ...policy,
      "stackplumb.yaml": `extends: ./policy\nrules: {MAZ009: ${severity}}\n`,
      "db.yaml": database,
    });
    const { status, stderr, findings } = await judged(made);
    expect(status).toBe(2);
    expect(stderr.replace(/\s+/g, " ")).toContain(message);
    expect(stderr).toContain("stackplumb.yaml:2:9");
    expect(findings).toContainEqual(expect.objectContaining({ ruleId: "MAZ009", severity: "warning" }));
  });

  test("cannot be given other options, and can be made graver", async () => {
    const made = inFolder({
      ...policy,
      "stackplumb.yaml": "extends: ./policy\nrules: {ORG001: {options: {keys: [x]}}, MAZ009: error}\n",
      "db.yaml": database,
    });
    const { stderr, findings } = await judged(made);
    expect(stderr).toContain("ORG001 is locked (policy/stackplumb.yaml:1:18) and cannot be given another keys");
    expect(findings).toContainEqual(expect.objectContaining({ ruleId: "MAZ009", severity: "error" }));
  });

  test("is named rightly", async () => {
    const made = inFolder({
      "stackplumb.yaml": "extends: ./policy\n",
      "policy/stackplumb.yaml": "locked: [MAZ09, users.USR04]\nmax-expiry: soon\n",
      "db.yaml": database,
    });
    const { status, stderr } = await made.run([]);
    const text = stderr.replace(/\s+/g, " ");
    expect(status).toBe(2);
    expect(text).toContain("There is no rule MAZ09. Did you mean MAZ009?");
    expect(text).toContain("there is no requirement users.USR04 in any architecture here. Did you mean users.USR004?");
    expect(text).toContain("max-expiry is a number of days from 1 to 3650, not soon");
  });
});

describe("a policy", () => {
  const files = { "db.yaml": database, "stackplumb.yaml": "fail-on: never\nrules: {MAZ009: off}\n" };

  test("may lie outside, and is not turned off from inside", async () => {
    const policy = inFolder({ "stackplumb.yaml": "locked: [MAZ009]\nrules: {MAZ009: error}\n" });
    const { status, stderr, findings } = await judged(inFolder(files), "--policy", policy.path);
    expect(status).toBe(2);
    expect(stderr).toContain("fail-on is error by the policy");
    expect(stderr).toContain("and cannot be switched off");
    expect(findings).toContainEqual(expect.objectContaining({ ruleId: "MAZ009", severity: "error" }));
  });

  test("that is not there is an error", async () => {
    const { status, stderr } = await inFolder(files).run(["--policy", "nowhere"]);
    expect(status).toBe(2);
    expect(stderr).toContain("there is no folder nowhere that could be read");
  });

  test("that is a file is told that it is a folder, and not what is wrong with it as something else", async () => {
    const made = inFolder({ ...files, "policy/stackplumb.yaml": "locked: [MAZ009]\n" });
    const { status, stderr } = await made.run(["--policy", "policy/stackplumb.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("error: policy/stackplumb.yaml is a file: a policy is the folder that holds it [pack]\n");
    expect(stderr).not.toContain("a rule has no key");
  });
});
