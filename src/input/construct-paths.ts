/**
 * Metadata of a cloud assembly -> the construct path of each logical id.
 *
 * A template's own `aws:cdk:path` is the first source; the manifest tells the rest (`--no-path-metadata` leaves them out
 * of templates). The manifest lists nested stacks' resources beside their parent's: a logical id that stands there
 * twice is left out rather than guessed.
 */
import { childOf, type SourceNode } from "../source/node.ts";

/** @param metadata by `/path/of/construct`, lists of `{type, data}`. */
export function constructPathsIn(metadata: SourceNode | undefined): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const ambiguous = new Set<string>();
  if (metadata?.kind !== "mapping") return paths;
  for (const { name, value } of metadata.entries.values()) {
    for (const entry of value.kind === "sequence" ? value.items : []) {
      const type = childOf(entry, "type");
      const data = childOf(entry, "data");
      if (type?.kind !== "scalar" || type.text !== "aws:cdk:logicalId" || data?.kind !== "scalar") continue;
      const path = name.startsWith("/") ? name.slice(1) : name;
      if (paths.has(data.text) && paths.get(data.text) !== path) ambiguous.add(data.text);
      paths.set(data.text, path);
    }
  }
  for (const logicalId of ambiguous) paths.delete(logicalId);
  return paths;
}
