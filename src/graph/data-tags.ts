/**
 * What the tags of a resource say about the data that it holds: that it is temporary, or that it is meant to last.
 *
 * Tags come as a list of `{Key, Value}` or as a map; a file system of EFS calls them `FileSystemTags`. Tags that are not
 * known say nothing.
 */
import { listIn, readAt, textOf } from "../resolve/reading.ts";
import type { World } from "../resolve/world.ts";
import type { GraphNode } from "./model.ts";

const temporary: ReadonlySet<string> = new Set(["temp", "temporary", "tmp", "scratch", "cache", "ephemeral"]);
const durable: ReadonlySet<string> = new Set([
  "durable",
  "persistent",
  "permanent",
  "user-data",
  "userdata",
  "uploads",
]);

export function isTaggedTemporary(node: GraphNode, world: World): boolean {
  return wordsIn(node, world).some((word) => temporary.has(word));
}

export function isTaggedDurable(node: GraphNode, world: World): boolean {
  return wordsIn(node, world).some((word) => durable.has(word));
}

/** Keys and values of its tags, in lower case. */
function wordsIn(node: GraphNode, world: World): readonly string[] {
  const words: string[] = [];
  for (const property of ["Tags", "FileSystemTags"]) {
    const tags = readAt(node.properties, [property], world);
    if (tags.kind === "map" && !tags.entries.has("Key")) {
      for (const [key, value] of tags.entries) words.push(key, textOf(world.read(value)) ?? "");
      continue;
    }
    for (const tag of listIn(tags, world).items)
      for (const part of ["Key", "Value"]) words.push(textOf(readAt(tag, [part], world)) ?? "");
  }
  return words.map((word) => word.toLowerCase());
}
