/**
 * An asset manifest (`*.assets.json`) -> the files that will be uploaded, by the name that they will have.
 *
 * Templates that were synthesised without asset metadata name a nested template only by that name: it is the last text of
 * their `TemplateURL`.
 */
import { childOf, type ScalarNode, type SourceNode } from "../source/node.ts";

/** Paths of files, relative to the manifest's folder, by object key. */
export type AssetFiles = ReadonlyMap<string, ScalarNode>;

export function assetFilesIn(manifest: SourceNode | undefined): AssetFiles {
  const assets = new Map<string, ScalarNode>();
  const files = childOf(manifest, "files");
  for (const { value } of files?.kind === "mapping" ? files.entries.values() : []) {
    const path = childOf(childOf(value, "source"), "path");
    const destinations = childOf(value, "destinations");
    if (path?.kind !== "scalar" || destinations?.kind !== "mapping") continue;
    for (const destination of destinations.entries.values()) {
      const key = childOf(destination.value, "objectKey");
      if (key?.kind === "scalar") assets.set(key.text, path);
    }
  }
  return assets;
}

/** The file whose object key a URL ends with; the URL may be put together by functions. */
export function assetNamedBy(url: SourceNode | undefined, assets: AssetFiles): ScalarNode | undefined {
  const text = url === undefined ? undefined : lastText(url);
  return text === undefined ? undefined : assets.get(text.slice(text.lastIndexOf("/") + 1));
}

function lastText(node: SourceNode): string | undefined {
  let current: SourceNode | undefined = node;
  while (current !== undefined && current.kind !== "scalar") {
    current = current.kind === "sequence" ? current.items.at(-1) : [...current.entries.values()].at(-1)?.value;
  }
  return current?.text;
}
