import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { baseOfEvent, type EventBase } from "../../../src/github/base/base-of-event.ts";
import { openGit } from "../../../src/github/base/git.ts";
import { type Base, type BaseRequest, readBase } from "../../../src/github/base/read-base.ts";
import { blobId } from "../../../src/github/commit-files.ts";
import { GitHubFailure } from "../../../src/github/github-failure.ts";
import { memoryHost } from "../../../src/input/memory-host.ts";
import { nodeHost } from "../../../src/input/node-host.ts";
import { Repository } from "./repository.ts";

let repository: Repository;

beforeEach(() => {
  repository = new Repository();
});

afterEach(() => {
  repository.remove();
});

type Asked = NonNullable<BaseRequest["github"]>;

type Changes = Partial<{ isWhole: boolean; failure: GitHubFailure; cut: string; mergeBase: string }>;

/** GitHub, as far as a base is asked of it; counts requests. */
class AskedGitHub implements Asked {
  readonly requests: string[] = [];
  readonly files: Readonly<Record<string, string>>;
  readonly changes: Changes;

  constructor(files: Readonly<Record<string, string>>, changes: Changes = {}) {
    this.files = files;
    this.changes = changes;
  }

  async mergeBase(base: string, head: string): Promise<string> {
    this.#ask(`compare ${base[0]} ${head[0]}`);
    return this.changes.mergeBase ?? "c".repeat(40);
  }

  async filesAt(commit: string): ReturnType<Asked["filesAt"]> {
    this.#ask(`tree ${commit[0]}`);
    const ids = new Map(Object.entries(this.files).map(([path, text]) => [path, blobId(Buffer.from(text), "sha1")]));
    return { ids, isWhole: this.changes.isWhole ?? true };
  }

  async textsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.#ask(`${ids.length} texts`);
    const texts = Object.values(this.files).filter((text) => text !== this.changes.cut);
    const known = new Map(texts.map((text) => [blobId(Buffer.from(text), "sha1"), text.replaceAll("\ufeff", "")]));
    return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? ""] as const] : [])));
  }

  #ask(what: string): void {
    this.requests.push(what);
    if (this.changes.failure !== undefined) throw this.changes.failure;
  }
}

function request(event: EventBase, changes: Partial<BaseRequest> = {}): BaseRequest {
  return {
    event,
    git: openGit(repository.folder),
    github: null,
    folder: ".",
    read: new Set(),
    readBytes: (path) => {
      try {
        return readFileSync(join(repository.folder, path));
      } catch {
        return null;
      }
    },
    head: { stacks: [] },
    host: nodeHost(repository.folder),
    ...changes,
  };
}

function textIn(base: Base, path: string): string {
  if ("none" in base) throw new Error(base.none);
  const content = base.host.readText(path);
  return "error" in content ? content.error : content.text;
}

function at(commit: string): EventBase {
  return { kind: "commit", commit, name: "the commit before the push" };
}

function pullRequest(base: string, head: string): EventBase {
  return { kind: "pull request", base, head, branch: "main" };
}

/** A pull request whose base branch went on, with the trial merge checked out as actions/checkout does it. */
function trialMerge(): { readonly root: string; readonly main: string; readonly head: string; readonly clone: string } {
  const root = repository.commit({ "shop.yaml": "old" });
  repository.git("checkout", "-q", "-b", "feature");
  const head = repository.commit({ "feature.yaml": "new" });
  repository.git("checkout", "-q", "main");
  const main = repository.commit({ "other.yaml": "of somebody else" });
  repository.git("merge", "-q", "--no-ff", "-m", "trial", "feature");
  const clone = join(repository.folder, "clone");
  execFileSync("git", ["clone", "-q", "--depth", "1", `file://${repository.folder}`, clone], { stdio: "ignore" });
  return { root, main, head, clone };
}

