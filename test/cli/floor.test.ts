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
const policy = {
  "policy/stackplumb.yaml": "architectures: shop\nlocked: [MAZ009, component.users, users.USR009]\nmax-expiry: 90\n",
  "policy/architectures/shop.yaml": document,
};

interface Found {
  readonly ruleId: string;
  readonly status: string;
}

async function run(files: Readonly<Record<string, string>>, ...words: string[]) {
  const made = folder({ "a.yaml": template, ...policy, ...files });
  folders.push(made);
  const { status, stdout, stderr } = await made.run(["a.yaml", "--policy", "policy", "--format", "json", ...words]);
  const { findings, exceptions } = JSON.parse(stdout) as {
    findings: Found[];
    exceptions: { kind: string; subject: string; effect: string; location: { file: string; startLine: number } }[];
  };
  return {
    status,
    stderr: stderr.replace(/\s+/g, " "),
    exceptions,
    active: findings.filter((finding) => finding.status === "active").map(({ ruleId }) => ruleId),
  };
}

const lock = "MAZ009 is locked (policy/stackplumb.yaml:2:10) and cannot be";
const requirement = "users.USR009 is locked (policy/stackplumb.yaml:2:35) and cannot be";
const inMetadata = (text: string): string =>
  template.replace("    Properties", `    Metadata: {Stackplumb: ${text}}\n    Properties`);

describe("what a policy locks cannot be got around", () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "ignored in the configuration",
      { "stackplumb.yaml": "ignore:\n  - {rule: MAZ009, reason: x, until: 2026-12-01}\n" },
      `stackplumb.yaml:2:5: error: ${lock} ignored`,
    ],
    [
      "ignored in a template",
      { "a.yaml": inMetadata("{ignore: [{rule: MAZ009, reason: x, until: 2026-12-01}]}") },
      `a.yaml:4:38: error: ${lock} ignored`,
    ],
    [
      "ignored in a comment",
      { "a.yaml": template.replace("  Db:", "  Db: # stackplumb-ignore MAZ009 until 2026-12-01: x") },
      `a.yaml:2:7: error: ${lock} ignored`,
    ],
    [
      "relaxed",
      {
        "stackplumb.yaml": "relax:\n  - {requirement: users.MAZ009, to: off, reason: x, owner: y, until: 2026-12-01}\n",
      },
      `stackplumb.yaml:2:19: error: ${lock} relaxed`,
    ],
    [
      "ignored where a locked requirement is told by it",
      { "stackplumb.yaml": "ignore:\n  - {rule: USR009, reason: x, until: 2026-12-01}\n" },
      `stackplumb.yaml:2:5: error: ${requirement} ignored: USR009 tells of it here`,
    ],
    [
      "pinned around",
      { "a.yaml": inMetadata("{component: other}") },
      "a.yaml:4:40: error: component.users is locked (policy/stackplumb.yaml:2:18) and cannot be pinned around: without the pin of Db, Db is among users",
    ],
    [
      "switched off",
      { "stackplumb.yaml": "rules: {MAZ009: off}\n" },
      `stackplumb.yaml:1:9: error: ${lock} switched off`,
    ],
  ])("%s", async (_, files, message) => {
    const { status, stderr, active } = await run(files);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
    expect(active).toEqual(expect.arrayContaining(["MAZ009", "USR009"]));
  });

  test("baselined", async () => {
    const made = folder({
      "a.yaml": template,
      "policy/architectures/shop.yaml": document,
      "policy/stackplumb.yaml": "architectures: shop\n",
    });
    folders.push(made);
    await made.run(["baseline", "--policy", "policy"]);
    const text = made.read("stackplumb-baseline.json");
    const { status, stderr, active } = await run({ "b.json": text }, "--baseline", "b.json");
    expect(stderr).toContain(`error: ${lock} baselined`);
    expect(stderr).toContain(`error: ${requirement} baselined`);
    expect(stderr).toContain("b.json:");
    expect(status).toBe(2);
    expect(active).toEqual(expect.arrayContaining(["MAZ009", "USR009"]));
  });

  test("is not written into a baseline", async () => {
    const made = folder({ "a.yaml": template, ...policy });
    folders.push(made);
    const { status, stderr } = await made.run(["baseline", "--policy", "policy"]);
    expect(status).toBe(0);
    expect(stderr).toContain("stackplumb: 2 findings locked, and left out of the baseline");
    expect(made.read("stackplumb-baseline.json")).not.toMatch(/MAZ009|USR009/);
  });

  test("relaxed as what is forbidden by it", async () => {
    const forbidding = document.replace(
      "qualities:",
      "forbid:\n  - {id: no-single, on: users, rule: MAZ009}\nqualities:",
    );
    const { status, stderr, active } = await run({
      "policy/architectures/shop.yaml": forbidding,
      "stackplumb.yaml":
        "relax:\n  - {requirement: forbid.no-single, to: off, reason: x, owner: y, until: 2026-12-01}\n",
    });
    expect(stderr).toContain(`stackplumb.yaml:2:19: error: ${lock} relaxed`);
    expect([status, active]).toEqual([2, expect.arrayContaining(["MAZ009"])]);
  });

  test("--allow-unreadable forgives none of it", async () => {
    const { status } = await run({ "stackplumb.yaml": "rules: {MAZ009: off}\n" }, "--allow-unreadable");
    expect(status).toBe(2);
  });

  test("a stricter setting, and a pin that changes nothing, are fine", async () => {
    const { status, stderr } = await run({
      "a.yaml": inMetadata("{component: users}"),
      "stackplumb.yaml": "rules: {MAZ009: error}\nfail-on: info\n",
    });
    expect([status, stderr]).toEqual([1, ""]);
  });
});

