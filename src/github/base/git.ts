/**
 * A folder -> the objects of its git repository, by plumbing only.
 *
 * The workspace belongs to the pull request. So: nothing of its configuration runs a program (no hooks, no fsmonitor, no
 * pager, no filters, no transport), nothing is fetched, no replacement is believed, no revision is an option, and what
 * comes back is bounded in size and time. What is not there, in a shallow clone or at all, is undefined, never an error.
 * https://git-scm.com/docs/git#_environment_variables
 */
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { maximalFileSize } from "../../input/decode-text.ts";

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
}

export interface Git {
  /** Real path of the folder that the repository's paths start from. */
  readonly root: string;
  /** Whether history is cut off: what `mergeBase` says may then be too old. */
  readonly isShallow: boolean;
  /** The commit that a branch, a tag or an id names. */
  resolve(revision: string): string | undefined;
  /** As the object says it, also where its parents are not there. */
  commit(id: string): Commit | undefined;
  mergeBase(a: string, b: string): string | undefined;
  /** Ids of a commit's files by path; links and submodules are no files. Undefined where the commit is not there. */
  files(commit: string): ReadonlyMap<string, string> | undefined;
  /** Bytes of blobs by their ids; those that are not there, or larger than any template, are left out. */
  blobs(ids: readonly string[]): ReadonlyMap<string, Buffer>;
}

/** Of one answer, in bytes. */
const maximalAnswer = 256 * 1024 * 1024;
/** Of one call, in milliseconds. */
const timeLimit = 60_000;
const objectId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** @returns undefined where the folder is in no working tree, or there is no git. */
export function openGit(folder: string): Git | undefined {
  const root = workingTreeOf(folder);
  if (root === undefined) return undefined;
  const run = (words: readonly string[], input = ""): Buffer | undefined => runGit(root, words, input);
  const isShallow = run(["rev-parse", "--is-shallow-repository"])?.toString().trim();
  if (isShallow === undefined) return undefined;
  return {
    root,
    isShallow: isShallow !== "false",
    resolve(revision) {
      if (revision.startsWith("-") || revision.includes("\0")) return undefined;
      return idIn(run(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]));
    },
    commit(id) {
      const text = objectId.test(id) ? run(["cat-file", "commit", id])?.toString() : undefined;
      return text === undefined ? undefined : readCommit(text);
    },
    mergeBase(a, b) {
      return objectId.test(a) && objectId.test(b) ? idIn(run(["merge-base", a, b])) : undefined;
    },
    files(commit) {
      if (!objectId.test(commit)) return undefined;
      const listing = run(["ls-tree", "-r", "-z", "--full-tree", commit]);
      return listing && readTree(listing.toString("utf8"));
    },
    blobs(ids) {
      const batch = (mode: string, of: readonly string[]): Buffer | undefined =>
        of.length === 0 ? undefined : run(["cat-file", mode], `${of.join("\n")}\n`);
      const asked = [...new Set(ids)].filter((id) => objectId.test(id));
      const small = smallBlobs(batch("--batch-check", asked)?.toString("latin1") ?? "");
      const answer = batch("--batch", small);
      return answer === undefined ? new Map() : readBatch(answer);
    },
  };
}

/** The innermost folder around this one that holds a repository. Never a bare one: a tree may hold what looks like it. */
function workingTreeOf(folder: string): string | undefined {
  let at: string;
  try {
    at = realpathSync(folder);
  } catch {
    return undefined;
  }
  while (!existsSync(join(at, ".git"))) {
    if (dirname(at) === at) return undefined;
    at = dirname(at);
  }
  return at;
}

/** @returns undefined where git says no, is not there, says too much, or takes too long. */
function runGit(root: string, words: readonly string[], input: string): Buffer | undefined {
  const settings = [
    `safe.directory=${root}`,
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "protocol.allow=never",
    "core.commitGraph=false",
  ];
  const { status, stdout, error } = spawnSync(
    "git",
    [
      "--no-pager",
      "--no-replace-objects",
      ...settings.flatMap((setting) => ["-c", setting]),
      ...gitDir(root),
      ...words,
    ],
    {
      cwd: root,
      env: environment(),
      input,
      maxBuffer: maximalAnswer,
      timeout: timeLimit,
      killSignal: "SIGKILL",
      stdio: ["pipe", "pipe", "ignore"],
      windowsHide: true,
    },
  );
  return error === undefined && status === 0 ? stdout : undefined;
}

function gitDir(root: string): readonly string[] {
  return [`--git-dir=${join(root, ".git")}`];
}

/** Nothing of the caller's but where programs are: `GIT_DIR` and its like would lead to another repository. */
function environment(): Record<string, string> {
  const { PATH, SYSTEMROOT } = process.env;
  return {
    ...(PATH !== undefined && { PATH }),
    ...(SYSTEMROOT !== undefined && { SYSTEMROOT }),
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_NO_LAZY_FETCH: "1",
    // Versions of git that do not know the line above fetch by no protocol.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_GRAFT_FILE: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
  };
}

function idIn(answer: Buffer | undefined): string | undefined {
  const id = answer?.toString().trim().split("\n")[0];
  return id !== undefined && objectId.test(id) ? id : undefined;
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_git_commit_objects */
function readCommit(text: string): Commit | undefined {
  const end = text.indexOf("\n\n");
  const headers = (end < 0 ? text : text.slice(0, end)).split("\n");
  const valuesOf = (name: string): readonly string[] =>
    headers.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
  const [tree] = valuesOf("tree");
  return tree === undefined ? undefined : { tree, parents: valuesOf("parent").filter((id) => objectId.test(id)) };
}

/** `<mode> SP <type> SP <id> TAB <path> NUL`; names may hold anything but NUL. */
function readTree(listing: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of listing.split("\0")) {
    const tab = entry.indexOf("\t");
    const [mode, type, id] = entry.slice(0, Math.max(0, tab)).split(" ");
    const isFile = type === "blob" && (mode === "100644" || mode === "100755" || mode === "100664");
    if (isFile && id !== undefined) files.set(entry.slice(tab + 1), id);
  }
  return files;
}

/** Of lines `<id> SP <type> SP <size>` those that a host would read, as many as one answer may hold. */
function smallBlobs(answer: string): readonly string[] {
  let left = maximalAnswer / 2;
  return answer.split("\n").flatMap((line) => {
    const [id = "", type, size] = line.split(" ");
    if (type !== "blob" || Number(size) > maximalFileSize || Number(size) > left) return [];
    left -= Number(size);
    return [id];
  });
}

/** `<id> SP <type> SP <size> LF <contents> LF`, or `<id> SP missing LF`. */
function readBatch(answer: Buffer): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at);
    if (end < 0) break;
    const [id = "", type, size] = answer.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (size === undefined) continue;
    const length = Number(size);
    if (type === "blob") blobs.set(id, answer.subarray(at, at + length));
    at += length + 1;
  }
  return blobs;
}
