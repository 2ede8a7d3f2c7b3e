import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type Folder, folder } from "./test-shell.ts";

const folders: Folder[] = [];

function inFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const made = folder(files);
  folders.push(made);
  return made;
}

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

const rule = (id: string, examples: string, more = ""): string => `id: ${id}
name: ${id.toLowerCase()}
title: A bucket has no name
severity: info
source: our guide
why: Names are fine.
on: object
as: bucket
require: has(bucket.properties.BucketName)
message: "{bucket.id} has no name"
fix: {cdk: Name it.}
${more}examples:
${examples}`;

const unnamed = "    template: |\n      Resources: {A: {Type: 'AWS::S3::Bucket'}}\n";
const named = "    template: |\n      Resources: {A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: a}}}\n";
const unknown =
  "    template: |\n      Parameters: {P: {Type: String}}\n      Conditions: {C: !Equals [!Ref P, a]}\n      Resources: {A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !If [C, !Ref P, !Ref AWS::NoValue]}}}\n";
const sound = rule("ACME001", `  - flags: no name\n${unnamed}  - accepts: a name\n${named}`);
const wrong = rule("ACME002", `  - flags: a name\n${named}  - accepts: no name\n${unnamed}`);

describe("stackplumb test", () => {
  test("says what keeps no promise: which example, where, what was expected, what was found and why", async () => {
    const here = inFolder({ "policy/rules/a.yaml": sound, "policy/rules/b.yaml": wrong });
    const { status, stdout, stderr } = await here.run(["test", "policy"]);
    expect(stderr).toBe("");
    expect(stdout).toBe(`differs[ACME002]: flags: a name
  --> policy/rules/b.yaml:13:5
  expected  fail: the rule flags it
  found     pass: the rule accepts it

differs[ACME002]: accepts: no name
  --> policy/rules/b.yaml:16:5
  expected  pass: the rule accepts it
  found     fail: the rule flags it
  message   A has no name

not shown
  ACME001  no example with \`unknown\`; no fix in the words of CloudFormation and SAM
  ACME002  no example with \`unknown\`; no fix in the words of CloudFormation and SAM

2 rules with 4 examples: 2 differ
`);
    expect(status).toBe(1);
  });

  test("says why a verdict is unknown, and what is wrong with a template", async () => {
    const examples = `  - flags: no name\n${unnamed}  - accepts: what is not known\n${unknown}  - accepts: nonsense\n    template: "Resources: ["\n`;
    const here = inFolder({ "rules/a.yaml": rule("ACME001", examples) });
    const { status, stdout } = await here.run(["test"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/expected {2}pass.*\n {2}found {5}(unknown|fail)/);
    expect(stdout).toMatch(/wrong {5}line 1 of the template: /);
  });

  test("says what is wrong in a document at its place, and runs the rest", async () => {
    const here = inFolder({
      "policy/rules/a.yaml": sound.replace("on: object", "on: objct"),
      "policy/rules/b.yaml": wrong,
      "policy/architectures/shop.yaml": "kind: Architecture\nname: shop\ncomponents: {files: {role: objct}}\n",
    });
    const { status, stdout, stderr } = await here.run(["test", "policy"]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      "policy/architectures/shop.yaml:3:28: error: there is no role objct. Did you mean object? [architecture]\n" +
        "policy/rules/a.yaml:7:5: error: there is nothing called objct to judge. Did you mean object? [rule]\n",
    );
    expect(stdout).toContain("1 rule with 2 examples: 2 differ, 2 errors in documents\n");
  });

  test("is satisfied where all is as promised, and counts architectures", async () => {
    const here = inFolder({
      "policy/rules/a.yaml": sound,
      "policy/architectures/shop.yaml":
        "kind: Architecture\nname: shop\ncomponents: {files: {role: object}}\nqualities: [{on: files, require: ACME001}]\n",
    });
    const { status, stdout } = await here.run(["test", "policy"]);
    expect(stdout).toContain("1 rule and 1 architecture with 2 examples: all as promised\n");
    expect(status).toBe(0);
  });

  test("finds what is to be tested: what the configuration extends, else rules and architectures, else policy", async () => {
    const files = {
      "base/rules/a.yaml": sound,
      "team/rules/b.yaml": rule(
        "ACME003",
        sound.slice(sound.indexOf("  - flags")),
        "causes: [{rule: ACME001, subjects: '[bucket]'}]\n",
      ),
    };
    const extending = inFolder({
      ...files,
      "stackplumb.yaml": "extends: [./base, ./team]\nrules: {ACME99: error}\n",
    });
    expect((await extending.run(["test"])).stdout).toContain("2 rules with 4 examples: all as promised");
    // What it builds upon is loaded, and not tested.
    expect((await extending.run(["test", "team"])).stdout).toContain("1 rule with 2 examples: all as promised");
    expect((await inFolder({ "rules/a.yaml": sound }).run(["test"])).stdout).toContain("1 rule");
    expect((await inFolder({ "policy/a.yaml": sound }).run(["test"])).stdout).toContain("1 rule");
    expect((await inFolder({ "x/a.yaml": sound }).run(["test", "x/a.yaml"])).stdout).toContain("1 rule");
    const own = inFolder({ "rules/a.yaml": sound, "stackplumb.yaml": "templates: infra\n", "infra/a.yaml": "id: 1" });
    expect((await own.run(["test", "."])).stdout).toContain("1 rule with 2 examples: all as promised");
    const nothing = await inFolder().run(["test"]);
    expect([nothing.status, nothing.stderr]).toEqual([
      2,
      "stackplumb: there is nothing to test: name a folder that holds rules or architectures, or begin with `stackplumb init --rule ID`.\n",
    ]);
    expect((await inFolder().run(["test", "polcy"])).stderr).toContain("there is no folder polcy that could be read");
  });

  test("says what is wrong in the settings of a pack, and loads what these extend", async () => {
    const here = inFolder({
      "base/rules/a.yaml": sound,
      "team/rules/b.yaml": rule(
        "ACME003",
        sound.slice(sound.indexOf("  - flags")),
        "causes: [{rule: ACME001, subjects: '[bucket]'}]\n",
      ),
      "team/stackplumb.yaml": "extends: ../base\nrules: {ACME01: error}\n",
    });
    const { status, stdout, stderr } = await here.run(["test", "team"]);
    expect(status).toBe(2);
    expect(stderr).toContain("team/stackplumb.yaml:2:9: error: There is no rule ACME01. Did you mean ACME001?");
    expect(stdout).toContain("1 rule with 2 examples: 1 error in a document\n");
  });

  test("tells programs the same in JSON", async () => {
    const here = inFolder({
      "policy/rules/a.yaml": sound,
      "policy/rules/b.yaml": wrong,
      "policy/rules/c.yaml": "id: 1",
    });
    const { status, stdout, stderr } = await here.run(["test", "policy", "--format", "json"]);
    expect([status, stderr]).toEqual([2, ""]);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      version: 1,
      summary: { rules: 2, examples: 4, differing: 2, architectures: 0 },
      packs: [{ folder: "policy", rules: [{ id: "ACME001" }, { id: "ACME002" }], architectures: [] }],
    });
    expect(report.packs[0].rules[1].examples[1]).toMatchObject({
      expects: "accepts",
      expected: "pass",
      found: "fail",
      message: "A has no name",
      location: { file: "policy/rules/b.yaml", startLine: 16 },
      problems: ["the verdict is fail, not pass"],
    });
    expect(report.packs[0].rules[0].notShown).toEqual({
      verdicts: ["unknown"],
      options: [],
      fixes: ["cloudformation", "sam"],
    });
    expect(report.diagnostics[0].location.file).toBe("policy/rules/c.yaml");
  });

  test("prints no command to a terminal or a runner that a document asks for", async () => {
    const title = '"::error::\\u001b[2Jgone"';
    const here = inFolder({ "policy/rules/a.yaml": wrong.replace("flags: a name", `flags: ${title}`) });
    const { stdout } = await here.run(["test", "policy"]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toMatch(/^\s*::/m);
  });
});

