import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { bundleDist } from "../../tools/bundle.ts";
import { type Folder, folder } from "./test-shell.ts";

/** What dist/cli.js says; its commands are bundles of their own, and this is where they meet. */
function run(...words: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, ["dist/cli.js", ...words], { encoding: "utf8" });
  return { status, stderr };
}

describe("the built command line", () => {
  test.each([
    [
      "a rule that there is not",
      ["check", "--rule", "NOPE1", "fixtures/templates/shop.yaml"],
      /^stackplumb: There is no rule NOPE1/,
    ],
    ["a value that means nothing", ["check", "--as-of", "someday", "fixtures/templates"], /^stackplumb: --as-of takes/],
    ["nothing to draw", ["graph", "nowhere"], /nowhere/],
    ["a rule to explain that there is not", ["explain", "NOPE1"], /^stackplumb: .*NOPE1/],
    [
      "an architecture that there is not",
      ["check", "--architecture", "nope", "fixtures/templates/shop.yaml"],
      /^stackplumb: There is no architecture nope/,
    ],
    ["an option that there is not", ["check", "--nope"], /^stackplumb: .*--nope/],
  ])("calls %s wrong usage, and no fault of its own", (_, words, message) => {
    const { status, stderr } = run(...words);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).not.toContain("fault");
  });
});

const rule = `id: ACME001
name: bucket-with-our-name
title: A bucket is not called as ours are
severity: error
on: object
as: bucket
require: bucket.properties.BucketName.matches("^acme-[a-z]+$")
at: bucket.declaration
message: "{bucket.id} is called otherwise"
source: our handbook
why: We look for buckets by name.
fix: {cloudformation: Give it a name.}
references: [https://acme.example/buckets]
examples:
  - {flags: another name, template: "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}}"}
  - {accepts: our name, template: "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-b}}}"}
`;
const buckets = `Resources:
  Ours: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-photos}}
  Other: {Type: AWS::S3::Bucket, Properties: {BucketName: photos}}
`;

describe("patterns of documents, in the bundles of today", () => {
  let made: Folder;

  beforeAll(async () => {
    const { files } = await bundleDist();
    made = folder({ "package.json": '{"type": "module"}', "a.yaml": buckets, "policy/rules/ACME001.yaml": rule });
    for (const [name, text] of files) made.write(`dist/${name}`, text);
  }, 60_000);

  afterAll(() => made.remove());

  test.each([
    ["a policy's rule, without a configuration", ["--policy", "policy"], {}],
    ["a rule of a pack", [], { "stackplumb.yaml": "extends: ./policy\n" }],
  ])("%s: what matches them is loaded", (_, words, files) => {
    for (const [name, text] of Object.entries(files)) made.write(name, text);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(made.path, "dist/cli.js"), "check", "a.yaml", "--format", "json", "--rule", "ACME001", ...words],
      { cwd: made.path, encoding: "utf8" },
    );
    expect([status, stderr]).toEqual([1, ""]);
    const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; subject: { logicalId: string } }[] };
    expect(findings.map(({ ruleId, subject }) => `${ruleId} ${subject.logicalId}`)).toEqual(["ACME001 Other"]);
  });
});
