import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/lint/report.ts";
import { faulty } from "./templates.ts";
import { type Folder, folder } from "./test-shell.ts";

let here: Folder;

beforeEach(() => {
  here = folder({ "db.yaml": faulty, "web.yaml": faulty });
});

afterEach(() => {
  here.remove();
});

function git(...words: readonly string[]): void {
  const who = ["-c", "user.email=someone@example.com", "-c", "user.name=Someone", "-c", "commit.gpgSign=false"];
  execFileSync("git", [...who, ...words], {
    cwd: here.path,
    env: { PATH: process.env["PATH"], HOME: here.path, GIT_CONFIG_NOSYSTEM: "1" },
    stdio: "ignore",
  });
}

/** What a change of the configuration from one text to another adds to the exceptions. */
async function added(
  before: string,
  after: string | undefined,
  ...words: readonly string[]
): Promise<readonly string[]> {
  here.write("stackplumb.yaml", before);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "before");
  if (after === undefined) git("rm", "-q", "stackplumb.yaml");
  else here.write("stackplumb.yaml", after);
  const { stdout, stderr } = await here.run(["diff", "--base", "main", "--format", "json", ...words]);
  if (stdout === "") throw new Error(stderr);
  const { change } = JSON.parse(stdout) as Report;
  return (change?.exceptions ?? []).map(({ kind, effect }) => `${kind}: ${effect}`);
}

describe("a change of the configuration", () => {
  test("by which nothing is held to an architecture any more is told", async () => {
    expect(await added("architectures: [web-app-storage]\n", "edition: 2026\n")).toEqual([
      "configuration: nothing is held to web-app-storage any more",
    ]);
  });

  test("by which one app is free of an architecture is told, and one that only says it otherwise is not", async () => {
    const only = "architectures: [{use: web-app-storage, apps: [db.yaml]}]\n";
    expect(await added("architectures: [web-app-storage]\n", only)).toEqual([
      "configuration: web.yaml is not held to web-app-storage any more",
    ]);
  });

  test("that says the same of each app is not told", async () => {
    const both = "architectures: [{use: web-app-storage, apps: [db.yaml]}, {use: web-app-storage, apps: [web.yaml]}]\n";
    expect(await added("architectures: [web-app-storage]\n", both)).toEqual([]);
  });

  test("that takes a template out of what is judged is told, by a name or without a word", async () => {
    expect(await added("templates: [db.yaml, web.yaml]\n", "templates: [db.yaml]\n")).toEqual([
      "configuration: web.yaml is not judged any more",
    ]);
  });

  test("that lowers the gate is told, unless the command line says what counts", async () => {
    const strict = "fail-on: warning\nstrict-unknown: true\n";
    const told = [
      "configuration: fail-on is never, and was warning",
      "configuration: strict-unknown is off, and was on",
    ];
    expect(await added(strict, "fail-on: never\n")).toEqual(told);
    const given = ["--fail-on", "error", "--strict-unknown"];
    here.remove();
    here = folder({ "db.yaml": faulty, "web.yaml": faulty });
    expect(await added(strict, "fail-on: never\n", ...given)).toEqual([]);
  });

  test("that drops an environment is told", async () => {
    const two = "environments: {prod: {parameters: {Env: prod}}, dev: {parameters: {Env: dev}}}\n";
    const one = "environments: {dev: {parameters: {Env: dev}}}\n";
    expect(await added(two, one)).toEqual(["configuration: environment prod is not judged any more"]);
  });

  test("that removes it is told of all that it asked for", async () => {
    expect(await added("architectures: [web-app-storage]\nfail-on: info\n", undefined)).toEqual([
      "configuration: nothing is held to web-app-storage any more",
      "configuration: fail-on is error, and was info",
    ]);
  });

  test("that asks for more is not told", async () => {
    expect(await added("fail-on: error\n", "fail-on: info\narchitectures: [web-app-storage]\n")).toEqual([]);
  });
});