describe("the base of a pull request", () => {
  test("is the first parent of the trial merge, so that work of others is nobody's fault", async () => {
    const { main, head } = trialMerge();
    const base = await readBase(request(pullRequest(main, head)));
    expect(base).toMatchObject({ commit: main, name: "main without the pull request" });
    expect(textIn(base, "other.yaml")).toBe("of somebody else");
    expect(textIn(base, "feature.yaml")).toContain("does not exist");
  });

  test("is the first parent also where the event knows an older base branch", async () => {
    const { root, main, head } = trialMerge();
    expect(await readBase(request(pullRequest(root, head)))).toMatchObject({ commit: main });
  });

  test("is the merge base where the head itself is checked out", async () => {
    const { root, main, head } = trialMerge();
    repository.git("checkout", "-q", head);
    const base = await readBase(request(pullRequest(main, head)));
    expect(base).toMatchObject({ commit: root, name: "the merge base with main" });
    expect(textIn(base, "other.yaml")).toContain("does not exist");
  });

  test("of a shallow checkout is asked of GitHub: a tree, and all texts that differ at once", async () => {
    const { main, head, clone } = trialMerge();
    const github = new AskedGitHub({
      ...{ "shop.yaml": "old", "other.yaml": "of somebody else", "gone.yaml": "was there" },
      ...{ "deep/also.json": "{}", "main.ts": "code", "node_modules/x/y.yaml": "x", "snippet.txt": "s" },
    });
    const readBytes = (path: string): Uint8Array | null => {
      try {
        return readFileSync(join(clone, path));
      } catch {
        return null;
      }
    };
    const read = new Set(["shop.yaml", "snippet.txt"]);
    const base = await readBase(
      request(pullRequest(main, head), { git: openGit(clone), github, read, readBytes, host: nodeHost(clone) }),
    );
    expect(github.requests).toEqual([`tree ${main[0]}`, "3 texts"]);
    expect(base).toMatchObject({ commit: main });
    expect(textIn(base, "shop.yaml")).toBe("old");
    expect(textIn(base, "gone.yaml")).toBe("was there");
    expect(textIn(base, "snippet.txt")).toBe("s");
    expect(textIn(base, "feature.yaml")).toContain("does not exist");
    expect(textIn(base, "main.ts")).toBe("GitHub does not give its text");
  });

  test("of a shallow checkout of the head is asked of GitHub in three requests", async () => {
    const { main, head } = trialMerge();
    repository.git("checkout", "-q", "feature");
    const clone = join(repository.folder, "shallow");
    execFileSync("git", ["clone", "-q", "--depth", "1", "-b", "feature", `file://${repository.folder}`, clone], {
      stdio: "ignore",
    });
    const github = new AskedGitHub({ "shop.yaml": "older" });
    const base = await readBase(request(pullRequest(main, head), { git: openGit(clone), github }));
    expect(github.requests).toHaveLength(3);
    expect(base).toMatchObject({ commit: "c".repeat(40) });
  });

  test("is asked of GitHub wherever the history is cut off, though git would give an answer", async () => {
    for (const text of ["1", "2", "3"]) repository.commit({ "first.yaml": text });
    const { main, head } = trialMerge();
    repository.git("checkout", "-q", "feature");
    const clone = join(repository.folder, "cut");
    const depth = ["--depth", "3", "--no-single-branch", "-b", "feature"];
    execFileSync("git", ["clone", "-q", ...depth, `file://${repository.folder}`, clone], { stdio: "ignore" });
    const git = openGit(clone);
    expect(git?.isShallow).toBe(true);
    expect(git?.mergeBase(main, head)).toBeDefined();
    const github = new AskedGitHub({});
    await readBase(request(pullRequest(main, head), { git, github }));
    expect(github.requests[0]).toMatch(/^compare/);
  });

  test("is none without a repository and without a token, and says so", async () => {
    const base = await readBase(request(pullRequest("a".repeat(40), "b".repeat(40)), { git: undefined }));
    expect(base).toEqual({ none: "the history is not checked out, and there is no token to ask GitHub with" });
  });
});

describe("files of the base", () => {
  test("are read from the folder that is linted, and no further than the repository", async () => {
    const commit = repository.commit({ "infra/shop.yaml": "s", "shared.json": "{}" });
    const base = await readBase(request(at(commit), { folder: "infra" }));
    expect(textIn(base, "shop.yaml")).toBe("s");
    expect(textIn(base, "../shared.json")).toBe("{}");
    expect(textIn(base, join(repository.folder, "shared.json"))).toBe("{}");
    expect(textIn(base, "../../etc/passwd")).toContain("does not exist");
    expect(textIn(base, "/etc/passwd")).toContain("does not exist");
  });

  test("are no links and no text that is none", async () => {
    symlinkSync("/etc/passwd", join(repository.folder, "link.yaml"));
    const commit = repository.commit({ "binary.yaml": Buffer.from([0x50, 0, 1]), "latin.yaml": Buffer.from([0xe9]) });
    const base = await readBase(request(at(commit)));
    expect(textIn(base, "link.yaml")).toContain("does not exist");
    expect(textIn(base, "binary.yaml")).toContain("binary");
    expect(textIn(base, "latin.yaml")).toContain("not UTF-8");
  });

  test("that GitHub cuts off or spells otherwise are an error, never missing and never wrong", async () => {
    const github = new AskedGitHub({ "cut.yaml": "long", "marked.yaml": "\ufeffa: 1" }, { cut: "long" });
    const base = await readBase(request(at("a".repeat(40)), { git: undefined, github }));
    expect(textIn(base, "cut.yaml")).toBe("GitHub does not give its text");
    expect(textIn(base, "marked.yaml")).toBe("GitHub does not give it whole");
    expect("host" in base && base.host.kindOf("cut.yaml")).toBe("file");
  });

  test("are not asked for where they are those of the working tree", async () => {
    repository.commit({ "same.yaml": "same" });
    const github = new AskedGitHub({ "same.yaml": "same" });
    const base = await readBase(request(at("a".repeat(40)), { github }));
    expect(github.requests).toEqual(["tree a"]);
    expect(textIn(base, "same.yaml")).toBe("same");
  });

  test("are none where GitHub does not know them, or not all of them", async () => {
    const asked = (changes: Changes, files = {}) =>
      readBase(request(at("a".repeat(40)), { git: undefined, github: new AskedGitHub(files, changes) }));
    const failure = (kind: "missing" | "unclear", status: number) => new GitHubFailure(kind, status, "@everyone");
    expect(await asked({ isWhole: false })).toEqual({
      none: "the repository has more files than GitHub lists at once",
    });
    expect(await asked({ failure: failure("missing", 404) })).toEqual({
      none: "GitHub does not have the commit any more",
    });
    expect(await asked({ failure: failure("unclear", 502) })).toEqual({
      none: "GitHub does not give its files (unclear, status 502)",
    });
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`${i}.yaml`, `${i}`]));
    expect(await asked({}, many)).toMatchObject({ none: expect.stringContaining("more than 200 files") });
  });
});