describe("stackplumb init --rule", () => {
  test("writes a rule that works as it is, with an example for every verdict, and names its schema first", async () => {
    const here = inFolder({ "node_modules/stackplumb/schemas/rule.json": "{}" });
    const { status, stdout } = await here.run(["init", "--rule", "ACME001"]);
    expect(status).toBe(0);
    expect(stdout).toBe(
      "wrote policy/rules/ACME001.yaml\ntest it with: stackplumb test policy\nuse it with: `extends: ./policy` in stackplumb.yaml\n",
    );
    expect(here.read("policy/rules/ACME001.yaml")).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/stackplumb\/schemas\/rule\.json\n/,
    );
    const tested = await here.run(["test"]);
    expect(tested).toEqual({ status: 0, stdout: "1 rule with 6 examples: all as promised\n", stderr: "" });
  });

  test("writes where the configuration looks", async () => {
    const here = inFolder({ "stackplumb.yaml": "extends: ./team/policy\n" });
    expect((await here.run(["init", "--rule", "ACME001"])).stdout).toBe(
      "wrote team/policy/rules/ACME001.yaml\ntest it with: stackplumb test team/policy\n",
    );
    expect((await here.run(["init", "--rule", "ACME002"])).status).toBe(0);
    expect((await here.run(["test"])).stdout).toBe("2 rules with 12 examples: all as promised\n");
  });

  test("overwrites nothing, and takes no id twice", async () => {
    const here = inFolder({
      "policy/rules/ACME001.yaml": "mine",
      "policy/other.yaml": sound.replace("ACME001", "ACME002").replace("acme001", "acme002"),
    });
    expect((await here.run(["init", "--rule", "ACME001"])).stderr).toBe(
      "stackplumb: there is a policy/rules/ACME001.yaml already; nothing is written.\n",
    );
    expect(here.read("policy/rules/ACME001.yaml")).toBe("mine");
    expect((await here.run(["init", "--rule", "ACME002"])).stderr).toContain(
      "there is a rule ACME002 already, in policy/other.yaml",
    );
    const linked = inFolder();
    const elsewhere = inFolder();
    symlinkSync(elsewhere.path, join(linked.path, "policy"));
    expect((await linked.run(["init", "--rule", "ACME001"])).stderr).toContain("there is a policy already");
    const dangling = inFolder();
    mkdirSync(join(dangling.path, "policy/rules"), { recursive: true });
    symlinkSync("/nowhere/else", join(dangling.path, "policy/rules/ACME001.yaml"));
    expect((await dangling.run(["init", "--rule", "ACME001"])).status).toBe(2);
  });

  test.each([
    ["acme1", "acme1 is no id of a rule: it has capitals and three digits, as ACME001."],
    ["../ACME001", "../ACME001 is no id of a rule: it has capitals and three digits, as ACME001."],
    [
      "QUE001",
      "QUE001 may be a rule of Stackplumb's own one day: ids of three letters are kept for those. Take a longer one, as TEAM001.",
    ],
  ])("refuses %s", async (id, message) => {
    const { status, stderr } = await inFolder().run(["init", "--rule", id]);
    expect([status, stderr]).toEqual([2, `stackplumb: ${message}\n`]);
  });
});

