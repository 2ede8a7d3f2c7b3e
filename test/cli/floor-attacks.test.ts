/** What a repository writes to get below a policy's floor, and what becomes of it; see floor.test.ts for what is plain. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { type Folder, folder } from "./test-shell.ts";

const folders: Folder[] = [];

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

const template = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {StorageEncrypted: true}
`;
const topic = "Resources: {T: {Type: AWS::SNS::Topic}}\n";
const document = `kind: Architecture
name: shop
title: A shop
version: 1.0
components:
  users: {title: who buys, role: rdb, where: {id: "*Db*"}}
  other: {title: another, role: rdb, optional: true, where: {id: "Never"}}
qualities:
  - {on: users, require: [MAZ009, USR009]}
`;
const lax = document.slice(0, document.indexOf("qualities:"));
const policy = {
  "policy/stackplumb.yaml": "architectures: shop\nlocked: [MAZ009, component.users, users.USR009]\nmax-expiry: 90\n",
  "policy/architectures/shop.yaml": document,
};

type Files = Readonly<Record<string, string>>;

async function run(files: Files, ...words: string[]) {
  const made = folder({ "a.yaml": template, ...policy, ...files });
  folders.push(made);
  const { status, stdout, stderr } = await made.run(["--policy", "policy", "--format", "json", ...words]);
  const report = stdout === "" ? undefined : (JSON.parse(stdout) as Report);
  const active = report?.findings.filter((finding) => finding.status === "active").map(({ ruleId }) => ruleId) ?? [];
  const stacks = report?.stacks.map(({ name }) => name).sort();
  return { status, stderr: stderr.replace(/\s+/g, " "), active, stacks, exceptions: report?.exceptions };
}

interface Report {
  readonly findings: readonly { readonly ruleId: string; readonly status: string }[];
  readonly stacks: readonly { readonly name: string }[];
  readonly exceptions: readonly { readonly kind: string; readonly subject: string }[];
}

const inMetadata = (text: string): string =>
  template.replace("    Properties", `    Metadata: {Stackplumb: ${text}}\n    Properties`);
const off = "MAZ009 is locked (policy/stackplumb.yaml:2:10) and cannot be switched off";

describe("is refused at its place, and without effect", () => {
  test.each<[string, Files, string]>([
    ["a byte order mark", { "stackplumb.yaml": "\ufeffrules: {MAZ009: off}\n" }, `stackplumb.yaml:1:9: error: ${off}`],
    ["JSON, and another case", { "stackplumb.yaml": '{"rules": {"maz009": "off"}}' }, `:1:12: error: ${off}`],
    ["a rule by its name", { "stackplumb.yaml": "rules: {rds-single-zone: off}" }, `:1:9: error: ${off}`],
    ["a merge key", { "stackplumb.yaml": "rules: {<<: {MAZ009: off}}" }, `:1:14: error: ${off}`],
    ["an alias", { "stackplumb.yaml": "rules: {SEC007: &o off, MAZ009: *o}" }, `:1:25: error: ${off}`],
    [
      "a pack of its own with a lock of its own",
      { "stackplumb.yaml": "extends: ./mine", "mine/stackplumb.yaml": "locked: [MAZ009]\nrules: {MAZ009: off}\n" },
      `mine/stackplumb.yaml:2:9: error: ${off}`,
    ],
    [
      "a gate that nothing fails",
      { "stackplumb.yaml": "fail-on: never" },
      ":1:10: error: fail-on is error by the policy",
    ],
    [
      "an ignore for the whole template",
      {
        "a.yaml": `Metadata: {Stackplumb: {ignore: [{rule: rds-single-zone, reason: x, until: 2026-12-01}]}}\n${template}`,
      },
      "a.yaml:1:34: error: MAZ009 is locked",
    ],
    [
      "a second Stackplumb in the metadata",
      {
        "a.yaml": template.replace(
          "    Properties",
          "    Metadata:\n      Stackplumb: {}\n      Stackplumb: {ignore: [{rule: MAZ009, reason: x}]}\n    Properties",
        ),
      },
      "a.yaml:6:29: error: MAZ009 is locked",
    ],
    [
      "a decoy that is pinned",
      {
        "a.yaml": `${template}  Decoy:
    Type: AWS::RDS::DBInstance
    Metadata: {Stackplumb: {component: users}}
    Properties: {StorageEncrypted: true, MultiAZ: true, BackupRetentionPeriod: 30}
`,
      },
      "a.yaml:7:40: error: component.users is locked (policy/stackplumb.yaml:2:18) and cannot be pinned around: without the pin of Decoy, Db is among users",
    ],
    [
      "a pin, where only the rule is locked",
      { "policy/stackplumb.yaml": "architectures: shop\nlocked: MAZ009\n", "a.yaml": inMetadata("{component: other}") },
      "a.yaml:4:40: error: MAZ009 is locked (policy/stackplumb.yaml:2:9) and cannot be pinned around",
    ],
  ])("%s", async (_, files, message) => {
    const { status, stderr, active } = await run(files);
    expect(stderr).toContain(message);
    expect([status, active]).toEqual([2, expect.arrayContaining(["MAZ009", "USR009"])]);
  });

  test.each(["SEC001", "maz009", "nothing"])("a baseline that calls a locked finding %s", async (name) => {
    const made = folder({ "a.yaml": template, ...policy, "policy/stackplumb.yaml": "architectures: shop\n" });
    folders.push(made);
    await made.run(["baseline", "--policy", "policy"]);
    const forged = made.read("stackplumb-baseline.json").replace('"rule":"MAZ009"', `"rule":"${name}"`);
    expect(forged).toContain(name);
    const { status, stderr, active } = await run(
      { "b.json": forged, "policy/stackplumb.yaml": "locked: MAZ009\n" },
      ...["--baseline", "b.json"],
    );
    expect(stderr).toContain("error: MAZ009 is locked (policy/stackplumb.yaml:1:9) and cannot be baselined");
    expect([status, active]).toEqual([2, expect.arrayContaining(["MAZ009"])]);
  });

  test("a missing component of which something is locked", async () => {
    const { status, stderr, active, exceptions } = await run({
      "policy/stackplumb.yaml": "architectures: shop\nlocked: users.USR009\n",
      "a.yaml": topic,
      "stackplumb.yaml": "relax: [{requirement: users, to: satisfied-by, external: x, reason: x, owner: y}]\n",
    });
    expect(stderr).toContain(
      "stackplumb.yaml:1:23: error: users.USR009 is locked (policy/stackplumb.yaml:2:9) and cannot be relaxed: without users, nothing would be asked of it",
    );
    expect([status, active, exceptions]).toEqual([2, expect.arrayContaining(["ARC001"]), []]);
  });
});

describe("is an error of the configuration, so that nothing is linted", () => {
  test.each<[string, Files, string]>([
    ["a key twice", { "stackplumb.yaml": "rules: {}\nrules: {MAZ009: off}\n" }, ":2:1: error: the key"],
    ["a rule by id and by name", { "stackplumb.yaml": "rules: {MAZ009: error, rds-single-zone: off}" }, ":1:24: error"],
    ["a second document", { "stackplumb.yaml": "fail-on: info\n---\nrules: {MAZ009: off}\n" }, ":2:1: error: several"],
    ["a letter that looks alike", { "stackplumb.yaml": "rules: {M\u0410Z009: off}" }, "Did you mean MAZ009?"],
    [
      "a key of policies",
      { "stackplumb.yaml": "judge-all: false" },
      ":1:1: error: the configuration has no key judge-all",
    ],
    [
      "an architecture by its path that is called as the policy's",
      { "stackplumb.yaml": "architectures: ./mine.yaml", "mine.yaml": lax },
      "stackplumb.yaml:1:16: error: mine.yaml is called shop, as an architecture of policy/architectures/shop.yaml is",
    ],
    [
      "one that is called as a built-in one",
      {
        "stackplumb.yaml": "architectures: ./mine.yaml",
        "mine.yaml": lax.replace("name: shop", "name: upload-pipeline"),
      },
      "mine.yaml is called upload-pipeline, as an architecture of Stackplumb's own is; give it another name",
    ],
    [
      "two that are called alike",
      {
        "stackplumb.yaml": "architectures: [./mine.yaml, ./other.yaml]",
        "mine.yaml": document.replace("name: shop", "name: own"),
        "other.yaml": lax.replace("name: shop", "name: own"),
      },
      "stackplumb.yaml:1:30: error: other.yaml is called own, as an architecture of mine.yaml is",
    ],
    [
      "an architecture of a pack that is called as the policy's",
      { "stackplumb.yaml": "extends: ./mine", "mine/architectures/shop.yaml": lax },
      "mine/architectures/shop.yaml:2:7: error: shop is taken",
    ],
  ])("%s", async (_, files, message) => {
    const { status, stderr, stacks } = await run(files);
    expect(stderr).toContain(message);
    expect([status, stacks]).toEqual([2, undefined]);
  });
});

test("the policy's own document by its path is the policy's", async () => {
  const { status, stderr } = await run({ "stackplumb.yaml": "architectures: ./policy/architectures/shop.yaml\n" });
  expect([status, stderr]).toEqual([1, ""]);
});

describe("a template that the project leaves out", () => {
  const lines = {
    "by templates": ["templates: b.yaml\n", "stackplumb.yaml:1:12: warning: 1 template is not judged by the policy"],
    "by apps": ["apps: [{name: x, templates: b.yaml}]\n", "stackplumb.yaml:1:7: warning: 1 template is not judged"],
  } as const;

  test.each(Object.entries(lines))("%s is told", async (_, [text, message]) => {
    const { stderr, stacks } = await run({ "stackplumb.yaml": text, "b.yaml": topic });
    expect(stderr).toContain(`${message}`);
    expect(stderr).toContain("because stackplumb.yaml names others: a.yaml.");
    expect(stacks).toEqual(["b.yaml"]);
  });

  test("by a cdk.out that holds nothing is told", async () => {
    const { stderr } = await run({ "cdk.out/manifest.json": '{"version": "36.0.0", "artifacts": {}}' });
    expect(stderr).toContain(
      "warning: 1 template is not judged by the policy, because cdk.out is judged alone: a.yaml.",
    );
  });

  test.each<Files>([
    { "stackplumb.yaml": "templates: b.yaml\n", "b.yaml": topic },
    { "cdk.out/manifest.json": '{"version": "36.0.0", "artifacts": {}}' },
  ])("is judged all the same where the policy says judge-all", async (files) => {
    const all = `${policy["policy/stackplumb.yaml"]}judge-all: true\n`;
    const { stderr, stacks, active } = await run({ ...files, "policy/stackplumb.yaml": all });
    expect(stderr).not.toContain("not judged");
    expect(stacks).toContain("a.yaml");
    expect(active).toContain("MAZ009");
  });

  test("is nobody's affair without a policy, or where a person named the paths", async () => {
    const made = folder({ "a.yaml": template, "b.yaml": topic, "stackplumb.yaml": "templates: b.yaml\n" });
    folders.push(made);
    expect((await made.run([])).stderr).not.toContain("not judged");
    expect((await run({ "b.yaml": topic }, "b.yaml")).stderr).not.toContain("not judged");
  });
});

test("a pin that is refused is not among what is in force", async () => {
  const refused = await run({ "a.yaml": inMetadata("{component: other}") });
  expect([refused.status, refused.exceptions]).toEqual([2, []]);
  const fine = await run({ "a.yaml": inMetadata("{component: users}") });
  expect(fine.exceptions).toEqual([expect.objectContaining({ kind: "pin", subject: "users" })]);
});

test("an architecture that cannot be read is told by itself, and not by what would be relaxed of it", async () => {
  const { stderr } = await run({
    "stackplumb.yaml":
      "architectures: ./mine.yaml\nrelax: [{requirement: lists, to: off, reason: x, owner: y, until: 2026-12-01}]\n",
    "mine.yaml": `${document.replace("name: shop", "name: mine")}unheard: of\n`,
  });
  expect(stderr).toContain("mine.yaml:10:1: error");
  expect(stderr).not.toContain("stackplumb.yaml:2");
});

describe("documents without end are not read", () => {
  const long = `# ${"x".repeat(1_000_000)}\n`;

  test.each<[string, Files, string]>([
    [
      "a long configuration",
      { "stackplumb.yaml": long },
      "the configuration stackplumb.yaml cannot be read: it is longer than 1000000 characters",
    ],
    [
      "a long architecture",
      {
        "stackplumb.yaml": "architectures: ./mine.yaml",
        "mine.yaml": `${lax.replace("name: shop", "name: m")}${long}`,
      },
      "stackplumb.yaml:1:16: error: the architecture mine.yaml cannot be read: it is longer than 500000 characters",
    ],
    [
      "many environments",
      {
        "stackplumb.yaml": `environments:\n${Array.from({ length: 101 }, (_, i) => `  e${i}: {parameters: {}}\n`).join("")}`,
      },
      "stackplumb.yaml:102:3: error: there may be 100 environments, and not 101",
    ],
  ])("%s", async (_, files, message) => {
    const { status, stderr } = await run(files);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
