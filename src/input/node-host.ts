/**
 * The file system -> Host: the one place of the core that reads files.
 *
 * Invariant: nothing outside the root, or outside what the person named, is read; a symbolic link counts as what it leads
 * to. A file that is too large, binary, or no UTF-8 is refused with a text that says so.
 */
import { closeSync, type Dirent, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { DirectoryEntry, Host } from "./app.ts";
import { decodeText, maximalFileSize, tooLarge } from "./decode-text.ts";
import { globBase } from "./glob.ts";

export interface NodeHostOptions {
  /** Paths that were named on the command line. Outside the root, a folder, a file's folder and a glob's base may be read, too. */
  readonly named?: readonly string[];
  /** In bytes; by default 10 MB. CloudFormation takes templates up to 1 MB. */
  readonly maximalFileSize?: number;
}

/** @param root the folder that relative paths start from. */
export function nodeHost(root: string, options: NodeHostOptions = {}): Host {
  const limit = options.maximalFileSize ?? maximalFileSize;
  const allowed = [realPath(root), ...(options.named ?? []).map((path) => allowedBy(root, path))].filter(
    (folder) => folder !== undefined,
  );

  function locate(path: string): string | undefined {
    if (path.includes("\0")) return undefined;
    const real = realPath(resolve(root, path));
    return real !== undefined && allowed.some((folder) => contains(folder, real)) ? real : undefined;
  }

  return {
    readText(path) {
      const real = locate(path);
      if (real === undefined) return { error: "it does not exist, or lies outside what may be read" };
      try {
        return decode(real, limit);
      } catch (thrown) {
        return { error: reasonOf(thrown) };
      }
    },
    list(path) {
      const real = locate(path);
      if (real === undefined) return undefined;
      try {
        const entries = readdirSync(real, { withFileTypes: true }).map((entry) => entryOf(entry, real, locate));
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch {
        return undefined;
      }
    },
    kindOf(path) {
      const real = locate(path);
      return real === undefined ? undefined : kindOf(real);
    },
  };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** What naming a path opens: nothing below the root, so that a link there cannot lead out because its own name was given. */
function allowedBy(root: string, named: string): string | undefined {
  const absolute = resolve(root, named);
  if (named.includes("\0") || contains(resolve(root), absolute)) return undefined;
  const real = realPath(absolute);
  if (real === undefined) return realPath(resolve(root, globBase(named)));
  return kindOf(real) === "directory" ? real : dirname(real);
}

function contains(folder: string, path: string): boolean {
  // Most files lie below, and both are absolute and without dots: no need to work out the way.
  if (path.startsWith(folder) && path.startsWith(sep, folder.length)) return true;
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function kindOf(path: string): "file" | "directory" | "other" | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() ? "file" : stats.isDirectory() ? "directory" : "other";
  } catch {
    return undefined;
  }
}

/** A link to a file that may be read is a file; a link to a folder is not followed, so that no search runs in a ring. */
function entryOf(entry: Dirent, folder: string, locate: (path: string) => string | undefined): DirectoryEntry {
  const { name } = entry;
  if (entry.isFile()) return { name, kind: "file" };
  if (entry.isDirectory()) return { name, kind: "directory" };
  if (!entry.isSymbolicLink()) return { name, kind: "other" };
  const real = locate(join(folder, name));
  return { name, kind: real !== undefined && kindOf(real) === "file" ? "file" : "other" };
}

function decode(path: string, limit: number): { readonly text: string } | { readonly error: string } {
  // Opening a pipe would wait for somebody to write into it.
  if (kindOf(path) !== "file") return { error: "it is no file" };
  const file = openSync(path, "r");
  try {
    const stats = fstatSync(file);
    if (stats.size > limit) return tooLarge(limit);
    const bytes = Buffer.alloc(stats.size);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, length);
    }
    return decodeText(bytes.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

function reasonOf(thrown: unknown): string {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  if (code === "EACCES" || code === "EPERM") return "permission is denied";
  if (code === "ENOENT") return "it does not exist";
  return code === "" ? "the file system refuses it" : `the file system refuses it (${code})`;
}
