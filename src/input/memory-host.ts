/**
 * Files that are known by their paths -> Host: a revision of a project that is nowhere checked out.
 *
 * Invariant: refuses what nodeHost refuses: what leads out of the root, what is too large, binary, or no UTF-8. Paths are
 * keys of maps and are never joined to anything that could be opened.
 */
import type { DirectoryEntry, Host } from "./app.ts";
import { decodeText, type FileText, maximalFileSize, tooLarge } from "./decode-text.ts";
import { isWithin, joinPath, parentOf } from "./join-path.ts";

/** Gives the bytes of a file when they are asked for, or why they cannot be had. */
export type ReadBytes = () => Uint8Array | { readonly error: string };

export interface MemoryHostOptions {
  /** The folder that relative paths start from, from the root of the files; by default the root. */
  readonly folder?: string;
  /** What an absolute path must begin with to be one of the files. */
  readonly root?: string;
  /** In bytes; by default 10 MB. */
  readonly maximalFileSize?: number;
}

/** @param files by path from their root, with forward slashes */
export function memoryHost(files: ReadonlyMap<string, ReadBytes>, options: MemoryHostOptions = {}): Host {
  const { folder = ".", root } = options;
  const limit = options.maximalFileSize ?? maximalFileSize;
  const folders = foldersOf(files.keys());
  const texts = new Map<string, FileText>();

  function locate(path: string): string | undefined {
    const absolute = path.startsWith("/") ? joinPath("/", path) : undefined;
    if (absolute === undefined) {
      const inside = joinPath(folder, path);
      return isWithin(".", inside) ? inside : undefined;
    }
    return root !== undefined && isWithin(root, absolute) ? joinPath(".", absolute.slice(root.length + 1)) : undefined;
  }

  return {
    readText(path) {
      const at = locate(path);
      const read = at === undefined ? undefined : files.get(at);
      if (at === undefined || read === undefined)
        return { error: "it does not exist, or lies outside what may be read" };
      const known = texts.get(at) ?? textOf(read(), limit);
      texts.set(at, known);
      return known;
    },
    list(path) {
      const at = locate(path);
      return at === undefined ? undefined : folders.get(at);
    },
    kindOf(path) {
      const at = locate(path);
      if (at === undefined) return undefined;
      return files.has(at) ? "file" : folders.has(at) ? "directory" : undefined;
    },
  };
}

function textOf(bytes: ReturnType<ReadBytes>, limit: number): FileText {
  if ("error" in bytes) return bytes;
  if (bytes.length > limit) return tooLarge(limit);
  return decodeText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}

/** What stands in each folder, in order. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, readonly DirectoryEntry[]> {
  const folders = new Map<string, Map<string, DirectoryEntry>>([[".", new Map()]]);
  const add = (path: string, kind: DirectoryEntry["kind"]): void => {
    const parent = parentOf(path);
    let entries = folders.get(parent);
    if (entries === undefined) {
      entries = new Map();
      folders.set(parent, entries);
      add(parent, "directory");
    }
    const name = parent === "." ? path : path.slice(parent.length + 1);
    entries.set(name, { name, kind });
  };
  for (const path of paths) add(path, "file");
  return new Map(
    [...folders].map(([folder, entries]) => [folder, [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1))]),
  );
}
