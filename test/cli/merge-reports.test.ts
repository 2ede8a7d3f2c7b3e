import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { faulty } from "./templates.ts";
import { type Folder, folder } from "./test-shell.ts";

let here: Folder;
beforeEach(async () => {
  here = folder({ "shop.yaml": faulty });
  await here.run(["shop.yaml", "--output", "json=reports/shop.json", "--output", "json=reports/blog.json"]);
});
afterEach(() => here.remove());

describe("report merge", () => {
  test("puts reports together, by the names of their files", async () => {
    const { status, stdout, stderr } = await here.run(["report", "merge", "reports/shop.json", "reports/blog.json"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^ {2}report .*\n {2}reports\/blog .*\n {2}reports\/shop /);
    expect(stdout).toMatch(/\n2 reports, 2 errors, /);
  });

  test("takes names, and every format", async () => {
    const words = ["report", "merge", "reports/shop.json", "--name", "reports/shop.json=Shop"];
    const json = JSON.parse((await here.run([...words, "--format", "json"])).stdout);
    expect([json.version, json.reports[0].name]).toEqual([1, "Shop"]);
    expect((await here.run([...words, "--format", "csv"])).stdout).toMatch(/^report,.*\r\n"Shop",/);
    expect((await here.run([...words, "--format", "markdown"])).stdout).toMatch(/^### Stackplumb: 1 report, /);
  });

  test("says which file is no report, merges the others, and is no success", async () => {
    here.write("reports/broken.json", '{"version": 1}');
    const words = ["report", "merge", "reports/shop.json", "reports/broken.json", "reports/none.json"];
    const { status, stdout, stderr } = await here.run(words);
    expect(status).toBe(2);
    expect(stderr).toContain("stackplumb: reports/broken is no report that can be read: tool is missing; ");
    expect(stderr).toContain("reports/none is no report that can be read: there is no such file");
    expect(stdout).toMatch(/\n {2}reports\/shop /);
    expect(stdout).toMatch(/could not be read\n {2}reports\/broken: /);
  });

  test.each([
    [["report"], "report takes the word merge and files: stackplumb report merge *.json"],
    [["report", "murge", "x.json"], "report takes the word merge and files: stackplumb report merge *.json"],
    [["report", "merge"], "report merge needs files: stackplumb report merge *.json"],
    [["report", "merge", "x.json", "--format", "sarif"], "--format takes text, markdown, csv, json, not sarif."],
    [["report", "merge", "x.json", "--name", "y.json=Y"], "--name names y.json, which is none of the files."],
    [["report", "merge", "x.json", "--name", "Y"], "--name takes FILE=NAME, not Y."],
  ])("%j is wrong usage", async (words, message) => {
    expect(await here.run(words)).toEqual({ status: 2, stdout: "", stderr: `stackplumb: ${message}\n` });
  });
});
