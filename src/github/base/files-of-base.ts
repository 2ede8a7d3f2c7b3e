/**
 * A commit -> its files as a Host, from the repository that is checked out, else from GitHub in two requests.
 *
 * Invariants: never one request a file. A file that is the same in the working tree is read there; of the others only what
 * the lint could read is asked for. A file that could not be had is an error of the host, which the report tells, and never
 * looks as if it were not there.
 */
import type { Host } from "../../input/app.ts";
import { maximalFileSize, tooLarge } from "../../input/decode-text.ts";
import { type MemoryHostOptions, memoryHost, type ReadBytes } from "../../input/memory-host.ts";
import { blobId } from "../commit-files.ts";
import type { GitHub } from "../connect.ts";
import { GitHubFailure } from "../github-failure.ts";
import { describe, type NoBase } from "./find-base.ts";
import type { Git } from "./git.ts";

export interface WorkingTree {
  /** Files that the lint of the head read, from the repository's root: what the base has there is read, too. */
  readonly read: ReadonlySet<string>;
  /** A file by its path from the repository's root; null where it cannot be read. */
  readonly readBytes: (path: string) => Uint8Array | null;
}

export interface BaseFiles {
  readonly host: Host;
}

/** What one query may ask for; GitHub answers no longer ones in time. */
const maximalBlobs = 200;
/** What may be a template, a snippet, a parameter file or a configuration; see ../../input/find-files.ts. */
const readable = /\.(?:ya?ml|json|template|sam|cfn|cform|toml)$|(?:^|\/)\.gitignore$/i;
const ofOthers =
  /(?:^|\/)(?:node_modules|\.git|\.hg|\.svn|\.github|\.aws-sam|\.cdk\.staging|asset\.[0-9a-f]{32}[^/]*)\//;
const otherNames = /(?:^|\/)(?:package|package-lock|tsconfig)\.json$/;

/** @returns undefined where the commit is not there. */
export function filesByGit(git: Git, commit: string, options: MemoryHostOptions): BaseFiles | undefined {
  const ids = git.files(commit);
  if (ids === undefined) return undefined;
  const likely = [...ids].flatMap(([path, id]) => (isReadable(path) ? [id] : []));
  let blobs: ReadonlyMap<string, Buffer> | undefined;
  const read = (id: string): ReturnType<ReadBytes> => {
    blobs ??= git.blobs(likely);
    return (
      blobs.get(id) ??
      git.blobs([id]).get(id) ?? {
        error: `git does not give it, or it is larger than ${maximalFileSize / 1_000_000} MB`,
      }
    );
  };
  return filesOf(ids, (_, id) => () => read(id), options);
}

export async function filesByGitHub(
  github: Pick<GitHub, "filesAt" | "textsOf">,
  commit: string,
  tree: WorkingTree,
  options: MemoryHostOptions,
): Promise<BaseFiles | NoBase> {
  try {
    const { ids, isWhole } = await github.filesAt(commit);
    if (!isWhole) return { none: "the repository has more files than GitHub lists at once" };
    const wanted = [...ids].filter(([path]) => isReadable(path) || tree.read.has(path));
    const differing = wanted.filter(([path, id]) => !isSame(tree.readBytes(path), id)).map(([, id]) => id);
    const asked = [...new Set(differing)];
    if (asked.length > maximalBlobs)
      return {
        none: `more than ${maximalBlobs} files differ from it; with the whole history, by a \`fetch-depth\` of 0, they are read from git`,
      };
    const texts = asked.length === 0 ? new Map<string, string>() : await github.textsOf(asked);
    return filesOf(ids, (path, id) => () => bytesOf(path, id, texts, tree), options);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return {
      none:
        error.kind === "missing"
          ? "GitHub does not have the commit any more"
          : `GitHub does not give its files (${describe(error)})`,
    };
  }
}

function filesOf(
  ids: ReadonlyMap<string, string>,
  reader: (path: string, id: string) => ReadBytes,
  options: MemoryHostOptions,
): BaseFiles {
  const files = new Map([...ids].map(([path, id]) => [path, reader(path, id)] as const));
  return { host: memoryHost(files, options) };
}

/** GitHub gives texts, not bytes: only those that are the blob's, byte for byte, are believed. */
function bytesOf(
  path: string,
  id: string,
  texts: ReadonlyMap<string, string>,
  tree: WorkingTree,
): ReturnType<ReadBytes> {
  const text = texts.get(id);
  if (text !== undefined) {
    const bytes = Buffer.from(text);
    if (bytes.length > maximalFileSize) return tooLarge(maximalFileSize);
    return isSame(bytes, id) ? bytes : { error: "GitHub does not give it whole" };
  }
  const same = tree.readBytes(path);
  return same !== null && isSame(same, id) ? same : { error: "GitHub does not give its text" };
}

function isSame(bytes: Uint8Array | null, id: string): boolean {
  return bytes !== null && blobId(bytes, id.length === 64 ? "sha256" : "sha1") === id;
}

function isReadable(path: string): boolean {
  return readable.test(path) && !ofOthers.test(path) && !otherNames.test(path);
}