describe("the examples of an architecture", () => {
  const shop = (examples: string): string => `kind: Architecture
name: shop
components:
  files: {role: object}
  clerk: {role: compute.fn, optional: true}
qualities: [{on: files, require: UPL007}]
examples:
${examples}`;
  const bucket = `    template: |
      Resources: {A: {Type: 'AWS::S3::Bucket'}}
`;

  test("are told where a requirement comes to something else, with the reason", async () => {
    const here = inFolder({
      "policy/shop.yaml": shop(
        `  - shows: a bucket\n    expect: {files.UPL007: present}\n${bucket}  - shows: none\n${bucket.replace("S3::Bucket", "SNS::Topic")}`,
      ),
    });
    const { status, stdout } = await here.run(["test", "policy"]);
    expect(status).toBe(1);
    expect(stdout).toContain(`differs[shop]: shows: a bucket
  --> policy/shop.yaml:8:5
  files.UPL007 violated, not present: `);
    expect(stdout).toMatch(
      /differs\[shop\]: shows: none\n {2}--> policy\/shop.yaml:12:5\n {2}component.files missing, not present: /,
    );
    expect(stdout).toContain("not shown\n  shop  no example breaks component.files, component.clerk\n");
    expect(stdout).toContain("1 architecture with 2 examples: 2 differ\n");
  });

  test("keep their promise where they name what is missing or broken, the address cut short or not", async () => {
    const examples = `  - shows: a bucket\n    expect: {files.UPL007: violated}\n${bucket}  - shows: none\n    expect: {files: missing, files.UPL007: missing}\n${bucket.replace("S3::Bucket", "SNS::Topic")}`;
    const here = inFolder({ "policy/shop.yaml": shop(examples) });
    const { status, stdout } = await here.run(["test", "policy"]);
    expect(stdout).toContain("1 architecture with 2 examples: all as promised\n");
    expect(status).toBe(0);
  });

  test("have mistakes that are told at their place", async () => {
    const examples = `  - shows: a bucket\n    expect: {file: violated, files.UPL007: broken}\n${bucket}  - show: none\n${bucket}`;
    const { status, stderr } = await inFolder({ "policy/shop.yaml": shop(examples) }).run(["test", "policy"]);
    expect(status).toBe(2);
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^policy\/shop.yaml:9:14: error: .*requirement file\b.* Did you mean component.files\?/),
      expect.stringContaining(
        "policy/shop.yaml:9:44: error: files.UPL007 must be present, missing, violated or unknown",
      ),
      "policy/shop.yaml:12:5: error: an example has no key show. Did you mean shows? [architecture]",
      "policy/shop.yaml:12:5: error: the example has no shows [architecture]",
    ]);
  });
});

