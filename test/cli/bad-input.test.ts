import { afterEach, describe, expect, test } from "@jest/globals";
import { faulty, sound } from "./templates.ts";
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

describe("input that cannot be used ends with 2, and says why", () => {
  test.each([
    ["unparsable YAML", "Resources:\n  A: [\n", /^bad\.yaml:\d+:\d+: error: /m],
    ["half a JSON file", '{"Resources": {"A": {"Type": "AWS::S3', /^bad\.yaml:1:\d+: error: /m],
    ["nesting of a thousand levels", `Resources: ${"[".repeat(1000)}${"]".repeat(1000)}`, /^bad\.yaml:1:\d+: error: /m],
    ["an empty file", "", /^bad\.yaml:1:1: error: the file is empty/m],
    ["a binary file", "\u0000\u0001", /^error: bad\.yaml .*binary/m],
    ["another kind of file", "name: workflow\n", /^error: bad\.yaml is no CloudFormation template/m],
  ])("%s, while other files are linted", async (_, text, message) => {
    const { status, stdout, stderr } = await inFolder({ "bad.yaml": text, "db.yaml": faulty }).run([
      "bad.yaml",
      "db.yaml",
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain("stackplumb: 1 error in the input; --allow-unreadable makes");
    expect(stdout).toContain("error[USR007]");
    expect(stdout).toMatch(/1 error in the input\n$/);
  });

  test("a bomb of aliases", async () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `  a${i + 1}: &a${i + 1} [${"*a".concat(String(i), ",").repeat(9)}]`,
    );
    const bomb = `Resources: {}\nMetadata:\n  a0: &a0 x\n${levels.join("\n")}\n`;
    const { status, stderr } = await inFolder({ "bomb.yaml": bomb }).run(["bomb.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^bomb\.yaml:\d+:\d+: error: /m);
  });

  test("a path that does not exist", async () => {
    const { status, stderr } = await inFolder({ "db.yaml": sound }).run(["nowhere.yaml", "db.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("nowhere.yaml does not exist");
  });

  test("a folder without templates, named or not", async () => {
    for (const words of [[], ["sub"]]) {
      const { status, stdout, stderr } = await inFolder({ "sub/readme.md": "hello" }).run(words);
      expect(status).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toContain("stackplumb: nothing to lint");
    }
  });

  test("a command that is mistyped, which is read as a path", async () => {
    const here = inFolder({ "db.yaml": sound });
    expect((await here.run(["chekc"])).stderr).toContain("could be read in chekc; did you mean `stackplumb check`?");
    expect((await here.run(["nowhere.yaml"])).stderr).not.toContain("did you mean");
  });

  test("a file that cannot be read is a warning where that is allowed", async () => {
    const here = inFolder({ "bad.yaml": "Resources:\n  A: [\n", "db.yaml": sound });
    const { status, stdout, stderr } = await here.run(["--allow-unreadable", "bad.yaml", "db.yaml"]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^bad\.yaml:\d+:\d+: warning: /m);
    expect(stdout).toMatch(/no findings\n$/);
    const missing = await here.run(["--allow-unreadable", "nowhere.yaml", "db.yaml"]);
    expect(missing.status).toBe(0);
  });

  test("a rule that does not exist", async () => {
    const { status, stderr } = await inFolder({ "db.yaml": sound }).run(["--rule", "MAZ09", "db.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toBe("stackplumb: There is no rule MAZ09. Did you mean MAZ009? `stackplumb rules` lists them.\n");
  });

  test("a parameter that no stack declares", async () => {
    const { status, stderr } = await inFolder({ "db.yaml": faulty }).run(["db.yaml", "--parameter", "Evn=dev"]);
    expect(status).toBe(2);
    expect(stderr).toContain("error: No stack declares a parameter Evn. Did you mean Env? [unknown-parameter]\n");
  });

  test("an option that does not exist", async () => {
    const { status, stdout, stderr } = await inFolder({}).run(["--fail-no", "never"]);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr: "stackplumb: There is no option --fail-no. Did you mean --fail-on?\n",
    });
  });

  test("a parameter file that cannot be read", async () => {
    const { status, stderr } = await inFolder({ "db.yaml": sound }).run(["db.yaml", "--parameter-file", "p.json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^stackplumb: --parameter-file p\.json cannot be read: /);
  });
});

test("quiet prints findings and the last line, and of diagnostics only errors", async () => {
  const { stdout } = await inFolder({ "db.yaml": faulty }).run(["--quiet", "db.yaml"]);
  expect(stdout).toMatch(/\n\n1 error, 1 info\n$/);
  expect(stdout).not.toContain("judged");
});