describe("an assembly", () => {
  const manifest = JSON.stringify({ version: "1", artifacts: {} });
  const head = { stacks: [{ name: "Shop", file: "cdk.out/Shop.template.json", sha256: "", resources: 1, judged: 1 }] };

  test("that the repository does not keep has no base", async () => {
    const commit = repository.commit({ ".gitignore": "cdk.out\n" });
    repository.write("cdk.out/manifest.json", manifest);
    const base = await readBase(request(at(commit), { head }));
    expect(base).toEqual({
      none: "the repository does not keep the assembly; `base-cdk-out` or `base-report` can give the base's",
    });
  });

  test("that the change adds to the repository has one: nothing of it was there", async () => {
    const commit = repository.commit({ "README.md": "" });
    repository.commit({ "cdk.out/manifest.json": manifest });
    expect(await readBase(request(at(commit), { head }))).toMatchObject({ commit });
  });

  test("of the base may be given by itself, and stands where the head's does", async () => {
    const commit = repository.commit({ ".gitignore": "cdk.out\n", "shop.yaml": "s" });
    repository.write("cdk.out/manifest.json", manifest);
    const host = memoryHost(new Map([["built/manifest.json", () => Buffer.from("of the base")]]));
    const assembly = { host, folder: "built", place: "cdk.out" };
    const plain = { name: "shop.yaml", file: "shop.yaml", sha256: "", resources: 1, judged: 1 };
    const both = { stacks: [...head.stacks, plain] };
    const base = await readBase(request(at(commit), { head: both, assembly }));
    expect(textIn(base, "cdk.out/manifest.json")).toBe("of the base");
    expect(textIn(base, "shop.yaml")).toBe("s");
    expect("host" in base && base.host.list(".")?.map(({ name }) => name)).toEqual([
      ".gitignore",
      "cdk.out",
      "shop.yaml",
    ]);
    expect("host" in base && base.host.list("cdk.out")?.map(({ name }) => name)).toEqual(["manifest.json"]);
  });
});

describe("an assembly that is given, and all that is linted", () => {
  test("is compared with whatever the event is", async () => {
    const host = memoryHost(new Map([["manifest.json", () => Buffer.from("of the base")]]));
    const assembly = { host, folder: ".", place: "cdk.out" };
    const stacks = [{ name: "Shop", file: "cdk.out/Shop.template.json", sha256: "", resources: 1, judged: 1 }];
    const base = await readBase(
      request({ kind: "none", reason: "a run by schedule is about no change" }, { assembly, head: { stacks } }),
    );
    expect(base).toMatchObject({ commit: null, name: "the given assembly" });
    expect(textIn(base, "cdk.out/manifest.json")).toBe("of the base");
  });
});

describe("an event", () => {
  const [base, head] = ["a".repeat(40), "b".repeat(40)];

  test.each<[string, unknown, object]>([
    [
      "pull_request",
      { pull_request: { base: { sha: base, ref: "main" }, head: { sha: head } } },
      { kind: "pull request", base, head, branch: "main" },
    ],
    ["merge_group", { merge_group: { base_sha: base } }, { kind: "commit", commit: base }],
    ["push", { before: base }, { kind: "commit", commit: base }],
    ["push", { before: "0".repeat(40) }, { kind: "none", reason: "the branch is new" }],
    ["schedule", {}, { kind: "none", reason: "a run by schedule is about no change" }],
    ["workflow_dispatch", {}, { kind: "none" }],
    ["::error::", {}, { kind: "none", reason: "a run by this event is about no change" }],
    ["push", { before: "--upload-pack=x" }, { kind: "none" }],
    ["push", { before: `${base}\n` }, { kind: "none" }],
    ["pull_request", { pull_request: { base: { sha: 1 }, head: null } }, { kind: "none" }],
    ["merge_group", null, { kind: "none" }],
    ["pull_request", undefined, { kind: "none" }],
  ])("%s says what to compare with: %j", (event, payload, expected) => {
    expect(baseOfEvent(event, payload)).toMatchObject(expected);
  });
});
