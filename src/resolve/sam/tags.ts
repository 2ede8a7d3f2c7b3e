/**
 * SAM's map of tags -> the list of keys and values that other resources take.
 */
import type { SourceNode } from "../../source/node.ts";
import { isNull } from "../../template/section.ts";
import type { NodeData } from "./draft.ts";
import { asMapping } from "./property.ts";

export function tagList(tags: SourceNode | undefined): readonly NodeData[] | undefined {
  const map = asMapping(tags);
  if (map === undefined) return undefined;
  return [...map.entries.values()].map(({ key, value }) => ({ Key: key, Value: isNull(value) ? "" : value }));
}

/** The author's tags after the one by which SAM marks what it made. */
export function tagListOfSam(tags: SourceNode | undefined, marker = "lambda:createdBy"): readonly NodeData[] {
  return [{ Key: marker, Value: "SAM" }, ...(tagList(tags) ?? [])];
}
