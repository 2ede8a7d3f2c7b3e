/**
 * One spelling for nodes and data: for telling that two are the same, and for the hashes that SAM puts in logical ids.
 *
 * The spelling is JSON with sorted keys, no blanks, and escapes for what is not ASCII, because SAM hashes exactly that.
 */
import { createHash } from "node:crypto";
import { SourceFile } from "../../source/file.ts";
import type { SourceNode } from "../../source/node.ts";
import { synthesize } from "../../source/synthesize.ts";
import type { Draft } from "./draft.ts";

/** A place for nodes that are only compared. */
export const nowhere: SourceNode = {
  kind: "scalar",
  file: new SourceFile("", ""),
  start: 0,
  end: 0,
  value: null,
  text: "",
};

/** Data is spelled as the nodes that would be made of it, wherever those would stand. */
export function spellDraft(draft: Draft): string {
  return spell(synthesize(nowhere, draft ?? null));
}

export function spell(node: SourceNode): string {
  if (node.kind === "scalar") return typeof node.value === "string" ? quoted(node.value) : String(node.value);
  if (node.kind === "sequence") return `[${node.items.map((item) => spell(item)).join(",")}]`;
  const entries = [...node.entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `{${entries.map(({ name, value }) => `${quoted(name)}:${spell(value)}`).join(",")}}`;
}

/** The first ten hexadecimal digits of a text's SHA-1, as SAM appends them to logical ids. */
export function shortHash(text: string): string {
  return createHash("sha1").update(text, "utf8").digest("hex").slice(0, 10);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
