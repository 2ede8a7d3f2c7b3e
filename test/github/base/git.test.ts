import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Git, openGit } from "../../../src/github/base/git.ts";
import { Repository } from "./repository.ts";

let repository: Repository;

beforeEach(() => {
  repository = new Repository();
});

afterEach(() => {
  repository.remove();
});

function opened(folder = repository.folder): Git {
  const git = openGit(folder);
  if (git === undefined) throw new Error("there is no repository");
  return git;
}

describe("a repository", () => {
  test("gives the files of a commit and their bytes", () => {
    const commit = repository.commit({ "a.yaml": "a: 1\n", "deep/b.yaml": Buffer.from([0xff, 0, 10, 13]) });
    const git = opened();
    const files = git.files(commit) ?? new Map();
    expect([...files.keys()].sort()).toEqual(["a.yaml", "deep/b.yaml"]);
    const blobs = git.blobs([...files.values()]);
    expect(blobs.get(files.get("a.yaml"))?.toString()).toBe("a: 1\n");
    expect(blobs.get(files.get("deep/b.yaml"))).toEqual(Buffer.from([0xff, 0, 10, 13]));
  });

  test("is found from a folder inside it, and not from outside", () => {
    repository.commit({ "deep/b.yaml": "b" });
    expect(opened(join(repository.folder, "deep")).root).toBe(repository.folder);
    const elsewhere = mkdtempSync(join(tmpdir(), "stackplumb-no-git-"));
    expect(openGit(elsewhere)).toBeUndefined();
    expect(openGit(join(elsewhere, "nowhere"))).toBeUndefined();
    rmSync(elsewhere, { recursive: true });
  });

  test("knows the commit where two branches parted, and the parents of a merge", () => {
    const root = repository.commit({ "a.yaml": "1" });
    repository.git("checkout", "-q", "-b", "feature");
    const feature = repository.commit({ "b.yaml": "2" });
    repository.git("checkout", "-q", "main");
    const main = repository.commit({ "c.yaml": "3" });
    repository.git("merge", "-q", "--no-ff", "-m", "merge", "feature");
    const git = opened();
    expect(git.mergeBase(main, feature)).toBe(root);
    expect(git.commit(repository.git("rev-parse", "HEAD"))?.parents).toEqual([main, feature]);
    expect(git.resolve("main")).toBe(repository.git("rev-parse", "HEAD"));
    expect(git.resolve("nothing")).toBeUndefined();
  });

  test("of a shallow clone still tells the parents that are not there", () => {
    const first = repository.commit({ "a.yaml": "1" });
    repository.commit({ "a.yaml": "2" });
    const clone = join(repository.folder, "clone");
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${repository.folder}`, clone], { stdio: "ignore" });
    const git = opened(clone);
    expect(git.isShallow).toBe(true);
    expect(git.commit(git.resolve("HEAD") ?? "")?.parents).toEqual([first]);
    expect(git.files(first)).toBeUndefined();
    expect(git.commit(first)).toBeUndefined();
    expect(opened().isShallow).toBe(false);
  });

  test("is read in a working tree whose .git is a file", () => {
    const commit = repository.commit({ "a.yaml": "1" });
    repository.git("worktree", "add", "-q", "other");
    expect(opened(join(repository.folder, "other")).files(commit)?.has("a.yaml")).toBe(true);
  });

  test("leaves out blobs that are not there, and asks nobody for them", () => {
    const commit = repository.commit({ "a.yaml": "1" });
    const id = opened().files(commit)?.get("a.yaml") ?? "";
    expect(opened().blobs([id, "0".repeat(40), "--help", `${id}\n`]).size).toBe(1);
  });
});

describe("a hostile repository", () => {
  /** A program that leaves a trace where it ran. */
  function trap(): { readonly program: string; readonly wasRun: () => boolean } {
    const program = join(repository.folder, ".git", "trap.sh");
    const trace = join(repository.folder, ".git", "trace");
    writeFileSync(program, `#!/bin/sh\ntouch '${trace}'\nexit 0\n`);
    chmodSync(program, 0o755);
    return { program, wasRun: () => existsSync(trace) };
  }

  function readAll(commit: string): void {
    const git = openGit(repository.folder);
    git?.resolve("HEAD");
    git?.mergeBase(commit, commit);
    git?.commit(commit);
    git?.blobs([...(git.files(commit)?.values() ?? [])]);
  }

  test("runs no program of its own", () => {
    const { program, wasRun } = trap();
    repository.commit({ "a.yaml": "1", ".gitattributes": "*.yaml diff=trap filter=trap\n" });
    const commit = repository.git("rev-parse", "HEAD");
    for (const name of ["post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"]) {
      mkdirSync(join(repository.folder, ".git", "hooks"), { recursive: true });
      symlinkSync(program, join(repository.folder, ".git", "hooks", name));
    }
    const settings = [
      ["core.fsmonitor", program],
      ["core.hooksPath", join(repository.folder, ".git", "hooks")],
      ["core.pager", program],
      ["core.sshCommand", program],
      ["core.gitProxy", program],
      ["core.askPass", program],
      ["core.alternateRefsCommand", program],
      ["diff.trap.textconv", program],
      ["filter.trap.smudge", program],
      ["filter.trap.clean", program],
      ["gpg.program", program],
      ["credential.helper", `!${program}`],
      ["alias.ls-tree", `!${program}`],
    ] as const;
    for (const [name, value] of settings) repository.git("config", name, value);
    readAll(commit);
    expect(wasRun()).toBe(false);
  });

  test("fetches nothing, though objects are missing and a remote would bring them", () => {
    const { program, wasRun } = trap();
    const commit = repository.commit({ "a.yaml": "1" });
    const id = opened().files(commit)?.get("a.yaml") ?? "";
    repository.git("config", "core.repositoryFormatVersion", "1");
    repository.git("config", "extensions.partialClone", "origin");
    repository.git("config", "remote.origin.promisor", "true");
    repository.git("config", "remote.origin.url", `ext::${program}`);
    repository.git("config", "protocol.ext.allow", "always");
    rmSync(join(repository.folder, ".git", "objects", id.slice(0, 2), id.slice(2)), { force: true });
    expect(opened().blobs([id]).size).toBe(0);
    expect(opened().files("1".repeat(40))).toBeUndefined();
    expect(wasRun()).toBe(false);
  });

  test("replaces no commit by another", () => {
    const first = repository.commit({ "a.yaml": "1" });
    const second = repository.commit({ "b.yaml": "2" });
    repository.git("replace", second, first);
    expect(opened().files(second)?.has("b.yaml")).toBe(true);
    expect(opened().commit(second)?.parents).toEqual([first]);
  });

  test.each(["--all", "-h", "--output=trace", "-", "a\0b"])("takes no revision %j", (revision) => {
    repository.commit({ "a.yaml": "1" });
    expect(opened().resolve(revision)).toBeUndefined();
    expect(opened().files(revision)).toBeUndefined();
    expect(opened().mergeBase(revision, revision)).toBeUndefined();
    expect(existsSync(join(repository.folder, "trace"))).toBe(false);
  });

  test("gives no links and no submodules, whatever they are called", () => {
    symlinkSync("/etc/passwd", join(repository.folder, "link.yaml"));
    repository.commit({ "a.yaml": "1" });
    repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},module.yaml`);
    repository.git("commit", "-q", "-m", "a submodule");
    const files = opened().files(repository.git("rev-parse", "HEAD"));
    expect([...(files?.keys() ?? [])]).toEqual(["a.yaml"]);
  });

  test("may give files any name", () => {
    const names = ["a\nb.yaml", "tab\there.yaml", '"quoted".yaml', "100644 blob x\ty.yaml", "ü.yaml", "__proto__"];
    const commit = repository.commit(Object.fromEntries(names.map((name) => [name, name])));
    const git = opened();
    const files = git.files(commit);
    expect([...(files?.keys() ?? [])].sort()).toEqual([...names].sort());
    const blobs = git.blobs([...(files?.values() ?? [])]);
    for (const name of names) expect(blobs.get(files?.get(name) ?? "")?.toString()).toBe(name);
  });

  test("is not found in a tree that only looks like one", () => {
    // What a pull request can hold: a bare repository with a configuration of its own.
    execFileSync("git", ["init", "-q", "--bare", join(repository.folder, "bare")], { stdio: "ignore" });
    repository.commit({ "a.yaml": "1" });
    expect(opened(join(repository.folder, "bare")).root).toBe(repository.folder);
  });

  test("has no say in where its objects are read from", () => {
    const commit = repository.commit({ "a.yaml": "1" });
    process.env["GIT_DIR"] = "/nowhere";
    process.env["GIT_CONFIG_COUNT"] = "1";
    process.env["GIT_CONFIG_KEY_0"] = "core.bare";
    process.env["GIT_CONFIG_VALUE_0"] = "nonsense";
    try {
      expect(opened().files(commit)?.size).toBe(1);
    } finally {
      for (const name of ["GIT_DIR", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"])
        delete process.env[name];
    }
  });
});
