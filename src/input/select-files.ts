/**
 * Files, folders and globs -> the files and cloud assemblies that they ask for.
 *
 * Not here: whether a file is a template; see ./template-reader.ts.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Host } from "./app.ts";
import { assemblyFolderName, isAssemblyFolder, manifestName } from "./assembly-manifest.ts";
import { findFiles, type SearchLimits } from "./find-files.ts";
import { compileGlob } from "./glob.ts";
import { baseName, joinPath, parentOf } from "./join-path.ts";
import type { Origin } from "./template-reader.ts";
import { hasWildcard } from "./wildcard.ts";

/** What one path asks for. */
export interface Selection {
  readonly path: string;
  /** `found` where a search was made, so that what is no template is passed over. */
  readonly origin: Origin;
  readonly files: readonly string[];
  readonly assemblies: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @param paths as they were given; without any, `cdk.out` where there is one, else the root. */
export function selectFiles(host: Host, paths: readonly string[], limits: SearchLimits): readonly Selection[] {
  const asked = paths.length > 0 ? paths : [isAssemblyFolder(host, assemblyFolderName) ? assemblyFolderName : "."];
  return asked.map((path) => select(host, path, limits));
}

function select(host: Host, given: string, limits: SearchLimits): Selection {
  const path = joinPath(".", given);
  const kind = host.kindOf(path);
  if (kind === "directory") return { path, origin: "found", ...findFiles(host, path, limits) };
  if (kind !== "file" && hasWildcard(given)) {
    const glob = compileGlob(given);
    const found = findFiles(host, glob.base, limits);
    return {
      path,
      origin: "found",
      files: found.files.filter((file) => glob.matches(file)),
      assemblies: found.assemblies.filter((folder) => glob.matches(folder)),
      diagnostics: found.diagnostics,
    };
  }
  const folder = parentOf(path);
  const isManifest = kind === "file" && baseName(path) === manifestName && isAssemblyFolder(host, folder);
  const files = isManifest ? [] : [path];
  return { path, origin: "named", files, assemblies: isManifest ? [folder] : [], diagnostics: [] };
}