describe("max-expiry", () => {
  test.each([
    [
      "",
      "this exception has no end, and max-expiry (policy/stackplumb.yaml:3:13) allows 90 days: write until: 2027-02-20, or an earlier day",
    ],
    [", until: 2027-02-21", "this exception lasts until 2027-02-21, and max-expiry"],
  ])("refuses an exception that lasts longer%s", async (until, message) => {
    const { status, stderr, active } = await run({
      "stackplumb.yaml":
        `ignore:\n  - {rule: SEC007, reason: x}\n  - {rule: USR008, reason: x, owner: y${until}}\n`.replace(
          "  - {rule: SEC007, reason: x}\n",
          "",
        ),
      "a.yaml": template.replace("StorageEncrypted: true", "StorageEncrypted: false"),
    });
    expect(stderr).toContain(`stackplumb.yaml:2:5: error: ${message}`);
    expect(status).toBe(2);
    expect(active).toContain("USR008");
  });

  test("lets one be that ends in time, which the report lists", async () => {
    const { active, exceptions } = await run({
      "stackplumb.yaml": "ignore:\n  - {rule: USR008, resource: Db, reason: x, until: 2027-02-20}\n",
      "a.yaml": template.replace("StorageEncrypted: true", "StorageEncrypted: false"),
    });
    expect(active).not.toContain("USR008");
    expect(exceptions).toEqual([
      expect.objectContaining({ kind: "ignore", subject: "USR008", effect: "USR008 is not counted for Db" }),
    ]);
  });
});

test("the report lists all that makes a run demand less, by place", async () => {
  const made = folder({
    "a.yaml": inMetadata("{component: users, ignore: [{rule: USR009, reason: x}]}"),
    "policy/architectures/shop.yaml": document,
    "stackplumb.yaml": `extends: ./policy
architectures: shop
relax: [{requirement: users.MAZ009, to: info, when: {Env: [dev, 2]}, reason: x, owner: y}]
rules: {SEC007: off, USR008: warning, MAZ009: error}
ignore: [{rule: USR004, stack: a.yaml, reason: x}, {rule: USR004, reason: x, until: 2020-01-01}]
baseline: b.json
`,
    "b.json": '{"version": 1, "findings": []}',
  });
  folders.push(made);
  const { stdout } = await made.run(["--format", "json"]);
  const { exceptions } = JSON.parse(stdout) as Awaited<ReturnType<typeof run>>;
  expect(
    exceptions.map(({ kind, effect, location }) => `${location.file}:${location.startLine} ${kind}: ${effect}`),
  ).toEqual([
    "a.yaml:4 pin: Db of a.yaml is users, and nothing else is taken for it unless it says so",
    "a.yaml:4 ignore: USR009 is not counted for Db",
    "stackplumb.yaml:3 relax: users.MAZ009 is relaxed to info where Env is dev or 2",
    "stackplumb.yaml:4 rule: SEC007 is switched off",
    "stackplumb.yaml:4 rule: USR008 is warning, and error without this",
    "stackplumb.yaml:5 ignore: USR004 is not counted for all of a.yaml",
    "stackplumb.yaml:6 baseline: findings that b.json lists are not counted",
  ]);
});

test("a rule that a pack of the repository lowers is among them, and one that is put back is not", async () => {
  const made = folder({
    "a.yaml": template,
    "policy/stackplumb.yaml": "rules: {MAZ009: off, USR008: info, USR009: error}\n",
    "stackplumb.yaml": "extends: ./policy\nrules: {USR008: error, USR009: warning}\n",
  });
  folders.push(made);
  const { stdout } = await made.run(["--format", "json"]);
  const { exceptions } = JSON.parse(stdout) as Awaited<ReturnType<typeof run>>;
  expect(exceptions.map(({ effect, location }) => `${location.file}: ${effect}`)).toEqual([
    "policy/stackplumb.yaml: MAZ009 is switched off",
    "stackplumb.yaml: USR009 is warning, and error without this",
  ]);
});
