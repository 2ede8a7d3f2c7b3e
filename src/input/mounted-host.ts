/**
 * A host, and a folder of another one in the place of one of its folders -> Host.
 *
 * For what is built and not kept in the repository: the assembly of the base stands where the head's stands, so that the
 * same paths find both.
 */
import type { DirectoryEntry, Host } from "./app.ts";
import { baseName, isWithin, joinPath, parentOf } from "./join-path.ts";

/**
 * @param place path in `host` at which the other folder stands.
 * @param mounted the other host, and the folder in it.
 */
export function mountedHost(
  host: Host,
  place: string,
  mounted: { readonly host: Host; readonly folder: string },
): Host {
  const at = joinPath(".", place);
  function find(path: string): readonly [Host, string] {
    const normal = joinPath(".", path);
    if (!isWithin(at, normal)) return [host, path];
    return [mounted.host, joinPath(mounted.folder, normal === at ? "." : normal.slice(at.length + 1))];
  }
  return {
    readText(path) {
      const [where, inside] = find(path);
      return where.readText(inside);
    },
    list(path) {
      const [where, inside] = find(path);
      const entries = where.list(inside);
      const isParent = where === host && joinPath(".", path) === parentOf(at);
      return isParent ? withEntry(entries ?? [], { name: baseName(at), kind: "directory" }) : entries;
    },
    kindOf(path) {
      const [where, inside] = find(path);
      return where.kindOf(inside);
    },
  };
}

function withEntry(entries: readonly DirectoryEntry[], entry: DirectoryEntry): readonly DirectoryEntry[] {
  return [...entries.filter(({ name }) => name !== entry.name), entry].sort((a, b) => (a.name < b.name ? -1 : 1));
}
