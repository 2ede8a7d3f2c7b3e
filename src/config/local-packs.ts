/**
 * `extends:` of a configuration -> the folders in it, whether the rest of the file can be used or not.
 *
 * For whoever writes a pack: a configuration that sets a rule which is being renamed is no reason not to test it.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import { childOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";

/** @param path of the configuration; undefined where there is none. */
export function localPacks(host: Host, path: string | undefined): readonly string[] {
  const content = path === undefined ? undefined : host.readText(path);
  if (path === undefined || content === undefined || "error" in content) return [];
  const node = childOf(parseSource(path, content.text).root, "extends");
  const items = node === undefined ? [] : node.kind === "sequence" ? node.items : [node];
  const folders = items.flatMap((item) =>
    item.kind === "scalar" && /^\.\.?\//.test(item.text) ? [joinPath(".", item.text)] : [],
  );
  return [...new Set(folders)];
}
