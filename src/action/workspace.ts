/**
 * The checkout: where paths of the report are in the repository, and what may be read and written.
 *
 * Invariant: nothing outside the workspace is read or written, symbolic links counted as what they lead to. Paths of
 * reports start from the working directory; GitHub knows paths from the repository's root.
 */
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { WrongInput } from "./wrong-input.ts";

export interface Workspace {
  /** Real path of the folder that the workflow works in. */
  readonly root: string;
  /** Real path of the folder that is linted. */
  readonly folder: string;
  /** Path from the repository's root, with forward slashes; as it is where it leads out of the repository. */
  repositoryPath(path: string): string;
  /** A file of the repository; null where it cannot be read. */
  readBytes(repositoryPath: string): Uint8Array | null;
  /** A small file below the folder. @throws Error that says what is wrong */
  readText(path: string): string;
  /** Writes a file below the workspace, and its parent folders. @throws Error that says what is wrong */
  write(path: string, text: string): void;
}

const largest = 10_000_000;

/** @throws WrongInput where the working directory is none of the workspace's */
export function openWorkspace(root: string, workingDirectory: string): Workspace {
  const realRoot = realPathOf(root);
  if (realRoot === undefined) throw new WrongInput(`The workspace ${root} does not exist.`);
  const folder = realPathOf(resolve(realRoot, workingDirectory));
  if (folder === undefined) throw new WrongInput(`working-directory ${workingDirectory} does not exist.`);
  if (!contains(realRoot, folder))
    throw new WrongInput(`working-directory ${workingDirectory} lies outside the workspace.`);
  const repository = repositoryOf(folder, realRoot);

  /** Real path of an existing file of the workspace. */
  const locate = (path: string): string => {
    const real = path.includes("\0") ? undefined : realPathOf(path);
    if (real === undefined || !contains(realRoot, real))
      throw new Error("it does not exist, or lies outside the workspace");
    return real;
  };
  return {
    root: realRoot,
    folder,
    repositoryPath(path) {
      const way = relative(repository, join(folder, path));
      return contains(repository, join(folder, path)) ? way.split(sep).join("/") : path;
    },
    readBytes(path) {
      try {
        return readBounded(locate(join(repository, path)));
      } catch {
        return null;
      }
    },
    readText(path) {
      return readBounded(locate(resolve(folder, path))).toString("utf8");
    },
    write(path, text) {
      const target = resolve(folder, path);
      if (path.includes("\0") || !contains(realRoot, realPathOfExisting(dirname(target)))) {
        throw new Error("it lies outside the workspace");
      }
      mkdirSync(dirname(target), { recursive: true });
      // Whoever made the checkout may have put a link there.
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
      const file = openSync(join(realpathSync(dirname(target)), basename(target)), flags);
      try {
        writeFileSync(file, text);
      } finally {
        closeSync(file);
      }
    },
  };
}

/** The innermost folder around `folder` that is a checkout. */
function repositoryOf(folder: string, root: string): string {
  for (let at = folder; contains(root, at); at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === root) break;
  }
  return root;
}

function readBounded(path: string): Buffer {
  const stats = statSync(path);
  if (!stats.isFile()) throw new Error("it is no file");
  if (stats.size > largest) throw new Error(`it is larger than ${largest / 1_000_000} MB`);
  return readFileSync(path);
}

/** Real path of the innermost folder around `path` that exists. */
function realPathOfExisting(path: string): string {
  let at = path;
  for (;;) {
    const real = realPathOf(at);
    if (real !== undefined) return real;
    if (dirname(at) === at) return at;
    at = dirname(at);
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
