/**
 * `extends:` of a configuration, whether the rest of the file can be used or not.
 *
 * For whoever writes a pack: a configuration that sets a rule which is being renamed is no reason not to test it.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import { childOf, type SourceNode } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";

/** @param path of the configuration; undefined where there is none. */
export function extendedIn(host: Host, path: string | undefined): readonly SourceNode[] {
  const content = path === undefined ? undefined : host.readText(path);
  if (path === undefined || content === undefined || "error" in content) return [];
  const node = childOf(parseSource(path, content.text).root, "extends");
  if (node === undefined) return [];
  return node.kind === "sequence" ? node.items : [node];
}

/** The folders among them; what is installed is others'. */
export function foldersIn(extended: readonly SourceNode[]): readonly string[] {
  const folders = extended.flatMap((item) =>
    item.kind === "scalar" && /^\.\.?(?:\/|$)/.test(item.text) ? [joinPath(".", item.text)] : [],
  );
  return [...new Set(folders)];
}
