/** Formats for programs: which there are, where they go, and that none obeys a template. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { faulty } from "./templates.ts";
import { type Folder, folder } from "./test-shell.ts";

let here: Folder;
beforeEach(() => {
  here = folder({ "shop.yaml": faulty });
});
afterEach(() => here.remove());

describe("--format", () => {
  test("sarif prints the findings as results", async () => {
    const { status, stdout, stderr } = await here.run(["shop.yaml", "--format", "sarif"]);
    const { version, runs } = JSON.parse(stdout);
    expect([status, stderr, version]).toEqual([1, "", "2.1.0"]);
    expect(runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain("USR007");
    expect(runs[0].tool.driver.rules[0].shortDescription.text).not.toBe("");
  });

  test("junit prints them as test cases", async () => {
    const { status, stdout } = await here.run(["shop.yaml", "--format", "junit"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^<\?xml [^\n]*\n<testsuites name="stackplumb" tests="\d+" failures="[1-9]/);
  });

  test("markdown prints what a comment would say", async () => {
    const { stdout } = await here.run(["shop.yaml", "--format", "markdown"]);
    expect(stdout).toMatch(/^### .*Stackplumb: 1 error/);
  });

  test("markdown knows what the configuration lets fail", async () => {
    const standby = "Parameters: {Standby: {Type: String}}";
    const properties = "Properties: {Engine: mysql, MultiAZ: !Ref Standby}";
    here.write("open.yaml", `${standby}\nResources:\n  Db: {Type: AWS::RDS::DBInstance, ${properties}}\n`);
    here.write("stackplumb.yaml", "strict-unknown: true\n");
    const headline = async (...words: readonly string[]): Promise<string | undefined> =>
      (await here.run(["open.yaml", "--rule", "MAZ009", "--format", "markdown", ...words])).stdout.split("\n")[0];
    expect(await headline()).toContain("1 unknown");
    expect(await headline("--no-config")).not.toContain("unknown");
  });

  test("github prints annotations, and the last line of a report", async () => {
    const { stdout } = await here.run(["shop.yaml", "--format", "github"]);
    expect(stdout).toMatch(/^::error file=shop\.yaml,line=\d+,col=\d+,endColumn=\d+,title=USR007 [^:]*::/);
    expect(stdout).toMatch(/\n1 error[^\n]*\n$/);
  });

  test("github lets no template write a command of its own", async () => {
    const path = "a%,b::error file=x::.yaml";
    here.write(path, faulty);
    const { stdout } = await here.run([path, "--format", "github"]);
    const commands = stdout.split("\n").filter((line) => line.startsWith("::"));
    expect(commands.length).toBeGreaterThan(0);
    for (const line of commands) expect(line).toMatch(/^::\w+ (?:\w+=[^:,]*,)*title=[^:,]*::/);
    expect(commands[0]).toContain("file=a%25%2Cb%3A%3Aerror file=x%3A%3A.yaml,");
  });

  test("each is written to a file, with the same text as on the standard output", async () => {
    for (const format of ["json", "sarif", "junit", "markdown", "github"]) {
      const { stdout } = await here.run(["shop.yaml", "--format", format]);
      const outcome = await here.run(["shop.yaml", "--quiet", "--output", `${format}=out/report.${format}`]);
      expect(outcome.stderr).toBe("");
      expect(here.read(`out/report.${format}`)).toBe(stdout);
    }
  });

  test("a trace has no such formats", async () => {
    const { status, stderr } = await here.run(["shop.yaml", "--trace", "Database", "--format", "sarif"]);
    expect([status, stderr]).toEqual([2, "stackplumb: --trace prints text or json, not sarif.\n"]);
  });

  test("says so in every format that has room for it where nothing can be read", async () => {
    here.write("broken.yaml", "Resources: [");
    for (const format of ["json", "sarif", "junit", "markdown"]) {
      const { status, stdout } = await here.run(["broken.yaml", "--format", format]);
      expect(status).toBe(2);
      expect(stdout).toContain("broken.yaml");
    }
  });
});
