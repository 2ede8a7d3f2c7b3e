/** `stackplumb graph --architecture`, from the command line to its text. */
import { afterAll, expect, test } from "@jest/globals";
import { folder } from "./test-shell.ts";

const here = folder({
  "app.yaml": "Resources: {Photos: {Type: AWS::S3::Bucket}}\n",
  "data.arch.yaml": `kind: Architecture
name: data
title: A table beside a bucket
version: 1
components:
  inbox: {title: takes the uploads, role: object}
  meta: {title: holds the details, role: nosql}
`,
});
afterAll(() => here.remove());

const words = ["graph", "app.yaml", "--architecture", "data.arch.yaml"];

test("draws what an architecture expects and what of it was found", async () => {
  const { status, stdout } = await here.run(words);
  expect(status).toBe(0);
  expect(stdout).toContain('subgraph a0["data (app.yaml): 1 of 2 proven, 1 missing (dashed)"]');
  expect(stdout).toContain('["<b>inbox</b><br/>Photos"]');
  expect(stdout).toContain('["<b>meta</b><br/>missing"]:::missing');
});

test("draws the same in DOT, and gives it as data", async () => {
  expect((await here.run([...words, "--format", "dot"])).stdout).toContain('label="meta\\nmissing"');
  const data = JSON.parse((await here.run([...words, "--format", "json"])).stdout);
  expect(data).toMatchObject([{ name: "data", components: [{ nodes: ["app.yaml/Photos"] }, { nodes: [] }] }]);
});

test("takes either an architecture or the loss of a zone", async () => {
  const { status, stderr } = await here.run([...words, "--without-zone", "each"]);
  expect(status).toBe(2);
  expect(stderr).toContain("--architecture and --without-zone exclude each other");
});

test("says so where there is nothing to draw", async () => {
  expect((await here.run(["graph", "nowhere", "--architecture", "upload-pipeline"])).status).toBe(2);
});
