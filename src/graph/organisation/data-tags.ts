/**
 * What the tags of a resource say about the data that it holds: that it is temporary, or that it is meant to last.
 *
 * Tags come as a list of `{Key, Value}` or as a map; a file system of EFS calls them `FileSystemTags`. Tags that are not
 * known say nothing.
 */
import { agreed } from "../../resolve/agree.ts";
import { itemsOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode } from "../model.ts";

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
  return isTagged(node, temporary, world);
}

export function isTaggedDurable(node: GraphNode, world: World): boolean {
  return isTagged(node, durable, world);
}

/** Whether one of the words is a key or a value of its tags, in any case. A tag that is none of them splits no world. */
function isTagged(node: GraphNode, words: ReadonlySet<string>, world: World): boolean {
  const isOne = (value: Value, here: World): boolean => words.has(textOf(here.read(value))?.toLowerCase() ?? "");
  return ["Tags", "FileSystemTags"].some((property) => {
    const tags = readAt(node.properties, [property], world);
    if (tags.kind === "map" && !tags.entries.has("Key")) {
      return [...tags.entries].some(
        ([key, value]) => words.has(key.toLowerCase()) || agreed((here) => isOne(value, here), world),
      );
    }
    return itemsOf(tags).items.some(({ guard, value }) =>
      agreed(
        (here) => here.holds(guard) && ["Key", "Value"].some((part) => isOne(valueAt(value, [part]), here)),
        world,
      ),
    );
  });
}
