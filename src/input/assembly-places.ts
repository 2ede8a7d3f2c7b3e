/**
 * Templates that were read -> the folders of the outermost cloud assemblies that they stand in.
 */
import type { Host } from "./app.ts";
import { manifestName } from "./assembly-manifest.ts";
import { joinPath, parentOf } from "./join-path.ts";

/** @param files paths of templates. An assembly's stage is an assembly of its own inside it, and is not told. */
export function assemblyPlaces(host: Host, files: Iterable<string>): readonly string[] {
  const folders = new Set([...files].map(parentOf));
  return [...new Set([...folders].flatMap((folder) => outermostAround(host, folder) ?? []))];
}

function outermostAround(host: Host, folder: string): string | undefined {
  let outermost: string | undefined;
  for (let at = folder; ; at = parentOf(at)) {
    if (host.kindOf(joinPath(at, manifestName)) === "file") outermost = at;
    // Templates stand in the folder of an assembly itself, and its stages beside them.
    else if (at === folder) return undefined;
    if (at === parentOf(at)) return outermost;
  }
}
