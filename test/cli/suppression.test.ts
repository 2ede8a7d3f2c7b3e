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

const yaml = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      StorageEncrypted: true
      MultiAZ: false
`;
const json = JSON.stringify({
  Resources: { Db: { Type: "AWS::RDS::DBInstance", Properties: { StorageEncrypted: true, MultiAZ: false } } },
});

/** What `--verbose` offers for a finding: the place, and the line after it. */
async function offered(made: Folder, rule: string, ...words: string[]): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await made.run(["--verbose", ...words]);
  const block = stdout.slice(stdout.indexOf(`[${rule}]`)).split("\n\n")[0] ?? "";
  return new Map(
    [...block.matchAll(/^ {2}(?:ignore|relax|or) +(.*):\n {4}(.*)$/gm)].map(([, at = "", text = ""]) => [at, text]),
  );
}

async function statusOf(made: Folder, rule: string, ...words: string[]): Promise<readonly string[]> {
  const { stdout } = await made.run(["--format", "json", ...words]);
  const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; status: string }[] };
  return findings.filter(({ ruleId }) => ruleId === rule).map(({ status }) => status);
}

describe("--verbose offers, ready to copy,", () => {
  test("a comment, and an entry of the configuration", async () => {
    const made = inFolder({ "my db.yaml": yaml });
    const found = await offered(made, "MAZ009");
    expect([...found]).toEqual([
      ["above my db.yaml:6", "# stackplumb-ignore MAZ009: why"],
      ["in stackplumb.yaml, under ignore", '- {rule: MAZ009, stack: "my db.yaml", resource: Db, reason: why}'],
    ]);
    const [comment = "", entry = ""] = found.values();
    const commented = inFolder({ "my db.yaml": yaml.replace("      MultiAZ", `      ${comment}\n      MultiAZ`) });
    expect(await statusOf(commented, "MAZ009")).toEqual(["suppressed"]);
    made.write("stackplumb.yaml", `ignore:\n  ${entry}\n`);
    expect(await statusOf(made, "MAZ009")).toEqual(["suppressed"]);
  });

  test("metadata where there are no comments", async () => {
    const text = (await offered(inFolder({ "db.json": json }), "MAZ009")).get("in Db of db.json") ?? "";
    const made = inFolder({ "db.json": json.replace('"Properties"', `${text},"Properties"`) });
    expect(await statusOf(made, "MAZ009")).toEqual(["suppressed"]);
  });

  test("a relaxation of what an architecture misses", async () => {
    const made = inFolder({ "db.yaml": yaml });
    const words = ["--architecture", "upload-pipeline"];
    const found = await offered(made, "ARC001", ...words);
    const text = found.get("in stackplumb.yaml, under relax") ?? "";
    expect(text).toMatch(/^- \{requirement: component\.[a-z]+, to: "off", reason: why, owner: who\}$/);
    made.write("stackplumb.yaml", `relax:\n  ${text}\n`);
    expect(await statusOf(made, "ARC001", ...words)).toContain("relaxed");
  });

  test("nothing where it was not asked for", async () => {
    const { stdout } = await inFolder({ "db.yaml": yaml }).run([]);
    expect(stdout).not.toContain("stackplumb-ignore");
  });
});

test("what an architecture finds is not ignored, and the message says what to write", async () => {
  const { status, stderr } = await inFolder({
    "db.yaml": yaml,
    "stackplumb.yaml": "ignore: [{rule: ARC001, reason: x}]\n",
  }).run([]);
  expect(status).toBe(2);
  expect(stderr.replace(/\s+/g, " ")).toContain(
    "stackplumb.yaml:1:17: error: ARC001 tells of a requirement of an architecture, which is not ignored but relaxed: write relax",
  );
});