describe("stackplumb init --architecture", () => {
  test("writes an architecture that works as it is, and shows every requirement broken once", async () => {
    const here = inFolder({ "node_modules/stackplumb/schemas/architecture.json": "{}" });
    expect((await here.run(["init", "--architecture", "orders"])).stdout).toBe(
      "wrote policy/architectures/orders.yaml\ntest it with: stackplumb test policy\nuse it with: `extends: ./policy` and `architectures: orders` in stackplumb.yaml\n",
    );
    expect(here.read("policy/architectures/orders.yaml")).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/stackplumb\/schemas\/architecture\.json\n/,
    );
    expect(await here.run(["test"])).toEqual({
      status: 0,
      stdout: "1 architecture with 4 examples: all as promised\n",
      stderr: "",
    });
  });

  test.each([
    ["Orders", "Orders is no name of an architecture: it is lower-case words joined by hyphens."],
    [
      "web-app-storage",
      "web-app-storage is an architecture of Stackplumb's own; take another name, and let yours extend it.",
    ],
  ])("refuses %s", async (name, message) => {
    expect((await inFolder().run(["init", "--architecture", name])).stderr).toBe(`stackplumb: ${message}\n`);
  });

  test("takes no name twice, and writes one document at a time", async () => {
    const here = inFolder({
      "policy/a.yaml": "kind: Architecture\nname: orders\ncomponents: {files: {role: object}}\n",
    });
    expect((await here.run(["init", "--architecture", "orders"])).stderr).toContain(
      "there is an architecture orders already, in policy/a.yaml; nothing is written.",
    );
    expect((await here.run(["init", "--architecture", "x", "--rule", "ACME001"])).stderr).toContain(
      "one document at a time",
    );
  });
});

describe("documents of the packs that a project extends", () => {
  const architecture =
    "kind: Architecture\nname: small\ntitle: A place for files\ncomponents: {files: {role: object}}\n";
  const files = { "policy/rules/a.yaml": sound, "policy/architectures/a.yaml": architecture };

  test("are explained and listed, as a finding that names one says they are", async () => {
    const here = inFolder({ ...files, "stackplumb.yaml": "extends: ./policy\n" });
    expect((await here.run(["explain", "ACME001"])).stdout).toMatch(/^ACME001 {2}A bucket has no name\n/);
    expect((await here.run(["explain", "small"])).stdout).toMatch(/^small {2}A place for files/);
    expect((await here.run(["rules"])).stdout).toMatch(/^ACME001 +info +A bucket has no name$/m);
    expect((await here.run(["architectures"])).stdout).toContain("small               A place for files\n");
  });

  test("are nobody's where nothing extends them", async () => {
    const here = inFolder(files);
    expect((await here.run(["explain", "ACME001"])).status).toBe(2);
    expect((await here.run(["rules"])).stdout).not.toContain("ACME001");
  });

  test("with mistakes do not hide the others, and the mistakes are told", async () => {
    const here = inFolder({
      ...files,
      "policy/rules/b.yaml": "id: 1\n",
      "stackplumb.yaml": "extends: [./policy, ./nowhere]\n",
    });
    const { status, stdout, stderr } = await here.run(["explain", "ACME001"]);
    expect([status, stdout.slice(0, 7)]).toEqual([0, "ACME001"]);
    expect(stderr).toContain("policy/rules/b.yaml:1:5: error: ");
    expect(stderr).toContain("stackplumb.yaml:1:21: error: there is no folder nowhere that could be read");
  });
});
