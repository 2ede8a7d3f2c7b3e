/**
 * A real repository with a pull request in it: what actions/checkout makes of it, and what GitHub knows of it.
 *
 * main moves on after the pull request has branched off, if it is told to; GitHub's trial merge has both as its parents.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { Repository } from "../github/base/repository.ts";
import type { LoopbackGitHub } from "../github/loopback/loopback-github.ts";
import { type Fields, pullRequestPayload } from "../github/loopback/payloads.ts";

/** Text by path; null for a file that is deleted. */
export type Files = Readonly<Record<string, string | null>>;

/** `merge`: the trial merge alone, as by default; `history`: the same with `fetch-depth: 0`; `head`: the branch itself. */
export type Checkout = "merge" | "history" | "head";

export class PullRequestRepository {
  readonly fork: string;
  readonly base: string;
  readonly head: string;
  readonly merge: string;
  readonly #repository = new Repository();

  constructor(start: Files, change: Files, meanwhile: Files = {}) {
    const repository = this.#repository;
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true");
    this.fork = this.#commit(start);
    repository.git("checkout", "-q", "-b", "feature");
    this.head = this.#commit(change);
    repository.git("checkout", "-q", "main");
    this.base = Object.keys(meanwhile).length === 0 ? this.fork : this.#commit(meanwhile);
    repository.git("checkout", "-q", "--detach");
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", this.head);
    this.merge = repository.git("rev-parse", "HEAD");
  }

  #commit(files: Files): string {
    for (const [path, text] of Object.entries(files)) if (text === null) this.#repository.git("rm", "-q", path);
    const written = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null);
    return this.#repository.commit(Object.fromEntries(written));
  }

  /** Makes the folder a checkout, with a detached head, as actions/checkout does. */
  checkOut(folder: string, how: Checkout = "merge", commit = how === "head" ? this.head : this.merge): void {
    mkdirSync(folder, { recursive: true });
    const env = { PATH: process.env["PATH"], HOME: this.#repository.folder, GIT_CONFIG_NOSYSTEM: "1" };
    const git = (...words: readonly string[]): unknown =>
      execFileSync("git", words, { cwd: folder, env, stdio: ["ignore", "ignore", "ignore"] });
    git("init", "-q");
    const depth = how === "history" ? [] : ["--depth=1"];
    const all = how === "history" ? [this.base, this.head] : [];
    git("fetch", "-q", "--no-tags", ...depth, `file://${this.#repository.folder}`, commit, ...all);
    git("checkout", "-q", "--force", "--detach", commit);
  }

  /** Tells the tests' GitHub all that it would know. */
  tell(github: LoopbackGitHub): void {
    github.head = this.head;
    github.mergeBase = this.fork;
    github.files.clear();
    github.diff.clear();
    for (const [path, id] of this.#tree(this.head)) github.files.set(path, id);
    for (const commit of [this.fork, this.base, this.merge]) github.trees.set(commit, this.#tree(commit));
    for (const commit of [this.fork, this.base, this.head]) {
      for (const [, id] of this.#tree(commit)) github.texts.set(id, this.#text(id));
    }
    const changes = this.#repository.git("diff", "--name-status", "--no-renames", "-z", this.fork, this.head);
    const words = changes.split("\0").filter((word) => word !== "");
    for (let i = 0; i + 1 < words.length; i += 2) {
      const [letter, path = ""] = [words[i], words[i + 1]];
      const status = letter === "A" ? "added" : letter === "D" ? "removed" : "modified";
      const whole = this.#repository.git("diff", "--no-renames", this.fork, this.head, "--", path);
      github.diff.set(path, { status, patch: whole.slice(whole.indexOf("@@")) });
    }
  }

  payload({ isFork = false }: { readonly isFork?: boolean } = {}): Fields {
    const payload = pullRequestPayload({ number: 7, head: this.head, isFork });
    const { base } = payload["pull_request"] as { base: Fields };
    Object.assign(base, { sha: this.base, ref: "main" });
    return payload;
  }

  remove(): void {
    this.#repository.remove();
  }

  #tree(commit: string): ReadonlyMap<string, string> {
    const listing = this.#repository.git("ls-tree", "-r", "-z", commit);
    return new Map(
      listing
        .split("\0")
        .filter((entry) => entry !== "")
        .map((entry) => {
          const [attributes = "", path = ""] = entry.split("\t");
          return [path, attributes.split(" ")[2] ?? ""] as const;
        }),
    );
  }

  #text(id: string): string {
    return execFileSync("git", ["cat-file", "blob", id], { cwd: this.#repository.folder, encoding: "utf8" });
  }
}
