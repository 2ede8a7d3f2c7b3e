/**
 * Whether the files that were judged are those of the commit that people look at.
 *
 * A pull request's checkout is a merge commit, and an assembly is made by a build: a line of theirs may be another line of
 * the commit, or no line at all. Git's own id of a file's bytes tells, with one request for the whole commit.
 */
import { createHash } from "node:crypto";

export type Standing =
  /** Byte for byte the commit's file: its lines can be pointed at. */
  | "same"
  /** The commit has the file, with other bytes. */
  | "different"
  /** The commit does not have it. */
  | "absent"
  /** It could not be found out. */
  | "unknown";

export interface CommitFiles {
  /** Git's ids of files, by path from the repository's root. */
  readonly ids: ReadonlyMap<string, string>;
  /** Paths of which it is known that the commit does not have them. */
  readonly absent?: ReadonlySet<string>;
  /** Whether these are all; GitHub lists at most 100,000 entries, and one may ask for some only. */
  readonly isWhole: boolean;
}

/**
 * @param files the commit's; null where they could not be had
 * @param readBytes a file as it was judged; null where it cannot be read any more
 * @returns the standing of a file, by its path from the repository's root
 */
export function standings(
  files: CommitFiles | null,
  readBytes: (path: string) => Uint8Array | null,
): (path: string) => Standing {
  const known = new Map<string, Standing>();
  const find = (path: string): Standing => {
    if (files === null) return "unknown";
    const id = files.ids.get(path);
    if (id === undefined) return files.isWhole || files.absent?.has(path) === true ? "absent" : "unknown";
    const bytes = readBytes(path);
    if (bytes === null) return "unknown";
    return blobId(bytes, id.length === 64 ? "sha256" : "sha1") === id ? "same" : "different";
  };
  return (path) => {
    const standing = known.get(path) ?? find(path);
    known.set(path, standing);
    return standing;
  };
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage */
export function blobId(bytes: Uint8Array, algorithm: "sha1" | "sha256"): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
